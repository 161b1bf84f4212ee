using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;
using static Switchback.Elasticsearch.Tests.Operations.Steps.StepPlans;

namespace Switchback.Elasticsearch.Tests.Operations.Steps;

/// <summary>What each kind concludes from what was seen: is it there, may it be done, or must somebody look.</summary>
public sealed class SightRuleTests
{
    private static readonly ServerError HistoryGone = new(0, "resource_not_found_exception", "Operations are no longer available for replicating.", ServerError.NoMetadata, null);

    private static readonly LeaderSight LeaderThere = new(LeaderState.Open, "l1");

    private enum Verdict
    {
        There,
        Send,
        Refuse,
        WaitToSend,
        UnderWay,
        Unclear,
    }

    /// <summary>Kind, situation, verdict. The situation's name is the row's.</summary>
    private static readonly (string Kind, string Situation, Func<ItemScene, ItemScene> Scene, Verdict Verdict)[] Table =
    [
        (StepKinds.Pause, "active", s => s.Active(), Verdict.Send),
        (StepKinds.Pause, "active with failed tasks", s => s.Active() with { Fatal = HistoryGone }, Verdict.Send),
        (StepKinds.Pause, "paused", s => s.Paused(), Verdict.There),
        (StepKinds.Pause, "being copied", s => s.CopyingNow(), Verdict.WaitToSend),
        (StepKinds.Pause, "regular", s => s.Regular(), Verdict.Refuse),
        (StepKinds.Pause, "gone", s => s, Verdict.Refuse),
        (StepKinds.Pause, "another of that name", s => s.Active() with { Index = Index(uuid: "u2") }, Verdict.Refuse),
        (StepKinds.Pause, "info silent", s => s.Active() with { Info = null }, Verdict.Unclear),

        (StepKinds.Resume, "paused", s => s.Paused() with { Leader = LeaderThere }, Verdict.Send),
        (StepKinds.Resume, "paused, leader of a foreign cluster", s => s.Paused(), Verdict.Send),
        (StepKinds.Resume, "active", s => s.Active(), Verdict.There),
        (StepKinds.Resume, "active, leader unreachable", s => s.Active() with { Leader = new(LeaderState.Unreachable) }, Verdict.There),
        (StepKinds.Resume, "active with failed tasks", s => s.Active() with { Fatal = HistoryGone }, Verdict.Refuse),
        (StepKinds.Resume, "paused and closed", s => s.Paused(IndexState.Closed), Verdict.Refuse),
        (StepKinds.Resume, "being copied", s => s.CopyingNow(), Verdict.WaitToSend),
        (StepKinds.Resume, "shards starting", s => s.Paused() with { Index = Index(primaries: PrimariesState.Waiting) }, Verdict.WaitToSend),
        (StepKinds.Resume, "leader unreachable", s => s.Paused() with { Leader = new(LeaderState.Unreachable) }, Verdict.WaitToSend),
        (StepKinds.Resume, "leader unreadable", s => s.Paused() with { Leader = new(LeaderState.Unreadable, Words: "Why not.") }, Verdict.Unclear),
        (StepKinds.Resume, "leader gone", s => s.Paused() with { Leader = new(LeaderState.Missing) }, Verdict.Refuse),
        (StepKinds.Resume, "leader closed", s => s.Paused() with { Leader = new(LeaderState.Closed, "l1") }, Verdict.Refuse),
        (StepKinds.Resume, "leader made anew", s => s.Paused() with { Leader = new(LeaderState.Open, "l2") }, Verdict.Refuse),
        (StepKinds.Resume, "leader without licence", s => s.Paused() with { Leader = new(LeaderState.Unlicensed) }, Verdict.Refuse),
        (StepKinds.Resume, "no licence", s => s.Paused() with { Around = new(false, null) }, Verdict.Refuse),
        (StepKinds.Resume, "licence unreadable", s => s.Paused() with { Around = new(true, null, "Why not.") }, Verdict.Unclear),
        (StepKinds.Resume, "licence unreadable, a call in flight", s => s.Paused() with { InFlight = CallsInFlight.ForThis, Around = new(true, null, "Why not.") }, Verdict.UnderWay),
        (StepKinds.Resume, "remote removed", s => s.Paused() with { Around = new(true, ["another"]) }, Verdict.Refuse),
        (StepKinds.Resume, "remote known", s => s.Paused() with { Around = new(true, ["another", "clusterA"]) }, Verdict.Send),
        (StepKinds.Resume, "paused, a call in flight", s => s.Paused() with { InFlight = CallsInFlight.ForThis }, Verdict.UnderWay),
        (StepKinds.Resume, "leader unreachable, a call in flight", s => s.Paused() with { InFlight = CallsInFlight.ForThis, Leader = new(LeaderState.Unreachable) }, Verdict.UnderWay),
        (StepKinds.Resume, "a stranger's call in flight", s => s.Paused() with { InFlight = CallsInFlight.Unnamed }, Verdict.UnderWay),
        (StepKinds.Resume, "the list of tasks has a gap", s => s.Paused() with { InFlight = CallsInFlight.Unclear }, Verdict.Unclear),
        (StepKinds.Resume, "regular", s => s.Regular(), Verdict.Refuse),

        (StepKinds.Close, "paused", s => s.Paused(), Verdict.Send),
        (StepKinds.Close, "closed", s => s.Paused(IndexState.Closed), Verdict.There),
        (StepKinds.Close, "closed, but may not be opened", s => s.Paused(IndexState.Closed) with { MayOpen = new(false) }, Verdict.There),
        (StepKinds.Close, "may not be opened again", s => s.Paused() with { MayOpen = new(false) }, Verdict.Refuse),
        (StepKinds.Close, "right to open unknown", s => s.Paused() with { MayOpen = new(null, "Why not.") }, Verdict.Unclear),
        (StepKinds.Close, "being copied", s => s.CopyingNow(), Verdict.WaitToSend),
        (StepKinds.Close, "another of that name", s => s.Paused() with { Index = Index(uuid: "u2") }, Verdict.Refuse),
        (StepKinds.Close, "another of that name, closed", s => s.Paused() with { Index = Index(IndexState.Closed, uuid: "u2") }, Verdict.Refuse),

        (StepKinds.Open, "closed", s => s.Regular(IndexState.Closed), Verdict.Send),
        (StepKinds.Open, "open", s => s.Regular(), Verdict.There),
        (StepKinds.Open, "shards starting", s => s with { Index = Index(follows: false, primaries: PrimariesState.Waiting) }, Verdict.UnderWay),
        (StepKinds.Open, "shards not allocated", s => s with { Index = Index(follows: false, primaries: PrimariesState.Failed) }, Verdict.UnderWay),
        (StepKinds.Open, "shards unknown", s => s with { Index = Index(follows: false, primaries: PrimariesState.Unknown) }, Verdict.Unclear),
        (StepKinds.Open, "gone", s => s, Verdict.Refuse),

        (StepKinds.Unfollow, "paused and closed", s => s.Paused(IndexState.Closed), Verdict.Send),
        (StepKinds.Unfollow, "paused and closed, leader unreachable", s => s.Paused(IndexState.Closed) with { Leader = new(LeaderState.Unreachable) }, Verdict.Send),
        (StepKinds.Unfollow, "regular", s => s.Regular(IndexState.Closed), Verdict.There),
        (StepKinds.Unfollow, "regular while the call hangs", s => s.Regular(IndexState.Closed) with { InFlight = CallsInFlight.ForThis }, Verdict.There),
        (StepKinds.Unfollow, "regular, but another index", s => s.Regular(IndexState.Closed, "u2"), Verdict.Refuse),
        (StepKinds.Unfollow, "still a follower while a call works", s => s.Paused(IndexState.Closed) with { InFlight = CallsInFlight.ForThis }, Verdict.UnderWay),
        (StepKinds.Unfollow, "open", s => s.Paused(), Verdict.Refuse),
        (StepKinds.Unfollow, "closed with tasks", s => s.Active(state: IndexState.Closed), Verdict.Refuse),
        (StepKinds.Unfollow, "being copied", s => s.CopyingNow(), Verdict.WaitToSend),

        (StepKinds.Follow, "nothing there", s => s with { Leader = LeaderThere }, Verdict.Send),
        (StepKinds.Follow, "nothing there, a call in flight", s => s with { InFlight = CallsInFlight.ForThis, Leader = new(LeaderState.Unreachable) }, Verdict.UnderWay),
        (StepKinds.Follow, "nothing there, leader unreachable", s => s with { Leader = new(LeaderState.Unreachable) }, Verdict.WaitToSend),
        (StepKinds.Follow, "nothing there, leader made anew", s => s with { Leader = new(LeaderState.Open, "l2") }, Verdict.Refuse),
        (StepKinds.Follow, "nothing there, remote removed", s => s with { Around = new(true, []) }, Verdict.Refuse),
        (StepKinds.Follow, "being copied", s => s.CopyingNow(), Verdict.UnderWay),
        (StepKinds.Follow, "copy given up", s => s.CopyingNow() with { Index = Index(primaries: PrimariesState.Failed) }, Verdict.Refuse),
        (StepKinds.Follow, "copied and paused", s => s.Paused(), Verdict.Refuse),
        (StepKinds.Follow, "copied, its call about to start the tasks", s => s.Paused() with { InFlight = CallsInFlight.ForThis }, Verdict.UnderWay),
        (StepKinds.Follow, "follows", s => s.Active(), Verdict.There),
        (StepKinds.Follow, "follows, tasks failed", s => s.Active() with { Fatal = HistoryGone }, Verdict.Refuse),
        (StepKinds.Follow, "follows an older leader", s => s.Active() with { Index = Index(leaderUuid: "l0") }, Verdict.Refuse),
        (StepKinds.Follow, "open regular index", s => s.Regular(), Verdict.Refuse),
        (StepKinds.Follow, "closed with tasks", s => s.Active(state: IndexState.Closed), Verdict.Refuse),
        (StepKinds.Follow, "closed, as planned", s => s.Paused(IndexState.Closed), Verdict.Send),
        (StepKinds.Follow, "closed, another index", s => s.Regular(IndexState.Closed, "u2"), Verdict.Refuse),

        (StepKinds.Delete, "paused", s => s.Paused() with { Leader = LeaderThere }, Verdict.Send),
        (StepKinds.Delete, "paused, leader closed", s => s.Paused() with { Leader = LeaderThere with { State = LeaderState.Closed } }, Verdict.Send),
        (StepKinds.Delete, "paused, leader without licence", s => s.Paused() with { Leader = LeaderThere with { State = LeaderState.Unlicensed } }, Verdict.Send),
        (StepKinds.Delete, "paused, leader unreachable", s => s.Paused() with { Leader = new(LeaderState.Unreachable) }, Verdict.WaitToSend),
        (StepKinds.Delete, "paused, leader unreadable", s => s.Paused() with { Leader = new(LeaderState.Unreadable, Words: "Why not.") }, Verdict.Unclear),
        (StepKinds.Delete, "paused, leader gone", s => s.Paused() with { Leader = new(LeaderState.Missing) }, Verdict.Refuse),
        (StepKinds.Delete, "paused, leader made anew", s => s.Paused() with { Leader = new(LeaderState.Open, "l2") }, Verdict.Refuse),
        (StepKinds.Delete, "paused, leader of a foreign cluster", s => s.Paused(), Verdict.Refuse),
        (StepKinds.Delete, "promoted meanwhile", s => s.Regular() with { Leader = LeaderThere }, Verdict.Refuse),
        (StepKinds.Delete, "promoted meanwhile and closed", s => s.Regular(IndexState.Closed) with { Leader = LeaderThere }, Verdict.Refuse),
        (StepKinds.Delete, "being copied", s => s.CopyingNow(), Verdict.Send),
        (StepKinds.Delete, "being copied, leader unreachable", s => s.CopyingNow() with { Leader = new(LeaderState.Unreachable) }, Verdict.Send),
        (StepKinds.Delete, "active", s => s.Active(), Verdict.Refuse),
        (StepKinds.Delete, "gone", s => s, Verdict.There),
        (StepKinds.Delete, "another of that name", s => s.Regular(uuid: "u2"), Verdict.There),

        (StepKinds.PromoteStream, "a copy", s => s.Active().InStream(replicated: true), Verdict.Send),
        (StepKinds.PromoteStream, "promoted", s => s.Active().InStream(replicated: false), Verdict.There),
        (StepKinds.PromoteStream, "left its stream", s => s.Active(), Verdict.Refuse),
        (StepKinds.PromoteStream, "another of that name", s => s.Regular(uuid: "u2").InStream(replicated: true), Verdict.Refuse),
        (StepKinds.PromoteStream, "a call in flight", s => s.Active().InStream(replicated: true) with { InFlight = CallsInFlight.ForThis }, Verdict.UnderWay),
        (StepKinds.Rollover, "not promoted", s => s.Active().InStream(replicated: true), Verdict.Refuse),
        (StepKinds.Rollover, "promoted, still written to", s => s.Active().InStream(replicated: false), Verdict.Send),
        (StepKinds.Rollover, "rolled over", s => s.Active().InStream(replicated: false, "bar", "newer"), Verdict.There),
        (StepKinds.Rollover, "without a template", s => s.Active().InStream(replicated: false) with { Stream = new DataStream("logs", ["bar"], 1, null, false) }, Verdict.Refuse),
        (StepKinds.Rollover, "left its stream", s => s.Active(), Verdict.Refuse),
        (StepKinds.Rollover, "a call in flight", s => s.Active().InStream(replicated: false) with { InFlight = CallsInFlight.ForThis }, Verdict.UnderWay),

        (StepKinds.Forget, "none left", s => s with { Leases = LeaseSight.None }, Verdict.There),
        (StepKinds.Forget, "some left", s => s with { Leases = new(["x"]) }, Verdict.Send),
        (StepKinds.Forget, "in use", s => s with { Leases = new(["x"], InUse: true) }, Verdict.Refuse),
        (StepKinds.Forget, "leader closed", s => s with { Leases = new([], LeaderClosed: true) }, Verdict.Refuse),
        (StepKinds.Forget, "unreadable", s => s with { Leases = new([], "Why not.") }, Verdict.Unclear),
    ];

