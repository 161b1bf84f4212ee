using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Watching;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Watching;

public sealed class FleetAssemblerTests
{
    private readonly ScriptedFleet _fleet = new();

    [Fact]
    public void Snapshot_BeforeAnyAnswer_HasEveryClusterAndPairAndNothingElse()
    {
        Assert.Equal(["clusterA", "clusterB"], _fleet.Now.Members.Select(member => member.Name));
        Assert.All(_fleet.Now.Members, member => Assert.IsType<MemberLine.Asking>(member.Line));
        Assert.Equal(PairStateKind.Unknown, Assert.Single(_fleet.Now.Pairs).State.Kind);
        Assert.Empty(_fleet.Now.Items);
    }

    [Fact]
    public void Snapshot_NothingChanged_HoldsTheSameItems()
    {
        Well();
        var before = _fleet.Follower;

        _fleet.Pass(2);
        _fleet.LeaderAt(10);
        _fleet.FollowerAt([10], ScriptedFleet.Task(sinceLastRead: 3000));

        Assert.Same(before, _fleet.Follower);
    }

    /// <summary>Of a quiet follower little is looked at. Whatever happens to it ends that at once.</summary>
    [Theory]
    [InlineData("lags", VerdictKind.Following)]
    [InlineData("complains", VerdictKind.ReadErrors)]
    [InlineData("has no tasks", VerdictKind.Paused)]
    [InlineData("waits too long", VerdictKind.Silent)]
    [InlineData("was closed", VerdictKind.ClosedWhileActive)]
    [InlineData("lost its leader", VerdictKind.SourceGone)]
    [InlineData("cannot be followed", VerdictKind.SourceUnreachable)]
    public void QuietFollower_ToWhichSomethingHappens_IsShownAnewAndCountedAsWhatItIs(string happens, VerdictKind expected)
    {
        Well();
        for (var i = 0; i < 3; i++)
        {
            _fleet.Pass(2);
            _fleet.LeaderAt(10);
            _fleet.FollowerAt([10], ScriptedFleet.Task());
        }
        var before = _fleet.Follower;
        Assert.Equal([new VerdictCount(VerdictKind.Following, 1)], Assert.Single(_fleet.Now.Pairs).Counts);

        if (happens == "lags") _fleet.LeaderAt(11);
        if (happens == "complains") _fleet.FollowerAt([10], ScriptedFleet.Task(readError: "circuit_breaking_exception"));
        if (happens == "has no tasks") _fleet.FollowerAt([10], null);
        if (happens == "waits too long") _fleet.FollowerAt([10], ScriptedFleet.Task(sinceLastRead: 66_000));
        if (happens == "was closed") _fleet.Introduce(isOpen: false);
        if (happens == "lost its leader") _fleet.Introduce(leaderThere: false);
        if (happens == "cannot be followed") _fleet.LeaderDown();

        Assert.NotSame(before, _fleet.Follower);
        Assert.Equal(expected, _fleet.Follower.Verdict.Kind);
        Assert.Equal([new VerdictCount(expected, 1)], Assert.Single(_fleet.Now.Pairs).Counts);
    }

    /// <summary>Law 13: what is old is marked as old, keeps its numbers, and is never green.</summary>
    [Fact]
    public void Law13_ClusterOfTheFollowerFallsSilent_ItemStaysWithWhatItWas()
    {
        Well();

        _fleet.Pass(5);
        _fleet.FollowerDown();

        var item = _fleet.Follower;
        Assert.Equal((VerdictKind.Unknown, VerdictKind.Following, Grade.Unknown), (item.Verdict.Kind, item.Verdict.Was, item.Verdict.Grade));
        Assert.Equal("Unknown, was: Following", item.Verdict.Word);
        Assert.True(item.Lag.AtLeast);
        Assert.Equal(_fleet.Time.GetUtcNow().AddSeconds(-5), _fleet.Now.AsOf(item));

        _fleet.FollowerAt([10], ScriptedFleet.Task());
        Assert.Equal(VerdictKind.Following, _fleet.Follower.Verdict.Kind);
    }

