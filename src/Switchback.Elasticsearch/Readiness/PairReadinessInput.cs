using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>All that is looked at to say whether a pair can go one way now.</summary>
public sealed record PairReadinessInput
{
    public required Direction Direction { get; init; }

    public required PairOptions Pair { get; init; }

    public required ClusterFacts Home { get; init; }

    public required ClusterFacts Away { get; init; }

    /// <summary>By our clock, as the facts' ages are.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Items whose names differ from side to side; those that are called the same need not be here.</summary>
    public IReadOnlyList<ItemLink> Links { get; init; } = [];

    /// <summary>The pace the facts are read at: it says from when on one is too old.</summary>
    public FactPace Pace { get; init; } = new();
}

/// <summary>One item under its two names.</summary>
public sealed record ItemLink(string Home, string Away)
{
    /// <summary>From who follows whom on either side, within the pair's scope.</summary>
    public static IReadOnlyList<ItemLink> Of(PairScope scope, IEnumerable<FollowerInfo> atHome, IEnumerable<FollowerInfo> away) =>
    [
        .. away.Select(follower => new ItemLink(follower.LeaderIndex, follower.Index))
            .Concat(atHome.Select(follower => new ItemLink(follower.Index, follower.LeaderIndex)))
            .Where(link => scope.Contains(link.Home))
            .Distinct(),
    ];
}
