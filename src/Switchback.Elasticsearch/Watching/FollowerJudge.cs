using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Watching;

/// <summary>From facts to a named state. Pure: the same facts give the same ruling. The first rule that fits wins, the worst come first.</summary>
internal static class FollowerJudge
{
    /// <summary>Below this a follower is merely between two reads, or between two polls of ours.</summary>
    public static readonly TimeSpan FineFor = TimeSpan.FromSeconds(10);

    /// <summary>The same for one of which nothing older is remembered.</summary>
    public const long FineOperations = 1000;

    /// <summary>A read may wait at the leader for its whole poll time-out, and then has to travel.</summary>
    private static readonly TimeSpan Travel = TimeSpan.FromSeconds(5);

    /// <summary>A leader that answers again opens its inner doors one by one: whoever knocked within this time of its return proves nothing.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public static Ruling Judge(in FollowerFacts facts)
    {
        if (facts.Tasks is not { } tasks) return WithoutTasks(facts);
        if (tasks.FatalType is not null) return Fatal(tasks);
        if (facts.IsOpen == false) return new Ruling(VerdictKind.ClosedWhileActive, Because.ClosedWhileActive, Remedy.Open);
        if (tasks.RetriedType is not null) return Retried(facts, tasks);
        return Unanswered(facts, tasks) ?? LeaderMissing(facts) ?? Behind(facts);
    }

    private static Ruling WithoutTasks(in FollowerFacts facts)
    {
        if (facts.IsOpen == false) return new Ruling(VerdictKind.PausedAndClosed, Because.PausedAndClosed, Remedy.OpenAndResume);
        // While an index is being copied its cluster calls it paused too; it has no started shard yet.
        if (facts.IsCopying || facts.IsStarted == false) return new Ruling(VerdictKind.Copying, Because.CopyUnderWay, Remedy.Wait);
        return facts.Leader is LeaderSide.Deleted or LeaderSide.Remade
            ? new Ruling(VerdictKind.SourceGone, Because.PausedLeaderGone, Remedy.FinishPromotion)
            : new Ruling(VerdictKind.Paused, Because.Paused, Remedy.Resume);
    }

    private static Ruling Fatal(in TaskFacts tasks)
    {
        var reason = tasks.FatalReason ?? "";
        var (kind, because, remedy) = tasks.FatalType switch
        {
            "resource_not_found_exception" when reason.Contains("no longer available", StringComparison.Ordinal) => (VerdictKind.Failed, Because.HistoryMerged, Remedy.Recreate),
            "illegal_state_exception" when reason.StartsWith("unexpected history uuid", StringComparison.Ordinal) => (VerdictKind.SourceGone, Because.LeaderHistoryChanged, Remedy.Recreate),
            "illegal_state_exception" when reason.StartsWith("Unable to open any connections", StringComparison.Ordinal) => (VerdictKind.Failed, Because.ConnectionsGaveUp, Remedy.Restart),
            "index_not_found_exception" => (VerdictKind.SourceGone, Because.LeaderDeleted, Remedy.FinishPromotion),
            _ => (VerdictKind.Failed, Because.OtherFatal, Remedy.Restart),
        };
        return new Ruling(kind, because, remedy, tasks.FatalType, tasks.FatalReason);
    }

    private static Ruling Retried(in FollowerFacts facts, in TaskFacts tasks)
    {
        var (kind, because, remedy) = tasks.RetriedType switch
        {
            "no_such_remote_cluster_exception" => (VerdictKind.SourceUnreachable, Because.AliasGone, Remedy.RepairLink),
            var type when IsLine(type!) => Line(facts, tasks),
            "security_exception" => IsLicence(tasks.RetriedReason)
                ? (VerdictKind.ReadErrors, Because.LeaderLicence, Remedy.GiveRights)
                : (VerdictKind.ReadErrors, Because.RightsLost, Remedy.GiveRights),
            "cluster_block_exception" or "index_closed_exception" => (VerdictKind.ReadErrors, Because.LeaderClosed, Remedy.RepairSource),
            "no_shard_available_action_exception" or "unavailable_shards_exception" or "shard_not_found_exception" => facts.Leader switch
            {
                LeaderSide.Closed => (VerdictKind.ReadErrors, Because.LeaderClosed, Remedy.RepairSource),
                LeaderSide.Unreachable or LeaderSide.Silent => Line(facts, tasks),
                _ when SleepsOn(facts, tasks) => (VerdictKind.WaitingToRetry, Because.SleepsOn, Remedy.Wake),
                _ => (VerdictKind.ReadErrors, Because.LeaderNotStarted, Remedy.RepairSource),
            },
            _ => (VerdictKind.ReadErrors, Because.OtherReadError, Remedy.Wait),
        };
        return new Ruling(kind, because, remedy, tasks.RetriedType, tasks.RetriedReason);
    }