    [Fact]
    public void LeaderDown_LastLagStaysAsALowerBoundWithItsAge()
    {
        _fleet.Introduce();
        _fleet.LeaderAt(40);
        _fleet.FollowerAt([10], ScriptedFleet.Task());
        Assert.Equal(new Lag(30, TimeSpan.Zero), _fleet.Follower.Lag with { Behind = TimeSpan.Zero, CatchUp = null });

        _fleet.Pass(60);
        _fleet.LeaderDown();
        _fleet.FollowerAt([10], ScriptedFleet.Task(readError: "connect_transport_exception"));

        Assert.Equal(new Lag(30, AtLeast: true), _fleet.Follower.Lag);
        Assert.Equal(VerdictKind.SourceUnreachable, _fleet.Follower.Verdict.Kind);
        Assert.Equal(_fleet.Time.GetUtcNow().AddSeconds(-60), _fleet.Now.AsOf(_fleet.Follower));
        var pair = Assert.Single(_fleet.Now.Pairs);
        Assert.Equal((PairStateKind.ActiveUnreachable, "Home unreachable", Protection.None), (pair.State.Kind, pair.State.Word, pair.Protection));
        Assert.Equal(new Exposure(30, true, null, 1, 0, _fleet.Time.GetUtcNow().AddSeconds(-60)), pair.Exposure);
    }

    [Fact]
    public void LeaderFrozen_IsSilentByNameAtOnce()
    {
        Well();

        _fleet.LeaderDown(isSilent: true);

        Assert.Equal(VerdictKind.Silent, _fleet.Follower.Verdict.Kind);
        Assert.Equal("Home silent", _fleet.Now.Pairs[0].State.Word);
    }

    [Fact]
    public void Lag_OfSeveralShards_AddsUpWhatEachLacksAndNeverWhatAnotherHasMore()
    {
        _fleet.Introduce();
        _fleet.LeaderAt(10, 20, 30);

        // The first shard is ahead of what the leader said a moment before: that makes up for nothing.
        _fleet.FollowerAt([15, 18, 25], ScriptedFleet.Task());

        Assert.Equal(7, _fleet.Follower.Lag.Operations);
    }

    [Fact]
    public void Lag_AShardOfTheFollowerMissing_IsNotKnown()
    {
        _fleet.Introduce();
        _fleet.LeaderAt(10, 20);
        _fleet.FollowerAt([10], ScriptedFleet.Task());

        Assert.False(_fleet.Follower.Lag.IsKnown);
    }

    [Fact]
    public void Leader_OfTheSameNameAndAnotherUuid_IsNotTaken()
    {
        Well();

        _fleet.Assembler.TakeIndices("clusterA", [ScriptedFleet.Facts("foo", "another-uuid")]);
        _fleet.LeaderAt(500);
        _fleet.FollowerAt([10], ScriptedFleet.Task());

        Assert.Equal((VerdictKind.SourceGone, false), (_fleet.Follower.Verdict.Kind, _fleet.Follower.Lag.IsKnown));
    }

    [Fact]
    public void Pause_ForgetsTheParameters_WeRememberThem()
    {
        Well();
        _fleet.Assembler.TakeParameters("clusterB", [new FollowerInfo("bar", "clusterA", "foo", FollowerStatus.Active, new FollowParameters { MaxReadRequestSize = "64mb" })]);
        _fleet.Introduce();

        _fleet.FollowerAt([10], null);
        _fleet.Assembler.TakeParameters("clusterB", [new FollowerInfo("bar", "clusterA", "foo", FollowerStatus.Paused, null)]);
        _fleet.Introduce();

        Assert.Equal(VerdictKind.Paused, _fleet.Follower.Verdict.Kind);
        Assert.Equal("64mb", _fleet.Assembler.Memory.Find("clusterB", "bar")!.Parameters!["max_read_request_size"]);
    }