    public static TheoryData<string, string> Rows => [.. Table.Select(row => (row.Kind, row.Situation))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Look_InEachSituation_ConcludesAsTheTableSays(string kind, string situation)
    {
        var (_, _, scene, verdict) = Table.Single(row => row.Kind == kind && row.Situation == situation);

        var sight = Judge(kind, scene);

        Assert.Equal(verdict, Of(sight));
        Assert.EndsWith(".", sight.Seen);
        // What is the same for a thousand items is one line in the record.
        Assert.DoesNotContain("bar", sight.Seen);
        if (sight.Refusal is { } refusal) Assert.All(new[] { refusal.What, refusal.Why, refusal.Lift }, words => Assert.NotEqual("", words));
    }

    [Fact]
    public void Resume_ActiveWithOtherParameters_SaysWhich()
    {
        var item = Follower(facts: [(ItemFacts.Parameter + "max_outstanding_read_requests", "3"), (ItemFacts.Parameter + "max_write_buffer_size", "524288kb")]);

        var sight = Judge(StepKinds.Resume, scene => scene.Active(), item);

        Assert.Equal(Verdict.Refuse, Of(sight));
        Assert.Contains("max_outstanding_read_requests is 12 instead of 3", sight.Refusal!.Why);
        Assert.DoesNotContain("max_write_buffer_size", sight.Refusal.Why);
        Assert.Equal(Presence.There, Judge(StepKinds.Resume, scene => scene.Active(FollowParameters.Defaults with { MaxOutstandingReadRequests = 3 }), item).Effect);
    }

    [Fact]
    public void Promotion_DoneByHand_IsRecognisedAtEveryStep()
    {
        foreach (var kind in new[] { StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Open })
            Assert.Equal(Presence.There, Judge(kind, scene => scene.Regular(), null, StepKinds.Unfollow).Effect);
    }

    [Fact]
    public void Close_OfOneThatSomebodyResumed_IsRefusedInAPromotionOnly()
    {
        Assert.Equal(Verdict.Refuse, Of(Judge(StepKinds.Close, scene => scene.Active(), null, StepKinds.Pause)));
        Assert.Equal(Verdict.Send, Of(Judge(StepKinds.Close, scene => scene.Active())));
    }

    [Fact]
    public void Law5_DeletionOfWhatThisPlanUnfollowed_GoesOnlyWhileItIsClosed()
    {
        Assert.Equal(Verdict.Send, Of(Judge(StepKinds.Delete, scene => scene.Regular(IndexState.Closed) with { Leader = LeaderThere }, null, StepKinds.Unfollow)));
        Assert.Equal(Verdict.Refuse, Of(Judge(StepKinds.Delete, scene => scene.Regular() with { Leader = LeaderThere }, null, StepKinds.Unfollow)));
        Assert.Equal(Verdict.Refuse, Of(Judge(StepKinds.Delete, scene => scene.Regular(IndexState.Closed) with { Leader = new(LeaderState.Missing) }, null, StepKinds.Unfollow)));
    }

    [Fact]
    public void A7_BrokenGlass_SetsAsideOneGuard_ForItsItemsOnly()
    {
        ItemSight Deleted(string guard, string item, Func<ItemScene, ItemScene> scene) =>
            Judge(StepKinds.Delete, s => scene(s with { Plan = s.Plan with { BrokenGlass = [new BrokenGuard(guard, "It says so.", [item])] } }));

        Assert.Equal(Verdict.Send, Of(Deleted(Glass.OnlyCopy, "clusterB/bar", s => s.Paused() with { Leader = new(LeaderState.Missing) })));
        Assert.Equal(Verdict.Refuse, Of(Deleted(Glass.OnlyCopy, "clusterB/other", s => s.Paused() with { Leader = new(LeaderState.Missing) })));
        Assert.Equal(Verdict.Refuse, Of(Deleted(Glass.RightsUnseen, "clusterB/bar", s => s.Paused() with { Leader = new(LeaderState.Missing) })));
        // Never for what somebody writes to, nor for what still follows.
        Assert.Equal(Verdict.Refuse, Of(Deleted(Glass.OnlyCopy, "clusterB/bar", s => s.Regular())));
        Assert.Equal(Verdict.Refuse, Of(Deleted(Glass.OnlyCopy, "clusterB/bar", s => s.Active())));

        ItemSight Closed(string guard, bool? may) =>
            Judge(StepKinds.Close, s => s.Paused() with { MayOpen = new OpenRight(may, "nobody says"), Plan = s.Plan with { BrokenGlass = [new BrokenGuard(guard, "It says so.", ["clusterB/bar"])] } });
        Assert.Equal(Verdict.Send, Of(Closed(Glass.RightsUnseen, null)));
        Assert.Equal(Verdict.Unclear, Of(Closed(Glass.OnlyCopy, null)));
        Assert.Equal(Verdict.Refuse, Of(Closed(Glass.RightsUnseen, false)));
    }

    [Fact]
    public void Destruction_WithoutAnIdentity_IsRefused()
    {
        Assert.Equal(Verdict.Refuse, Of(Judge(StepKinds.Delete, scene => scene.Regular(), Follower(identity: null))));
        Assert.Equal(Verdict.Refuse, Of(Judge(StepKinds.Follow, scene => scene.Regular(IndexState.Closed), Follower(identity: null))));
    }

    [Fact]
    public void Follow_BeingCopied_TellsHowFar() => Assert.Equal(0.25, Judge(StepKinds.Follow, scene => scene.CopyingNow()).Progress);

    private static Verdict Of(ItemSight sight) => sight switch
    {
        { Effect: Presence.There } => Verdict.There,
        { Effect: Presence.UnderWay } => Verdict.UnderWay,
        { Effect: Presence.Unclear } => Verdict.Unclear,
        { Refusal: null } => Verdict.Send,
        { PassesByItself: true } => Verdict.WaitToSend,
        _ => Verdict.Refuse,
    };
}
