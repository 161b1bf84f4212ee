using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Watching;

/// <summary>Makes the item that a snapshot shows of a follower, or keeps the one shown before while nothing of it has changed.</summary>
internal static class FollowerView
{
    public static Item Show(FollowerEntry follower, ClusterBook own, IFleetKnowledge knowledge, DateTimeOffset now)
    {
        var answers = own.Answers && own.TasksUnknown is null;
        var lag = answers ? LagOf(follower, own) : follower.Shown?.Lag is { } last ? last with { AtLeast = last.IsKnown, CatchUp = null } : Lag.NotKnown;
        if (answers)
        {
            follower.Take(FollowerJudge.Judge(FactsOf(follower, own, lag, now)), follower.LeaderBook?.Name, now);
            follower.Note(now, lag.AtLeast ? null : lag.Operations);
        }
        else
        {
            follower.Lose(own.Answers ? own.TasksUnknown! : $"{own.Name} does not answer. This is what it said last.", now);
        }
        follower.ShownBy = (follower.Own?.Moves ?? -1, follower.Leader?.Moves ?? -1, follower.Minute);
        var item = Reuse(follower, lag, answers ? KeptUntil(follower, knowledge) : follower.Shown?.KeptUntil);
        follower.IsAtRest = item is { Lag: { Operations: 0, AtLeast: false }, Verdict.Kind: VerdictKind.Following } && follower.LeaderState == LeaderSide.Answers && follower.Metadata.IsOpen;
        return item;
    }

    /// <summary>
    /// The common case, told by a few comparisons: it followed and lacked nothing when it was last shown, neither side has moved since,
    /// and nobody complains. Any doubt leads to the whole judgement. It looks at little, because ten thousand times a poll what costs is
    /// to fetch what it looks at.
    /// </summary>
    public static bool IsQuiet(FollowerEntry follower, ClusterBook own, long minute) =>
        follower is { IsAtRest: true, HasTrouble: false, Own: { } copy, Leader: { } leader, LeaderBook.Answers: true }
        && follower.ShownBy == (copy.Moves, leader.Moves, minute)
        && own is { Answers: true, TasksUnknown: null, HasPositions: true };

    /// <summary>
    /// What the leader has and the follower lacks, shard by shard, by each one's own word. The follower's statistics also carry a
    /// leader position, but that is what it last heard: nearly always equal to its own, even when it is far behind.
    /// </summary>
    public static Lag LagOf(FollowerEntry follower, ClusterBook own)
    {
        if (follower.Own is not { Shards: > 0 } copy || follower.Leader is not { Shards: > 0 } leader) return Lag.NotKnown;
        long operations = 0;
        TimeSpan? behind = TimeSpan.Zero;
        foreach (var marks in leader.Marks)
        {
            if (!copy.TryFind(marks.Shard, out var mine)) return Lag.NotKnown;
            var missing = marks.Newest - mine.Safe;
            if (missing <= 0) continue;
            operations += missing;
            var since = leader.Behind(marks.Shard, mine.Safe, own.AsOf!.Value);
            behind = since is null || behind is null ? null : since > behind ? since : behind;
        }
        var isLive = follower.LeaderBook!.Answers;
        return isLive
            ? new Lag(operations, behind, operations == 0 ? TimeSpan.Zero : Flow.CatchUp(operations, leader.Flow.PerSecond, copy.Flow.PerSecond))
            // Nobody knows what the leader took since its last answer, nor for how long it has had it.
            : new Lag(operations, AtLeast: true);
    }

    private static FollowerFacts FactsOf(FollowerEntry follower, ClusterBook own, in Lag lag, DateTimeOffset now) => new()
    {
        Tasks = follower.Tasks,
        IsOpen = follower.Metadata.IsOpen,
        IsStarted = own.HasPositions ? follower.Own is { Shards: > 0 } : null,
        IsCopying = follower.Copy is not null,
        Leader = follower.LeaderBook?.Line is MemberLine.NotAnswering line ? line.IsSilent ? LeaderSide.Silent : LeaderSide.Unreachable : follower.LeaderState,
        LeaderBackFor = now - Later(follower.LeaderBook?.BackSince, follower.Leader?.BackSince),
        LeaderHeardAgo = now - follower.LeaderBook?.AsOf,
        Lag = lag,
        StoodStill = follower.Own?.Flow.MovedAt is { } moved ? own.AsOf - moved : null,
        WritesFail = follower.WritesFail,
        ReadPoll = follower.ReadPoll,
    };

    /// <summary>The clock runs for whoever does not read now: the leader is bound to keep what is missing for one period from the last renewal.</summary>
    private static DateTimeOffset? KeptUntil(FollowerEntry follower, IFleetKnowledge knowledge)
    {
        if (follower.Verdict.Kind is not (VerdictKind.Paused or VerdictKind.PausedAndClosed or VerdictKind.Failed or VerdictKind.SourceUnreachable
            or VerdictKind.Silent or VerdictKind.WaitingToRetry or VerdictKind.ReadErrors)) return null;
        if (follower.LeaderBook?.Leases is not { } leases || follower.Facts?.Uuid is not { } uuid) return null;
        if (leases.TryGetValue(uuid, out var renewed)) follower.LeaseRenewed = renewed;
        // There is none, and we never saw one: its time was over when we first looked, at the latest.
        else if (follower.LeaderBook.Answers && follower.LeaseRenewed is null) return follower.LeaderBook.LeasesReadAt > follower.FirstSeen ? follower.FirstSeen : null;
        return follower.LeaseRenewed + knowledge.LeasePeriod(follower.Source.Member, follower.Source.Name);
    }

    private static Item Reuse(FollowerEntry follower, in Lag lag, DateTimeOffset? keptUntil)
    {
        var position = follower.Own?.Total;
        var sourcePosition = follower.Leader?.Total;
        var rate = follower.Own?.Pace;
        var sourceRate = follower.Leader?.Pace;
        var parts = follower.Tasks?.Shards ?? follower.Facts?.Primaries ?? follower.Own?.Shards ?? 0;
        if (follower.Shown is { } shown && ReferenceEquals(shown.Verdict, follower.Verdict) && shown.Lag == lag && shown.Position == position
            && shown.SourcePosition == sourcePosition && IndexEntry.IsSamePace(shown.Rate, rate) && IndexEntry.IsSamePace(shown.SourceRate, sourceRate) && shown.KeptUntil == keptUntil
            && ReferenceEquals(shown.Trail, follower.Trail) && ReferenceEquals(shown.Source, follower.Source) && shown.Parts == parts
            && shown.Bytes == follower.Facts?.PrimaryBytes && shown.Copy == follower.Copy && shown.Pair == follower.Pair && shown.Rule == follower.Rule)
        {
            return shown;
        }
        return follower.Shown = new Item
        {
            Member = follower.Cluster,
            Name = follower.Name,
            Identity = follower.Facts?.Uuid ?? follower.Own?.Uuid,
            Pair = follower.Pair,
            Source = follower.Source,
            Verdict = follower.Verdict,
            Since = follower.Since,
            Lag = lag,
            Position = position,
            SourcePosition = sourcePosition,
            Rate = rate,
            SourceRate = sourceRate,
            Parts = parts,
            Bytes = follower.Facts?.PrimaryBytes,
            KeptUntil = keptUntil,
            Copy = follower.Copy,
            Rule = follower.Rule,
            Series = follower.Series,
            IsHidden = follower.Name.StartsWith('.'),
            Trail = follower.Trail,
        };
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;
}
