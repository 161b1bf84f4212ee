using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Watching;

/// <summary>An ordinary index that was a follower once: promoted, or left closed on the way there.</summary>
internal sealed class FormerFollower(FollowMapping mapping, ClusterBook book, IndexFacts facts, ClusterBook? leaderBook, string? pair)
{
    private readonly Source _source = new(mapping.Remote, mapping.Leader, leaderBook?.Name ?? mapping.LeaderCluster, mapping.LeaderUuid);
    private readonly Verdict _verdict = VerdictOf(mapping, facts);

    public string Name => facts.Name;

    public FollowMapping Mapping => mapping;

    public bool IsClosed => facts.State == IndexState.Closed;

    /// <summary>The very index it was made from, while its cluster has told of it.</summary>
    public IndexEntry? Leader => leaderBook?.Open(mapping.Leader) is { } leader && leader.Uuid == mapping.LeaderUuid ? leader : null;

    /// <summary>Whether this stands for the same index in the same state, so that what was shown of it can go on.</summary>
    public bool IsSameAs(FormerFollower other) => other.Name == Name && other.Uuid == Uuid && other._verdict == _verdict && other._source == _source && other.Pair == Pair;

    public string Uuid => facts.Uuid;

    public string LeaderUuid => mapping.LeaderUuid;

    public string? Pair { get; } = pair;

    private Item? Shown { get; set; }

    public Item Show()
    {
        var own = book.Open(Name);
        var leader = leaderBook?.Open(mapping.Leader);
        if (leader is not null && leader.Uuid != mapping.LeaderUuid) leader = null;
        if (own is not null) own.IsWatched = true;
        if (leader is not null) leader.IsWatched = true;
        var position = own?.Total;
        // A leader that does not answer is not known to be writable.
        var sourcePosition = leaderBook?.Answers == true ? leader?.Total : null;
        var rate = Pace(own);
        var sourceRate = Pace(leader);
        if (Shown is { } shown && shown.Position == position && shown.SourcePosition == sourcePosition && shown.Rate == rate && shown.SourceRate == sourceRate
            && shown.Verdict.Kind == (book.Answers ? _verdict.Kind : VerdictKind.Unknown)) return shown;
        return Shown = new Item
        {
            Member = book.Name,
            Name = Name,
            Identity = facts.Uuid,
            Pair = Pair,
            Source = _source,
            Verdict = book.Answers ? _verdict : new Verdict(VerdictKind.Unknown, $"{book.Name} does not answer. This is what it said last.", null, Remedy.RestoreSide, _verdict.Kind),
            Position = position,
            SourcePosition = sourcePosition,
            Rate = rate,
            SourceRate = sourceRate,
            Parts = facts.Primaries,
            Bytes = facts.PrimaryBytes,
            IsHidden = Name.StartsWith('.'),
        };
    }

    private static Verdict VerdictOf(FollowMapping mapping, IndexFacts facts) => facts.State == IndexState.Closed
        ? new Verdict(VerdictKind.LeftClosed, $"It followed {mapping.Leader} and follows nothing now, but it was never opened again: it can be neither read nor written.", null, Remedy.FinishPromotion)
        : new Verdict(VerdictKind.Promoted, $"It followed {mapping.Leader} and is an ordinary index now: it takes writes of its own.");

    private static double? Pace(IndexEntry? entry) => entry?.Flow.PerSecond is { } pace ? pace < 0.05 ? 0 : Math.Round(pace, 1) : null;
}
