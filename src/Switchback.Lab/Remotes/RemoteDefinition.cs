using System.Globalization;
using Switchback.Lab.Clusters;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Remotes;

public enum RemoteMode
{
    Sniff,
    Proxy,
}

/// <summary>A remote cluster as the settings describe it. Two definitions that differ in more than what to skip need a new connection.</summary>
public sealed record RemoteDefinition(string Alias, RemoteMode Mode, string Addresses, int MaxConnections, string ServerName, string Transport)
{
    private const string Prefix = "cluster.remote.";

    public bool SkipUnavailable { get; init; }

    /// <summary>Where to knock, in order.</summary>
    public IReadOnlyList<string> Places => Addresses.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public bool NeedsNewConnection(RemoteDefinition before) => this with { SkipUnavailable = before.SkipUnavailable } != before;

    /// <summary>Every remote that is enabled: seeds for sniffing, an address for a proxy.</summary>
    public static IEnumerable<RemoteDefinition> From(Settings settings, Profile profile) =>
        settings.Keys.Select(AliasOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)
            .Where(alias => IsEnabled(alias, settings)).Select(alias => Read(alias, settings, profile));

    public static bool IsEnabled(string alias, Settings settings) => settings[Key(alias, ModeOf(alias, settings) == RemoteMode.Proxy
        ? "proxy_address" : "seeds")] is { Items.Count: > 0 };

    public static RemoteMode ModeOf(string alias, Settings settings) =>
        string.Equals(settings.Text(Key(alias, "mode")), "proxy", StringComparison.OrdinalIgnoreCase) ? RemoteMode.Proxy : RemoteMode.Sniff;

    /// <summary>The alias in <c>cluster.remote.ALIAS.seeds</c>; null for a key that is none of an alias.</summary>
    public static string? AliasOf(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var dot = key.IndexOf('.', Prefix.Length);
        return dot > Prefix.Length && dot < key.Length - 1 ? key[Prefix.Length..dot] : null;
    }

    public static string Key(string alias, string setting) => $"{Prefix}{alias}.{setting}";

    private static RemoteDefinition Read(string alias, Settings settings, Profile profile)
    {
        var mode = ModeOf(alias, settings);
        var places = settings[Key(alias, mode == RemoteMode.Proxy ? "proxy_address" : "seeds")]!.Items;
        var connections = mode == RemoteMode.Proxy
            ? settings.Number(Key(alias, "proxy_socket_connections"), 18)
            : settings.Number(Key(alias, "node_connections"), 3);
        var transport = string.Create(CultureInfo.InvariantCulture,
            $"{settings.Text(Key(alias, "transport.ping_schedule"))}/{settings.Text(Key(alias, "transport.compress"))}/{settings.Text(Key(alias, "transport.compression_scheme"))}");
        return new RemoteDefinition(alias, mode, string.Join(',', places), connections, settings.Text(Key(alias, "server_name")) ?? "", transport)
        {
            SkipUnavailable = settings.Flag(Key(alias, "skip_unavailable"), profile.SkipsUnavailableByDefault),
        };
    }
}
