using Switchback.Core.Settings;

namespace Switchback.Dashboard.Configuration;

/// <summary>
/// Where something of ours is sent: https, or http that does not leave this machine. Receivers put keys into paths and queries, so no
/// page and no log shows more of it than the host.
/// </summary>
public sealed class OutboundAddress
{
    private const string Secure = "Write an https address. Plain http is taken on loopback only.";

    private OutboundAddress(Uri uri) => Uri = uri;

    public Uri Uri { get; }

    public override string ToString() => Uri.Authority;

    /// <summary>Null where nothing is written, and where what is written is a fault.</summary>
    public static OutboundAddress? Read(SettingsSection section, string name, string example)
    {
        var remedy = $"{Secure} For example {example}.";
        if (section.Text(name, remedy) is not { } text) return null;
        // The text is not repeated: it may hold a key.
        var problem = !Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) ? "is no http or https address."
            : uri.UserInfo.Length > 0 ? "holds a name or a password."
            : uri.Fragment.Length > 0 ? "holds a fragment."
            : uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback ? "would be sent over plain http, readable and changeable on the way."
            : null;
        if (problem is null) return new OutboundAddress(uri!);
        section.Section(name).Fault(problem, remedy);
        return null;
    }
}
