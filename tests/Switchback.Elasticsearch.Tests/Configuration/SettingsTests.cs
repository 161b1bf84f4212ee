using Microsoft.Extensions.Configuration;
using Switchback.Core.Settings;
using Switchback.Elasticsearch.Configuration;

namespace Switchback.Elasticsearch.Tests.Configuration;

/// <summary>A configuration, and the faults it must yield: key and a word of the problem or the remedy.</summary>
public sealed class SettingsTests
{
    private const string Good = "Clusters:a:Urls=http://127.0.0.1:9211|Clusters:b:Urls=http://127.0.0.1:9212|";
    private const string Pair = "Pairs:p:System=elasticsearch|Pairs:p:Home=a|Pairs:p:Away=b|";
    private const string Sha = "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89";

    public static TheoryData<string, string, string> Faulty => new()
    {
        { "Clusters:a:Url=http://x:1", "Clusters:a:Urls", "is missing" },
        { "Clusters:a:Url=http://x:1", "Clusters:a:Url", "is not known" },
        { "Clusters:a=http://x:1", "Clusters:a", "section is expected" },
        { "Clusters:a b:Urls=http://x:1", "Clusters:a b", "no usable name" },
        { "Clusters:a:Urls=es1:9200", "Clusters:a:Urls", "no http or https address" },
        { "Clusters:a:Urls=http://u:hidden@x:1", "Clusters:a:Urls", "Move them to the credential" },
        { "Clusters:a:Urls=http://x:1?y=z", "Clusters:a:Urls", "query" },
        { "Clusters:a:Urls=http://x:1,http://x:1", "Clusters:a:Urls", "twice" },
        { "Clusters:a:Urls:0=http://x:1|Clusters:a:Urls:1= ", "Clusters:a:Urls:1", "is blank" },
        { "Clusters:a:Urls:first=http://x:1", "Clusters:a:Urls:first", "is not known" },
        { "Clusters:a:Urls=http://x:1|Clusters:b:Urls=http://x:1", "Clusters:b:Urls", "Clusters:a names too" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:Fingerprnt=ab", "Clusters:a:Fingerprnt", "Known here: " },
        { "Clusters:a:Urls=https://x:1|Clusters:a:Fingerprint=abc", "Clusters:a:Fingerprint", "64 hexadecimal digits" },
        { $"Clusters:a:Urls=http://x:1|Clusters:a:Fingerprint={Sha}", "Clusters:a:Urls", "although a certificate is pinned" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:CaFile=/nowhere/ca.pem", "Clusters:a:CaFile", "cannot be read" },
        { "Clusters:a:Urls=http://es1:9200|Clusters:a:ReadCredential:ApiKey=k", "Clusters:a:Urls", "AllowPlainHttp=true" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadCredential:ApiKey=k|Clusters:a:ReadCredential:Bearer=t", "Clusters:a:ReadCredential", "more than one kind" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadCredential:ApiKey=k|Clusters:a:ReadCredential:ApiKeyFile=/nowhere", "Clusters:a:ReadCredential", "the same secret 2 times" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadCredential:ApiKeyFile=/nowhere", "Clusters:a:ReadCredential:ApiKeyFile", "must exist" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:OperateCredential:ApiKeyEnvironment=SWITCHBACK_NOT_SET", "Clusters:a:OperateCredential:ApiKeyEnvironment", "must be set" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadCredential:Username=u", "Clusters:a:ReadCredential:Password", "is missing" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadCredential:Password=u", "Clusters:a:ReadCredential:Username", "is missing" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadCredential:Username=u:v|Clusters:a:ReadCredential:Password=u", "Clusters:a:ReadCredential:Username", "colon" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadCredential:Tokn=u", "Clusters:a:ReadCredential:Tokn", "is not known" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadCredential=u", "Clusters:a:ReadCredential", "section is expected" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:OperateCredential:Anonymous=false", "Clusters:a:OperateCredential", "no usable credential" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:OperateCredential:Anonymous=yes", "Clusters:a:OperateCredential:Anonymous", "neither true nor false" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:Proxy=proxy", "Clusters:a:Proxy", "http" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ProxyCredential:Username=u|Clusters:a:ProxyCredential:Password=p", "Clusters:a:ProxyCredential", "without a proxy" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:Proxy=http://p:1|Clusters:a:ProxyCredential:Bearer=u", "Clusters:a:ProxyCredential", "not a name and password" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadTimeoutSeconds=0", "Clusters:a:ReadTimeoutSeconds", "from 1 to 300" },
        { "Clusters:a:Urls=https://x:1|Clusters:a:ReadTimeoutSeconds=00:00:10", "Clusters:a:ReadTimeoutSeconds", "whole number" },
        { Good + "Pairs:p:Home=a|Pairs:p:Away=b", "Pairs:p:System", "Write one of: elasticsearch" },
        { Good + "Pairs:p:System=oracle|Pairs:p:Home=a|Pairs:p:Away=b", "Pairs:p:System", "no known system" },
        { Good + "Pairs:p:System=elasticsearch|Pairs:p:Home=a|Pairs:p:Away=a", "Pairs:p:Away", "two different sides" },
        { Good + "Pairs:p:System=elasticsearch|Pairs:p:Home=a|Pairs:p:Away=A", "Pairs:p:Away", "two different sides" },
        { Good + "Pairs:p:System=elasticsearch|Pairs:p:Home=a|Pairs:p:Away=c", "Pairs:p:Away", "Write one of the names under Clusters: a, b" },
        { Good + "Pairs:p:System=elasticsearch|Pairs:p:Home=a", "Pairs:p:Away", "is missing" },
        { Good + Pair + "Pairs:p:Scop=logs-*", "Pairs:p:Scop", "is not known" },
        { Good + Pair + "Pairs:p:Scope=-logs-*", "Pairs:p:Scope", "matches nothing" },
        { Good + Pair + "Pairs:p:Scope=Logs-*", "Pairs:p:Scope", "can match no name" },
        { Good + Pair + "Pairs:p:RpoSeconds=-1", "Pairs:p:RpoSeconds", "from 0 to" },
        { Good + Pair + "Pairs:p:Policy:Promote=0", "Pairs:p:Policy:Promote", "from 1 to 5" },
        { Good + Pair + "Pairs:p:Policy:Promot=2", "Pairs:p:Policy:Promot", "is not known" },
        { Good + Pair + "Pairs:q:System=elasticsearch|Pairs:q:Home=a|Pairs:q:Away=b", "Pairs:q:Scope", "overlaps" },
        { Good + Pair + "Pairs:q:System=elasticsearch|Pairs:q:Home=b|Pairs:q:Away=a|Pairs:q:Scope=orders", "Pairs:q:Scope", "an item belongs to one pair" },
        { Good + Pair + "Pairs:p q:System=elasticsearch|Pairs:p q:Home=a|Pairs:p q:Away=b", "Pairs:p q", "no usable id" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Settings_Faulty_NameTheKeyAndTheRemedy(string lines, string key, string words)
    {
        var faults = Read(lines).Faults;

        Assert.Contains(faults, fault => fault.Key == key && $"{fault.Problem} {fault.Remedy}".Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Settings_Faulty_StopTheRegistrationWithEveryFault(string lines, string key, string words)
    {
        var services = new Microsoft.Extensions.DependencyInjection.ServiceCollection();

        var stopped = Assert.Throws<SettingsException>(() => services.AddElasticsearch(Configuration(lines)));

        Assert.Equal(Read(lines).Faults, stopped.Faults);
        Assert.Contains(key, stopped.Message, StringComparison.Ordinal);
        Assert.Contains(words, stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ManyFaults_AreReportedAtOnce()
    {
        var faults = Read("Clusters:a:Urls=ftp://x|Clusters:a:Fingerprnt=z|Clusters:b:ReadTimeoutSeconds=x|Pairs:p:System=y|Pairs:p:Rpo=1").Faults;

        Assert.Equal(
            ["Clusters:a:Fingerprnt", "Clusters:a:Urls", "Clusters:b:ReadTimeoutSeconds", "Clusters:b:Urls", "Pairs:p:Away", "Pairs:p:Home", "Pairs:p:Rpo", "Pairs:p:System"],
            faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_WithASecretInTheAddress_DoNotRepeatIt()
    {
        var faults = Read("Clusters:a:Urls=http://u:hidden@x:1,:hidden").Faults;

        Assert.NotEmpty(faults);
        Assert.DoesNotContain(faults, fault => fault.ToString().Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_Whole_AreReadAsWritten()
    {
        var (clusters, pairs, faults) = Read(
            "Clusters:prod.eu:Urls:0=https://es1:9200|Clusters:prod.eu:Urls:1=https://es2:9200/es|"
            + $"Clusters:prod.eu:Fingerprint={Sha}|Clusters:prod.eu:OperateCredential:Username=op|Clusters:prod.eu:OperateCredential:Password=pw|"
            + "Clusters:prod.eu:ReadTimeoutSeconds=7|Clusters:dr:Urls=http://127.0.0.1:9212|Clusters:dr:ReadCredential:ApiKey=id:key|"
            + "Pairs:orders:System=Elasticsearch|Pairs:orders:Home=PROD.EU|Pairs:orders:Away=dr|Pairs:orders:Scope=orders*,-orders-test*|Pairs:orders:RpoSeconds=5|Pairs:orders:Policy:Promote=2");

        Assert.Empty(faults);
        Assert.Equal(["dr", "prod.eu"], clusters.Select(cluster => cluster.Name));
        var prod = clusters[1];
        Assert.Equal(["https://es1:9200/", "https://es2:9200/es/"], prod.Urls.Select(url => url.AbsoluteUri));
        Assert.Equal(new ServerTrust.OfFingerprint(Sha.Replace(":", "", StringComparison.Ordinal)), prod.Trust);
        Assert.IsType<Credential.Basic>(prod.OperateCredential);
        Assert.Equal(TimeSpan.FromSeconds(7), prod.ReadTimeout);
        Assert.Null(clusters[0].OperateCredential);
        var pair = Assert.Single(pairs);
        Assert.Equal(("orders", "elasticsearch", "prod.eu", "dr"), (pair.Id, pair.System, pair.Home, pair.Away));
        Assert.True(pair.Scope.Contains("orders-2026"));
        Assert.False(pair.Scope.Contains("orders-test-1"));
        Assert.Equal(2, pair.Policy.Promote);
        Assert.Equal(TimeSpan.FromSeconds(5), pair.RecoveryPoint);
    }

    [Fact]
    public void Options_WithSecrets_NeverPrintThem()
    {
        var (clusters, _, _) = Read(
            "Clusters:a:Urls=http://127.0.0.1:1|Clusters:a:ReadCredential:ApiKey=hidden|Clusters:a:OperateCredential:Username=u|Clusters:a:OperateCredential:Password=hidden|"
            + "Clusters:b:Urls=http://127.0.0.1:2|Clusters:b:ReadCredential:Bearer=hidden");

        Assert.DoesNotContain(clusters, cluster => cluster.ToString().Contains("hidden", StringComparison.Ordinal));
    }

    private static (IReadOnlyList<ClusterOptions> Clusters, IReadOnlyList<Core.Fleet.PairOptions> Pairs, IReadOnlyList<SettingsFault> Faults) Read(string lines) =>
        ElasticsearchRegistration.Read(Configuration(lines));

    private static IConfigurationRoot Configuration(string lines) => new ConfigurationBuilder()
        .AddInMemoryCollection(lines.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => new KeyValuePair<string, string?>(line[..line.IndexOf('=')], line[(line.IndexOf('=') + 1)..])))
        .Build();
}
