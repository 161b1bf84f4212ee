namespace Switchback.Elasticsearch.Scripts;

/// <param name="Side">Home or away.</param>
/// <param name="Uuid">Null when it never answered.</param>
/// <param name="AsOf">When it last answered.</param>
/// <param name="Transport">Where other clusters reach its nodes.</param>
public sealed record ScriptCluster(string Name, string Side, string? Uuid, DateTimeOffset? AsOf, IReadOnlyList<string> Transport);

/// <summary>All that a script is made from. The same facts make the same text.</summary>
/// <param name="A">Has, or had, the leaders.</param>
/// <param name="B">Has the copies.</param>
/// <param name="Copies">By name, in order.</param>
/// <param name="Streamed">Names of copies that back a data stream.</param>
/// <param name="Patterns">Active auto-follow patterns on B that copy from A.</param>
/// <param name="AliasOfB">What A calls B; null when A has no remote that is known to lead there.</param>
public sealed record ScriptFacts(
    string Pair,
    DateTimeOffset At,
    ScriptCluster A,
    ScriptCluster B,
    IReadOnlyList<CopyFacts> Copies,
    IReadOnlySet<string> Streamed,
    IReadOnlyList<string> Patterns,
    string? AliasOfB)
{
    /// <summary>The same without what moves by itself: two texts of these differ only when something has changed.</summary>
    public ScriptFacts Still() => this with
    {
        At = default,
        A = A with { AsOf = null },
        B = B with { AsOf = null },
        Copies = [.. Copies.Select(copy => copy with { Lines = [.. copy.Lines.Select(line => new ShardLine(line.Shard, line.Copy is null ? null : 0, null))] })],
    };
}