    /// <summary>Law 10: what unfollowing forgets, we remember: this ordinary index followed that leader.</summary>
    [Fact]
    public void Law10_Unfollow_LeavesAnIndexThatIsKnownForWhatItWas()
    {
        Well();

        _fleet.Assembler.TakeMetadata("clusterB", new Dictionary<string, FollowMetadata>());
        _fleet.Assembler.TakeIndices("clusterB", [ScriptedFleet.Facts("bar", ScriptedFleet.FollowerUuid, IndexState.Closed)]);
        Assert.Equal(VerdictKind.LeftClosed, _fleet.Follower.Verdict.Kind);

        _fleet.Assembler.TakeIndices("clusterB", [ScriptedFleet.Facts("bar", ScriptedFleet.FollowerUuid)]);
        Assert.Equal(VerdictKind.Promoted, _fleet.Follower.Verdict.Kind);
        Assert.Equal("clusterA", _fleet.Follower.Source.Member);

        _fleet.Assembler.TakeIndices("clusterB", [ScriptedFleet.Facts("bar", "somebody-made-it-anew")]);
        Assert.DoesNotContain(_fleet.Now.Items, item => item.Verdict.Kind is VerdictKind.Promoted or VerdictKind.LeftClosed);
    }

    /// <summary>Law 6: two writable sides is a state with a name.</summary>
    [Fact]
    public void Law6_PromotedWhileItsLeaderLives_IsSplitBrainByName()
    {
        Well();
        _fleet.Assembler.TakeMetadata("clusterB", new Dictionary<string, FollowMetadata>());
        _fleet.LeaderAt(12);
        _fleet.Hear("clusterB", ScriptedFleet.Stats(), ScriptedFleet.At("bar", ScriptedFleet.FollowerUuid, [11], [11]));

        Assert.Equal(PairStateKind.SplitBrain, _fleet.Now.Pairs[0].State.Kind);
    }

    [Fact]
    public void PromotedBeforeWeLooked_ItsCreationDateTells()
    {
        _fleet.Assembler.TakeIndices("clusterA", [ScriptedFleet.Facts("orders", "a", created: 1_700_000_000_123)]);
        _fleet.Assembler.TakeIndices("clusterB", [ScriptedFleet.Facts("orders", "b", created: 1_700_000_000_123), ScriptedFleet.Facts("other", "c", created: 5)]);

        _fleet.LeaderAt();
        _fleet.FollowerAt([], null);

        var item = Assert.Single(_fleet.Now.Items, item => item.Verdict.Kind == VerdictKind.Promoted);
        Assert.Equal("clusterB/orders", item.Key);
    }

    [Fact]
    public void LeaderIndex_NobodyFollows_IsListedUnderTheNameThePatternGives()
    {
        Well();
        _fleet.Patterns.Add(new AutoFollowPattern("logs", true, "clusterA", ["logs-*"], ["logs-test*"], "{{leader_index}}-copy", new FollowParameters(), new Dictionary<string, string?>()));

        _fleet.Assembler.TakeIndices("clusterA",
            [ScriptedFleet.Facts("foo", ScriptedFleet.LeaderUuid), ScriptedFleet.Facts("logs-web", "u1"), ScriptedFleet.Facts(".hidden", "u2"), ScriptedFleet.Facts("shut", "u3", IndexState.Closed)]);

        var missing = Assert.Single(_fleet.Now.Items, item => item.Verdict.Kind == VerdictKind.NotFollowed);
        Assert.Equal(("clusterB/logs-web-copy", "logs"), (missing.Key, missing.Rule));
        Assert.Equal(1, _fleet.Now.Pairs[0].Exposure.WithoutCopy);
    }

