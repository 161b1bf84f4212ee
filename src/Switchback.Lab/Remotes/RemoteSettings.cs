using Switchback.Lab.Clusters;
using Switchback.Lab.ClusterSettings;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Remotes;

/// <summary>What <c>cluster.remote.ALIAS.*</c> may hold, and what must not stand together.</summary>
public static class RemoteSettings
{
    private static readonly Dictionary<string, SettingRule> Rules = new(StringComparer.Ordinal)
    {
        ["mode"] = SettingKinds.OneOf("org.elasticsearch.transport.RemoteConnectionStrategy.ConnectionStrategy", "sniff", "sniff", "proxy"),
        ["seeds"] = Addresses() with { Consistent = OnlyIn(RemoteMode.Sniff) },
        ["proxy"] = Addresses() with { Consistent = OnlyIn(RemoteMode.Sniff) },
        ["node_connections"] = SettingKinds.Number(3, least: 1) with { Consistent = OnlyIn(RemoteMode.Sniff) },
        ["proxy_address"] = Addresses() with { Consistent = OnlyIn(RemoteMode.Proxy) },
        ["proxy_socket_connections"] = SettingKinds.Number(18, least: 1) with { Consistent = OnlyIn(RemoteMode.Proxy) },
        ["server_name"] = SettingKinds.Text("") with { Consistent = OnlyIn(RemoteMode.Proxy) },
        ["skip_unavailable"] = SettingKinds.Flag(false) with { Consistent = OnlyWhereEnabled },
        ["transport.ping_schedule"] = SettingKinds.Time("-1") with { Consistent = OnlyWhereEnabled },
        ["transport.compress"] = Compression("Enabled", "false", "true", "indexing_data") with { Consistent = OnlyWhereEnabled },
        ["transport.compression_scheme"] = Compression("Scheme", "deflate", "lz4") with { Consistent = OnlyWhereEnabled },
    };

    private static readonly SettingRule CompressesAllOrNothing = SettingKinds.Flag(false) with { Consistent = OnlyWhereEnabled };

    /// <summary>The rule for a key of a remote; null where the version has no such setting.</summary>
    public static SettingRule? For(string key, Profile profile) =>
        RemoteDefinition.AliasOf(key) is { } alias ? Rule(key[RemoteDefinition.Key(alias, "").Length..], profile) : null;

    private static SettingRule? Rule(string name, Profile profile) => name switch
    {
        "transport.compress" when !profile.CompressesByKind => CompressesAllOrNothing,
        "transport.compression_scheme" when !profile.ChoosesRemoteCompression => null,
        _ => Rules.GetValueOrDefault(name),
    };

    private static SettingRule Compression(string enumeration, params string[] values) =>
        SettingKinds.OneOf($"org.elasticsearch.transport.Compression.{enumeration}", values[0], values);

    private static SettingRule Addresses() => new((_, value) =>
    {
        foreach (var address in value.Items) RemoteAddress.ReadPort(address);
    });

    private static Func<string, Settings, string?> OnlyIn(RemoteMode required) => (key, settings) =>
    {
        var alias = RemoteDefinition.AliasOf(key)!;
        var configured = RemoteDefinition.ModeOf(alias, settings);
        return configured == required ? null : $"Setting \"{key}\" cannot be used with the configured "
            + $"\"{RemoteDefinition.Key(alias, "mode")}\" [required={Shout(required)}, configured={Shout(configured)}]";
    };

    private static string? OnlyWhereEnabled(string key, Settings settings) => RemoteDefinition.IsEnabled(RemoteDefinition.AliasOf(key)!, settings)
        ? null : $"Cannot configure setting [{key}] if remote cluster is not enabled.";

    private static string Shout(RemoteMode mode) => mode.ToString().ToUpperInvariant();
}
