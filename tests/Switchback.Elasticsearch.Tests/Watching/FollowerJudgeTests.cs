using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Tests.Watching;

public sealed class FollowerJudgeTests
{
    private static readonly TaskFacts Well = new(1, null, null, null, null, 0, 1000, 0);

    /// <summary>A follower that is well: each row of the table changes what it is about.</summary>
    private static readonly FollowerFacts Healthy = new()
    {
        Tasks = Well,
        IsOpen = true,
        IsStarted = true,
        Leader = LeaderSide.Answers,
        Lag = new Lag(0, TimeSpan.Zero, TimeSpan.Zero),
        StoodStill = TimeSpan.Zero,
        ReadPoll = TimeSpan.FromMinutes(1),
    };

    public static TheoryData<string, string, VerdictKind, Remedy> Table()
    {
        var rows = new TheoryData<string, string, VerdictKind, Remedy>();
        foreach (var (name, (_, kind, because, remedy)) in Cases) rows.Add(name, because, kind, remedy);
        return rows;
    }

    private static readonly Dictionary<string, (FollowerFacts Facts, VerdictKind Kind, string Because, Remedy Remedy)> Cases = new()
    {
        ["all is well"] = (Healthy, VerdictKind.Following, nameof(Because.AllIsWell), Remedy.None),
        ["a little on the way"] = (Healthy with { Lag = new Lag(300, TimeSpan.FromSeconds(1)) }, VerdictKind.Following, nameof(Because.AllIsWell), Remedy.None),
        ["many on the way, none of them old"] = (Healthy with { Lag = new Lag(50_000, TimeSpan.FromSeconds(10)) }, VerdictKind.Following, nameof(Because.AllIsWell), Remedy.None),
        ["few, of unknown age"] = (Healthy with { Lag = new Lag(999) }, VerdictKind.Following, nameof(Because.AllIsWell), Remedy.None),
        ["nothing known of its leader"] = (Healthy with { Leader = LeaderSide.NotKnown, Lag = Lag.NotKnown }, VerdictKind.Following, nameof(Because.LagNotKnown), Remedy.None),
        ["behind and closing"] = (Healthy with { Lag = new Lag(50_000, TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(30)) }, VerdictKind.CatchingUp, nameof(Because.Closing), Remedy.Wait),
        ["behind and not closing"] = (Healthy with { Lag = new Lag(50_000, TimeSpan.FromSeconds(11)) }, VerdictKind.Lagging, nameof(Because.NotClosing), Remedy.Wait),
        ["many, of unknown age, not closing"] = (Healthy with { Lag = new Lag(1000) }, VerdictKind.Lagging, nameof(Because.NotClosing), Remedy.Wait),
        ["behind and standing still"] = (Healthy with { Lag = new Lag(5, TimeSpan.FromSeconds(11)), StoodStill = TimeSpan.FromSeconds(10) }, VerdictKind.Stalled, nameof(Because.NotMoving), Remedy.Restart),
        ["standing still with nothing to do"] = (Healthy with { StoodStill = TimeSpan.FromHours(3) }, VerdictKind.Following, nameof(Because.AllIsWell), Remedy.None),
        ["its writes fail"] = (Healthy with { Lag = new Lag(5, TimeSpan.FromSeconds(1)), WritesFail = true }, VerdictKind.Stalled, nameof(Because.WritesFail), Remedy.Unblock),
        ["a write failed and nothing is missing"] = (Healthy with { WritesFail = true }, VerdictKind.Following, nameof(Because.AllIsWell), Remedy.None),
        ["a read waits its full time"] = (Healthy with { Tasks = Well with { SinceLastReadMillis = 65_000 } }, VerdictKind.Following, nameof(Because.AllIsWell), Remedy.None),
        ["a read waits for longer than it may"] = (Healthy with { Tasks = Well with { SinceLastReadMillis = 65_001 } }, VerdictKind.Silent, nameof(Because.ReadUnanswered), Remedy.Wake),
        ["its read may wait for longer than others'"] = (Healthy with { Tasks = Well with { SinceLastReadMillis = 100_000 }, ReadPoll = TimeSpan.FromMinutes(2) }, VerdictKind.Following, nameof(Because.AllIsWell), Remedy.None),
        ["its leader is frozen, and it does not know"] = (Healthy with { Leader = LeaderSide.Silent }, VerdictKind.Silent, nameof(Because.SideSilent), Remedy.FailOver),
        ["its leader is down, and it has not noticed"] = (Healthy with { Leader = LeaderSide.Unreachable }, VerdictKind.SourceUnreachable, nameof(Because.SideDownUnnoticed), Remedy.FailOver),
        ["its leader is down, and it retries"] = (Retrying("connect_transport_exception", LeaderSide.Unreachable), VerdictKind.SourceUnreachable, nameof(Because.SideDown), Remedy.FailOver),
        ["its leader is frozen, and its connection broke"] = (Retrying("node_disconnected_exception", LeaderSide.Silent), VerdictKind.Silent, nameof(Because.SideSilent), Remedy.FailOver),
        ["it retries, and nobody else knows its leader"] = (Retrying("connect_transport_exception", LeaderSide.NotKnown), VerdictKind.SourceUnreachable, nameof(Because.RemoteDown), Remedy.RepairLink),
        ["its leader is back, and it has not tried since"] = (Retrying("connect_transport_exception", LeaderSide.Answers, sinceTry: 20, backFor: 15), VerdictKind.WaitingToRetry, nameof(Because.SleepsOn), Remedy.Wake),
        ["its leader is just back, and it tried while the leader was still opening"] = (Retrying("connect_transport_exception", LeaderSide.Answers, sinceTry: 5, backFor: 15), VerdictKind.WaitingToRetry, nameof(Because.SleepsOn), Remedy.Wake),
        ["its leader is back, and it has tried since"] = (Retrying("connect_transport_exception", LeaderSide.Answers, sinceTry: 5, backFor: 16), VerdictKind.SourceUnreachable, nameof(Because.LineCut), Remedy.RepairLink),
        ["its leader answered all the time"] = (Retrying("connect_transport_exception", LeaderSide.Answers, sinceTry: 40), VerdictKind.SourceUnreachable, nameof(Because.LineCut), Remedy.RepairLink),
        ["its leader has not answered since it tried"] = (Retrying("connect_transport_exception", LeaderSide.Answers, sinceTry: 1) with { LeaderHeardAgo = TimeSpan.FromSeconds(2) }, VerdictKind.SourceUnreachable, nameof(Because.LineUnsure), Remedy.Wait),
        ["its remote is gone"] = (Retrying("no_such_remote_cluster_exception", LeaderSide.Answers), VerdictKind.SourceUnreachable, nameof(Because.AliasGone), Remedy.RepairLink),
        ["its rights are gone"] = (Retrying("security_exception", LeaderSide.Answers), VerdictKind.ReadErrors, nameof(Because.RightsLost), Remedy.GiveRights),
        ["its leader's licence is gone"] = (Retrying("security_exception", LeaderSide.Answers, "current license is non-compliant for [ccr]"), VerdictKind.ReadErrors, nameof(Because.LeaderLicence), Remedy.GiveRights),
        ["its leader index is closed, by the block"] = (Retrying("cluster_block_exception", LeaderSide.Answers), VerdictKind.ReadErrors, nameof(Because.LeaderClosed), Remedy.RepairSource),
        ["its leader index is closed, by its shards"] = (Retrying("no_shard_available_action_exception", LeaderSide.Closed), VerdictKind.ReadErrors, nameof(Because.LeaderClosed), Remedy.RepairSource),
        ["its leader's shards are not started"] = (Retrying("no_shard_available_action_exception", LeaderSide.Answers), VerdictKind.ReadErrors, nameof(Because.LeaderNotStarted), Remedy.RepairSource),
        ["its leader's shards are back, and it has not tried since"] = (Retrying("no_shard_available_action_exception", LeaderSide.Answers, sinceTry: 20, backFor: 15), VerdictKind.WaitingToRetry, nameof(Because.SleepsOn), Remedy.Wake),
        ["its leader's shards were missing, and now its cluster is down"] = (Retrying("no_shard_available_action_exception", LeaderSide.Unreachable), VerdictKind.SourceUnreachable, nameof(Because.SideDown), Remedy.FailOver),
        ["an error nobody has met yet"] = (Retrying("odd_exception", LeaderSide.Answers), VerdictKind.ReadErrors, nameof(Because.OtherReadError), Remedy.Wait),
        ["its leader index is closed, and it has not read yet"] = (Healthy with { Leader = LeaderSide.Closed }, VerdictKind.ReadErrors, nameof(Because.LeaderClosed), Remedy.RepairSource),
        ["its leader was deleted a moment ago"] = (Healthy with { Leader = LeaderSide.Deleted }, VerdictKind.SourceGone, nameof(Because.LeaderDeleted), Remedy.FinishPromotion),
        ["its leader was made anew"] = (Healthy with { Leader = LeaderSide.Remade }, VerdictKind.SourceGone, nameof(Because.LeaderRemade), Remedy.Recreate),
        ["its history was merged away"] = (Fatal("resource_not_found_exception", "Operations are no longer available for replicating. Existing retention leases [...]"), VerdictKind.Failed, nameof(Because.HistoryMerged), Remedy.Recreate),
        ["its leader was restored"] = (Fatal("illegal_state_exception", "unexpected history uuid, expected [x], actual [y]"), VerdictKind.SourceGone, nameof(Because.LeaderHistoryChanged), Remedy.Recreate),
        ["it gave up connecting"] = (Fatal("illegal_state_exception", "Unable to open any connections to remote cluster [clusterA]"), VerdictKind.Failed, nameof(Because.ConnectionsGaveUp), Remedy.Restart),
        ["its leader was deleted"] = (Fatal("index_not_found_exception", "no such index [foo]"), VerdictKind.SourceGone, nameof(Because.LeaderDeleted), Remedy.FinishPromotion),
        ["an end nobody has met yet"] = (Fatal("mapper_parsing_exception", "failed to parse"), VerdictKind.Failed, nameof(Because.OtherFatal), Remedy.Restart),
        ["ended, and its leader is down too"] = (Fatal("mapper_parsing_exception", "x") with { Leader = LeaderSide.Unreachable }, VerdictKind.Failed, nameof(Because.OtherFatal), Remedy.Restart),
        ["ended, and closed"] = (Fatal("mapper_parsing_exception", "x") with { IsOpen = false }, VerdictKind.Failed, nameof(Because.OtherFatal), Remedy.Restart),
        ["closed under its tasks"] = (Healthy with { IsOpen = false, WritesFail = true }, VerdictKind.ClosedWhileActive, nameof(Because.ClosedWhileActive), Remedy.Open),
        ["paused"] = (Healthy with { Tasks = null }, VerdictKind.Paused, nameof(Because.Paused), Remedy.Resume),
        ["paused, whether it is open is not known"] = (Healthy with { Tasks = null, IsOpen = null, IsStarted = null }, VerdictKind.Paused, nameof(Because.Paused), Remedy.Resume),
        ["paused, its leader is down"] = (Healthy with { Tasks = null, Leader = LeaderSide.Unreachable }, VerdictKind.Paused, nameof(Because.Paused), Remedy.Resume),
        ["paused, its leader is gone"] = (Healthy with { Tasks = null, Leader = LeaderSide.Deleted }, VerdictKind.SourceGone, nameof(Because.PausedLeaderGone), Remedy.FinishPromotion),
        ["paused and closed"] = (Healthy with { Tasks = null, IsOpen = false, IsStarted = false }, VerdictKind.PausedAndClosed, nameof(Because.PausedAndClosed), Remedy.OpenAndResume),
        ["its first copy is under way"] = (Healthy with { Tasks = null, IsStarted = false }, VerdictKind.Copying, nameof(Because.CopyUnderWay), Remedy.Wait),
        ["one shard copied, another not"] = (Healthy with { Tasks = null, IsCopying = true }, VerdictKind.Copying, nameof(Because.CopyUnderWay), Remedy.Wait),
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Judge_FactsOfTheRow_GiveItsVerdictReasonAndRemedy(string name, string because, VerdictKind kind, Remedy remedy)
    {
        var ruling = FollowerJudge.Judge(Cases[name].Facts);

        Assert.Equal((kind, because, remedy), (ruling.Kind, ruling.Because.ToString(), ruling.Remedy));
    }

    [Fact]
    public void Words_OfEveryReason_AreASentenceThatNamesWhatItIsAbout()
    {
        var source = new Source("aliasOfA", "foo", "clusterA", "uuid");
        foreach (var because in Enum.GetValues<Because>())
        {
            var verdict = RulingWords.Say(new Ruling(VerdictKind.Failed, because, Remedy.None), "clusterA", source, "clusterB");
            if (because == Because.AllIsWell) Assert.Empty(verdict.Reason);
            else Assert.Matches(@"^\S.*\.$|\?$", verdict.Reason);
        }
    }

    [Fact]
    public void Table_OfCases_MeetsEveryReason()
    {
        var met = Cases.Values.Select(row => row.Because).ToHashSet();

        Assert.Empty(Enum.GetNames<Because>().Where(name => !met.Contains(name)));
    }

    private static FollowerFacts Retrying(string type, LeaderSide leader, string reason = "it says so", int sinceTry = 1, int? backFor = null) => Healthy with
    {
        Tasks = Well with { RetriedType = type, RetriedReason = reason, Retries = 3, SinceLastReadMillis = sinceTry * 1000 },
        Leader = leader,
        LeaderHeardAgo = TimeSpan.FromMilliseconds(500),
        LeaderBackFor = backFor is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    private static FollowerFacts Fatal(string type, string reason) => Healthy with { Tasks = Well with { FatalType = type, FatalReason = reason, RetriedType = type, RetriedReason = reason } };
}