    [Fact]
    public void Licence_HidesTheTasks_FollowersAreUnknownAndNotPaused()
    {
        Well();

        _fleet.Hear("clusterB", "", ScriptedFleet.At("bar", ScriptedFleet.FollowerUuid, [10], [10]), "clusterB answers, but its licence hides this.");

        Assert.Equal((VerdictKind.Unknown, "clusterB answers, but its licence hides this."), (_fleet.Follower.Verdict.Kind, _fleet.Follower.Verdict.Reason));
        Assert.IsType<MemberLine.Answering>(_fleet.Now.Member("clusterB")!.Line);
    }

    [Fact]
    public void LeaseClock_RunsWhilePaused_FromTheLastRenewalOnTheLeader()
    {
        Well();
        Assert.Null(_fleet.Follower.KeptUntil);
        var renewed = _fleet.Time.GetUtcNow().AddHours(-2);

        _fleet.Assembler.TakeLeases("clusterA", new Dictionary<string, DateTimeOffset> { [ScriptedFleet.FollowerUuid] = renewed });
        _fleet.FollowerAt([10], null);
        Assert.Equal(renewed.AddHours(12), _fleet.Follower.KeptUntil);
        Assert.Equal(renewed.AddHours(12), _fleet.Now.Pairs[0].KeptUntil);

        // It has run out, and the leader has dropped it: the last clock stays on screen, in the past.
        _fleet.Assembler.TakeLeases("clusterA", new Dictionary<string, DateTimeOffset>());
        Assert.Equal(renewed.AddHours(12), _fleet.Follower.KeptUntil);
    }

    [Fact]
    public void LeaseNeverSeen_WhilePaused_IsOver()
    {
        Well();
        _fleet.FollowerAt([10], null);
        Assert.Null(_fleet.Follower.KeptUntil);

        _fleet.Pass(1);
        _fleet.Assembler.TakeLeases("clusterA", new Dictionary<string, DateTimeOffset>());

        Assert.Equal(_fleet.Time.GetUtcNow().AddSeconds(-1), _fleet.Follower.KeptUntil);
    }

    /// <summary>Law 6: recorded and observed must agree.</summary>
    [Fact]
    public void Law6_RecordedSideIsNotTheOneThatLeads_IsADisagreement()
    {
        Well();

        _fleet.Recorded = new ActiveRecord(Side.Away, _fleet.Time.GetUtcNow(), "rehearsal:operator", null);
        _fleet.Assembler.Refresh();

        Assert.Equal(PairStateKind.Disagreement, _fleet.Now.Pairs[0].State.Kind);
    }

    [Fact]
    public void Links_OutsideEveryPair_AreFoundAndNotAdopted()
    {
        var fleet = new ScriptedFleet(scope: "orders*");
        fleet.Introduce();

        Assert.Equal([new FoundLink("clusterA", "clusterB", "clusterA", 1)], fleet.Now.Found);
    }

    [Fact]
    public async Task Readings_FromManyThreads_GiveWholeSnapshotsWithGrowingVersions()
    {
        Well();
        using var watcher = _fleet.Monitor.Subscribe();
        var begun = _fleet.Now.Version;
        var telling = Task.WhenAll(
            Task.Run(() => { for (var i = 0; i < 300; i++) _fleet.Assembler.NotHeard("clusterA", "down", false, TimeSpan.FromSeconds(2), false); }, TestContext.Current.CancellationToken),
            Task.Run(() => { for (var i = 0; i < 300; i++) _fleet.FollowerAt([10], ScriptedFleet.Task()); }, TestContext.Current.CancellationToken));
        var last = begun;
        while (last < begun + 600)
        {
            var next = await watcher.NextAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.True(next.Version > last);
            Assert.Equal(next.Items.Count, next.Pairs.Sum(pair => pair.Items));
            last = next.Version;
        }
        await telling;
    }

    private void Well()
    {
        _fleet.Introduce();
        _fleet.LeaderAt(10);
        _fleet.FollowerAt([10], ScriptedFleet.Task());
        Assert.Equal(VerdictKind.Following, _fleet.Follower.Verdict.Kind);
    }
}
