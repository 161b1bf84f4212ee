using System.Net;
using Switchback.Core.Settings;

namespace Switchback.Elasticsearch.Configuration;

/// <summary>Reads and checks <c>Clusters</c> as a whole and reports every fault at once.</summary>
public static class ClusterSettings
{
    public const string Root = "Clusters";

    private const string UrlRemedy = "Write addresses of the cluster's nodes, such as \"https://es1.example:9200,https://es2.example:9200\".";

    public static (IReadOnlyList<ClusterOptions> Clusters, IReadOnlyList<SettingsFault> Faults) Read(IEnumerable<KeyValuePair<string, string?>> flat)
    {
        var root = SettingsSection.From(Root, flat);
        var clusters = root.Children.ToList().Select(section => ReadCluster(root.Section(section.Name))).ToList();
        root.RefuseUnknownKeys();
        RefuseSharedNodes(root, clusters);
        return (clusters, root.Faults);
    }

    private static ClusterOptions ReadCluster(SettingsSection section)
    {
        if (!section.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            section.Fault("is no usable name.", "Use letters, digits, -, _ and dots: the name stands in addresses.");
        var urls = ReadUrls(section);
        var read = CredentialSettings.Read(section.Section("ReadCredential")) ?? new Credential.Anonymous();
        var operate = CredentialSettings.Read(section.Section("OperateCredential"));
        var plainAllowed = section.Flag("AllowPlainHttp");
        if (!plainAllowed && (SendsSecret(read) || SendsSecret(operate)) && urls.Any(url => url.Scheme == Uri.UriSchemeHttp && !IsLoopback(url)))
            section.Section("Urls").Fault("would send credentials over http, readable on the way.", "Write https, or set AllowPlainHttp=true beside it if the network is yours alone.");
        var options = new ClusterOptions
        {
            Name = section.Name,
            Urls = urls,
            ReadCredential = read,
            OperateCredential = operate,
            Trust = TrustSettings.Read(section, urls),
            Proxy = ReadProxy(section),
            ProxyCredential = ReadProxyCredential(section),
            ConnectTimeout = TimeSpan.FromSeconds(section.Number("ConnectTimeoutSeconds", 5, 1, 60)),
            ReadTimeout = TimeSpan.FromSeconds(section.Number("ReadTimeoutSeconds", 10, 1, 300)),
            WriteTimeout = TimeSpan.FromSeconds(section.Number("WriteTimeoutSeconds", 30, 1, 600)),
            CopyTimeout = TimeSpan.FromSeconds(section.Number("CopyTimeoutSeconds", 3600, 10, 7 * 86400)),
            MaxAnswerBytes = section.Number("MaxAnswerMegabytes", 64, 1, 1024) << 20,
        };
        section.RefuseUnknownKeys();
        return options;
    }

    private static List<Uri> ReadUrls(SettingsSection section)
    {
        var urls = new List<Uri>();
        var texts = section.Texts("Urls", UrlRemedy);
        foreach (var text in texts)
        {
            if (ReadUrl(section.Section("Urls"), text, UrlRemedy) is not { } url) continue;
            if (urls.Contains(url))
                section.Section("Urls").Fault($"names {url} twice.", "Remove one.");
            else
                urls.Add(url);
        }
        if (texts.Count == 0) section.Section("Urls").Fault("is missing.", UrlRemedy);
        return urls;
    }

    private static Uri? ReadUrl(SettingsSection section, string text, string remedy)
    {
        // The text itself is not repeated in a fault before it is known to hold no password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            section.Fault("holds something that is no http or https address.", remedy);
        else if (url.UserInfo.Length > 0)
            section.Fault($"holds a name or password in the address of {url.Host}.", "Move them to the credential beside it.");
        else if (url.Query.Length > 0 || url.Fragment.Length > 0)
            section.Fault($"holds a query or fragment in the address of {url.Host}.", remedy);
        else
            return url.AbsolutePath.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
        return null;
    }

    private static Uri? ReadProxy(SettingsSection section)
    {
        const string remedy = "Write the proxy's address, such as \"http://proxy.example:3128\".";
        return section.Text("Proxy", remedy) is { } text ? ReadUrl(section.Section("Proxy"), text, remedy) : null;
    }

    private static Credential.Basic? ReadProxyCredential(SettingsSection section)
    {
        var credential = CredentialSettings.Read(section.Section("ProxyCredential"));
        if (credential is not (null or Credential.Basic))
            section.Section("ProxyCredential").Fault("is not a name and password.", "A proxy takes Username and Password, PasswordFile or PasswordEnvironment.");
        if (credential is not null && !section.Section("Proxy").Exists)
            section.Section("ProxyCredential").Fault("stands without a proxy.", "Write Proxy, or remove it.");
        return credential as Credential.Basic;
    }

    /// <summary>The same node under two names would be a pair of a cluster with itself, and every guard would be fooled.</summary>
    private static void RefuseSharedNodes(SettingsSection root, List<ClusterOptions> clusters)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var cluster in clusters)
        {
            foreach (var url in cluster.Urls.DistinctBy(url => url.Authority))
            {
                if (owners.TryGetValue(url.AbsoluteUri, out var owner))
                    root.Section(cluster.Name).Section("Urls").Fault($"names {url}, which {Root}:{owner} names too.", "One node belongs to one cluster: remove it from one of them.");
                else
                    owners.Add(url.AbsoluteUri, cluster.Name);
            }
        }
    }

    private static bool SendsSecret(Credential? credential) => credential is not (null or Credential.Anonymous);

    private static bool IsLoopback(Uri url) => url.IsLoopback || (IPAddress.TryParse(url.Host, out var address) && IPAddress.IsLoopback(address));
}
