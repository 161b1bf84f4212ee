using Switchback.Core.Settings;
using Switchback.Dashboard.Configuration;
using Switchback.Elasticsearch.Configuration;

namespace Switchback.Dashboard.Webhook;

/// <summary>Where people are called who do not look at the pages.</summary>
/// <param name="Url">Takes the notices.</param>
/// <param name="Secret">Signs them. Read again for each, so that a new one needs no restart.</param>
/// <param name="PublicUrl">What links begin with; null for the address this process listens on.</param>
public sealed record WebhookSettings(OutboundAddress Url, SecretSource Secret, Uri? PublicUrl)
{
    public const string Root = "Webhook";

    /// <summary>A shorter one could be found by trying.</summary>
    public const int ShortestSecret = 32;

    private const string Example = "https://hooks.example/switchback";
    private const string PublicRemedy = "Write the address under which people reach Switchback, such as https://switchback.example.";
    private static readonly string SecretRemedy = $"Write {ShortestSecret} characters or more that nobody can guess, in Secret, SecretFile or SecretEnvironment.";

    /// <returns>Null when nobody is called.</returns>
    public static (WebhookSettings? Webhook, IReadOnlyList<SettingsFault> Faults) Read(IConfiguration configuration)
    {
        var section = SettingsSection.From(Root, configuration.AsEnumerable());
        if (!section.Exists) return (null, []);
        var url = OutboundAddress.Read(section, "Url", Example);
        if (!section.Section("Url").Exists) section.Section("Url").Fault("is missing.", $"Write the receiver's address, such as {Example}.");
        var secret = SecretSettings.Read(section, "Secret");
        if (secret is null && !new[] { "Secret", "SecretFile", "SecretEnvironment" }.Any(name => section.Section(name).Exists)) section.Section("Secret").Fault("is missing.", SecretRemedy);
        if (secret?.Read()?.Reveal().Length < ShortestSecret) section.Section(NameOf(secret)).Fault("is too short to sign with.", SecretRemedy);
        Uri? pages = null;
        if (section.Text("PublicUrl", PublicRemedy) is { } text && (!Uri.TryCreate(text, UriKind.Absolute, out pages) || pages.Scheme is not ("http" or "https") || pages.UserInfo.Length > 0))
            section.Section("PublicUrl").Fault("is no http or https address.", PublicRemedy);
        section.RefuseUnknownKeys();
        return (section.Faults.Count == 0 ? new WebhookSettings(url!, secret!, pages) : null, section.Faults);
    }

    private static string NameOf(SecretSource source) => source switch
    {
        SecretSource.FromFile => "SecretFile",
        SecretSource.FromEnvironment => "SecretEnvironment",
        _ => "Secret",
    };
}
