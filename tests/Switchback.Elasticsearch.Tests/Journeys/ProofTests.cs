using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>What proves that nothing is missing, and what stands before anything is deleted, by table.</summary>
public sealed class ProofTests
{
    private static readonly PlanItem Item = new("clusterA", "shop", "uuid-a", new Dictionary<string, string> { [ItemFacts.Settled] = "0:9,1:4", [ItemFacts.Twin] = "shop2", [ItemFacts.TwinCluster] = "clusterB" });

    /// <summary>Law 4: shard by shard, behind two readings that are the same.</summary>
    [Theory]
    [InlineData("9 4", "9 4", "9 4", Presence.There)]
    [InlineData("9 4", "9 4", "9 3", Presence.UnderWay)]
    // As much in sum, and one shard lacks what the other has too much.
    [InlineData("9 4", "9 4", "10 3", Presence.UnderWay)]
    [InlineData("8 4", "9 4", "9 4", Presence.UnderWay)]
    [InlineData("9 4", "9 4", "9", Presence.Unclear)]
    [InlineData("9 4", "9 4", "", Presence.Unclear)]
    [InlineData("", "", "9 4", Presence.Unclear)]
    public void Law4_Drain_NeedsEveryShardOfALeaderThatStandsStill(string before, string now, string copy, Presence expected) =>
        Assert.Equal(expected, DrainStep.Judge(Item, At("shop", "uuid-a", before), At("shop", "uuid-a", now), At("shop2", "uuid-b", copy)).Effect);

    [Fact]
    public void Law4_Drain_OfALeaderWhoseNewestOperationIsNotAcknowledgedYet_Waits()
    {
        var open = new Standing("shop", "uuid-a", [new ShardPosition { ShardId = 0, MaxSeqNo = 9, LocalCheckpoint = 9, GlobalCheckpoint = 8 }]);

        Assert.Equal(Presence.UnderWay, DrainStep.Judge(Item, open, open, At("shop2", "uuid-b", "9")).Effect);
    }

    [Fact]
    public void Law4_Drain_OfALeaderMadeAnew_IsRefused() =>
        Assert.NotNull(DrainStep.Judge(Item, At("shop", "another", "9 4"), At("shop", "another", "9 4"), At("shop2", "uuid-b", "9 4")).Refusal);

    /// <summary>Law 5: null only for the very index that was compared, fenced, unmoved, and whose twin leads.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("no fence", false)]
    [InlineData("moved", false)]
    [InlineData("never compared", false)]
    [InlineData("no identity", false)]
    [InlineData("follower", false)]
    [InlineData("no twin", false)]
    [InlineData("twin follows", false)]
    [InlineData("twin closed", false)]
    [InlineData("twin not started", false)]
    [InlineData("no positions", false)]
    public void Law5_Discard_IsSentOnlyBehindTheWholeProof(string flaw, bool passes)
    {
        var item = flaw == "never compared" ? Item with { Facts = new Dictionary<string, string>() } : flaw == "no identity" ? Item with { Identity = null } : Item;
        var metadata = new FollowMetadata("clusterB", "x", "u", [], true);
        var scene = new ItemScene
        {
            Plan = Plan,
            Step = Plan.Steps[0],
            Item = item,
            Index = new IndexSight("shop", "uuid-a", IndexState.Open, flaw == "follower" ? metadata : null, PrimariesState.Started, 2),
            WriteBlocks = flaw == "no fence" ? [] : ["write"],
        };
        var twin = flaw == "no twin" ? null : new IndexSight(
            "shop2", "uuid-b", flaw == "twin closed" ? IndexState.Closed : IndexState.Open, flaw == "twin follows" ? metadata : null, flaw == "twin not started" ? PrimariesState.Waiting : PrimariesState.Started, 2);

        var sight = DiscardStep.Guard(scene, flaw == "no positions" ? null : At("shop", "uuid-a", flaw == "moved" ? "10 4" : "9 4"), twin, At("shop2", "uuid-b", "20 7"));

        Assert.Equal(passes, sight is null);
        Assert.NotEqual(Presence.There, sight?.Effect);
    }

    /// <summary>The outcome of a promotion is looked at, and less than before is no outcome.</summary>
    [Theory]
    [InlineData("", Presence.There)]
    [InlineData("follower", Presence.Absent)]
    [InlineData("blocked", Presence.Absent)]
    [InlineData("other", Presence.Absent)]
    [InlineData("gone", Presence.Absent)]
    [InlineData("less", Presence.Absent)]
    [InlineData("closed", Presence.UnderWay)]
    [InlineData("unseen", Presence.Unclear)]
    public void Law6_Verify_TakesNoAnswerForAnOutcome(string flaw, Presence expected)
    {
        var item = new PlanItem("clusterB", "shop2", "uuid-b", new Dictionary<string, string> { [ItemFacts.Line] = "0:9:9:1,1:4:4:1" });
        var index = flaw == "gone" ? null : new IndexSight("shop2", flaw == "other" ? "x" : "uuid-b", flaw == "closed" ? IndexState.Closed : IndexState.Open, flaw == "follower" ? new FollowMetadata("clusterA", "shop", "u", [], true) : null, PrimariesState.Started, 2);

        Assert.Equal(expected, VerifyStep.Judge(item, index, flaw == "blocked" ? ["write"] : [], flaw == "unseen" ? null : At("shop2", "uuid-b", flaw == "less" ? "9 3" : "9 4")).Effect);
    }

    [Fact]
    public void Line_SaidAndRead_IsTheSame_AndNonsenseIsNone()
    {
        ShardLine[] line = [new(1, 4, 5, 2), new(0, -1, -1, 1)];

        Assert.Equal(line.OrderBy(shard => shard.Shard), Line.Parse(Line.Say(line)));
        Assert.All([null, "", "0:1", "0:1:2:x", "a:1:2:3"], text => Assert.Null(Line.Parse(text)));
    }

    private static readonly Plan Plan = new()
    {
        Id = "p",
        Operation = "failback",
        System = "elasticsearch",
        Title = "t",
        Items = [Item],
        Steps = [new PlanStep { Number = 1, Kind = StepKinds.Discard, Words = "", Class = StepClass.Destroy, Member = "clusterA", Items = ["clusterA/shop"], Probe = "", Deadline = TimeSpan.FromMinutes(1) }],
        Holds = [],
        MadeAt = default,
        MadeBy = "x",
    };

    private static Standing At(string name, string uuid, string max) => new(
        name, uuid,
        [.. max.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((number, shard) => long.Parse(number, System.Globalization.CultureInfo.InvariantCulture) is var at ? new ShardPosition { ShardId = shard, MaxSeqNo = at, LocalCheckpoint = at, GlobalCheckpoint = at } : default)]);
}
