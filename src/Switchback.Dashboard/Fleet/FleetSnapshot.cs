namespace Switchback.Dashboard.Fleet;

/// <summary>Everything known of all clusters at one moment. Immutable: a page may keep it, compare it, forget it.</summary>
public sealed record FleetSnapshot(long Version, IReadOnlyList<ClusterView> Clusters);

/// <summary>One cluster: how it answers now, and what it said when it last did.</summary>
/// <param name="AsOf">When the facts below were true; null before the first answer.</param>
/// <param name="Positions">By index name; null when only they could not be read.</param>
public sealed record ClusterView(
    string Name,
    ClusterLine Line,
    DateTimeOffset? AsOf,
    string? ServerVersion,
    IReadOnlyList<FollowerFacts> Followers,
    IReadOnlyDictionary<string, CopyPositions>? Positions)
{
    public static ClusterView NotAskedYet(string name) => new(name, new ClusterLine.Asking(), null, null, [], null);
}

/// <summary>The line from this server to a cluster. Closed.</summary>
public abstract record ClusterLine
{
    private ClusterLine()
    {
    }

    /// <summary>The first answer is still awaited.</summary>
    public sealed record Asking : ClusterLine;

    public sealed record Answering : ClusterLine;

    /// <param name="Since">The first poll in a row that failed.</param>
    /// <param name="Why">A sentence for a person.</param>
    public sealed record NotAnswering(DateTimeOffset Since, string Why) : ClusterLine;
}