    private static (VerdictKind Kind, Because Because, Remedy Remedy) Line(in FollowerFacts facts, in TaskFacts tasks)
    {
        if (facts.Leader == LeaderSide.Silent) return (VerdictKind.Silent, Because.SideSilent, Remedy.FailOver);
        if (facts.Leader == LeaderSide.Unreachable) return (VerdictKind.SourceUnreachable, Because.SideDown, Remedy.FailOver);
        if (facts.Leader == LeaderSide.NotKnown) return (VerdictKind.SourceUnreachable, Because.RemoteDown, Remedy.RepairLink);
        if (SleepsOn(facts, tasks)) return (VerdictKind.WaitingToRetry, Because.SleepsOn, Remedy.Wake);
        // Its leader may have died since it last answered us: only an answer after the failed try tells the two apart.
        return facts.LeaderHeardAgo < SleptFor(tasks)
            ? (VerdictKind.SourceUnreachable, Because.LineCut, Remedy.RepairLink)
            : (VerdictKind.SourceUnreachable, Because.LineUnsure, Remedy.Wait);
    }

    /// <summary>Its leader is in service. A follower that has not tried since then merely sleeps on; one that has tried has found something else.</summary>
    private static bool SleepsOn(in FollowerFacts facts, in TaskFacts tasks) => facts.LeaderBackFor is { } back && SleptFor(tasks) + Settling >= back;

    private static TimeSpan SleptFor(in TaskFacts tasks) => tasks.SinceLastReadMillis < 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(tasks.SinceLastReadMillis);

    /// <summary>A frozen leader raises no error at all: only the time since the last answer grows.</summary>
    private static Ruling? Unanswered(in FollowerFacts facts, in TaskFacts tasks)
    {
        if (facts.WritesFail && facts.Lag.Operations is not 0) return new Ruling(VerdictKind.Stalled, Because.WritesFail, Remedy.Unblock);
        return facts.Leader switch
        {
            LeaderSide.Silent => new Ruling(VerdictKind.Silent, Because.SideSilent, Remedy.FailOver),
            LeaderSide.Unreachable => new Ruling(VerdictKind.SourceUnreachable, Because.SideDownUnnoticed, Remedy.FailOver),
            _ when tasks.SinceLastReadMillis > (facts.ReadPoll + Travel).TotalMilliseconds => new Ruling(VerdictKind.Silent, Because.ReadUnanswered, Remedy.Wake),
            _ => null,
        };
    }

    private static Ruling? LeaderMissing(in FollowerFacts facts) => facts.Leader switch
    {
        LeaderSide.Deleted => new Ruling(VerdictKind.SourceGone, Because.LeaderDeleted, Remedy.FinishPromotion),
        LeaderSide.Remade => new Ruling(VerdictKind.SourceGone, Because.LeaderRemade, Remedy.Recreate),
        LeaderSide.Closed => new Ruling(VerdictKind.ReadErrors, Because.LeaderClosed, Remedy.RepairSource),
        _ => null,
    };

    private static Ruling Behind(in FollowerFacts facts)
    {
        if (facts.Lag.Operations is not { } operations) return new Ruling(VerdictKind.Following, Because.LagNotKnown, Remedy.None);
        var fine = operations == 0 || (facts.Lag.Behind is { } behind ? behind <= FineFor : operations < FineOperations);
        if (fine) return new Ruling(VerdictKind.Following, Because.AllIsWell, Remedy.None);
        if (facts.StoodStill >= FineFor) return new Ruling(VerdictKind.Stalled, Because.NotMoving, Remedy.Restart);
        return facts.Lag.CatchUp is not null
            ? new Ruling(VerdictKind.CatchingUp, Because.Closing, Remedy.Wait)
            : new Ruling(VerdictKind.Lagging, Because.NotClosing, Remedy.Wait);
    }

    private static bool IsLine(string type) => type is
        "connect_transport_exception" or "node_not_connected_exception" or "node_disconnected_exception" or "node_closed_exception"
        or "no_seed_node_left_exception" or "connect_exception" or "receive_timeout_transport_exception" or "connection_closed_exception";

    private static bool IsLicence(string? reason) => reason?.Contains("license is non-compliant", StringComparison.Ordinal) == true;
}
