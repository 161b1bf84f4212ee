using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchback.Bench.Stub;

/// <summary>One cluster: which answer belongs to which request.</summary>
internal sealed class StubCluster(ClusterBodies bodies, int followers)
{
    private readonly ConcurrentDictionary<string, Lazy<PreparedBody?>> _prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _rows = Enumerable.Range(0, followers).ToDictionary(StubWorld.Name, StringComparer.Ordinal);

    public string Name => bodies.Name;

    /// <summary>Null for a path that this stub does not know.</summary>
    public PreparedBody? Of(string path, string? filter) =>
        _prepared.GetOrAdd($"{path}?{filter}", _ => new Lazy<PreparedBody?>(() => Prepare(path, filter))).Value;

    /// <summary>The kind of call a path is, so that calls can be counted: names are left out.</summary>
    public static string Kind(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["_cluster", "state", ..] => "_cluster/state",
            [var names, .. var call] when !names.StartsWith('_') || names == "_all" => $"*/{string.Join('/', call)}",
            [.. var call] => string.Join('/', call),
        };

    /// <summary>Whether this is a poll's read of all positions; the slow look at leases reads them too, and shows nobody where they stand.</summary>
    public static bool IsPositions(string path, string? filter) =>
        path.Contains("/_stats", StringComparison.Ordinal) && path.Contains('*') && filter?.Contains("retention_leases", StringComparison.Ordinal) != true;

    private PreparedBody? Prepare(string path, string? filter)
    {
        if (SmallBodies.Of(bodies, path) is { } small) return new PreparedBody(Filtered(Encoding.UTF8.GetBytes(small), filter));
        var body = path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["_ccr", "stats"] => bodies.Stats(rows: null),
            ["_cluster", "state", "metadata", .. var names] => bodies.Metadata(Rows(names is [var some] ? some : "*")),
            ["_cat", "indices"] => bodies.List(Rows("*")),
            ["_cat", "indices", var names] => bodies.List(Rows(names)),
            ["_stats", ..] => bodies.Positions(Rows("*")),
            [var names, "_ccr", "stats"] => bodies.Stats(Rows(names)),
            [var names, "_ccr", "info"] => bodies.Infos(Rows(names)),
            [var names, "_stats", ..] => bodies.Positions(Rows(names)),
            [var names, "_settings", ..] => bodies.Settings(Rows(names)),
            _ => null,
        };
        return body is null ? null : new PreparedBody(Filtered(JsonSerializer.SerializeToUtf8Bytes(body), filter));
    }

    private static byte[] Filtered(byte[] body, string? filter)
    {
        if (filter is null) return body;
        using var document = JsonDocument.Parse(body);
        return JsonSerializer.SerializeToUtf8Bytes(FilterPath.Keep(document.RootElement, filter));
    }

    /// <summary>Names are full names, or anything with a wildcard for all.</summary>
    private List<int> Rows(string names) => names.Contains('*') || names == "_all"
        ? [.. _rows.Values]
        : [.. names.Split(',').Where(_rows.ContainsKey).Select(name => _rows[name])];
}
