using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Pair;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Tests.Fleet;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.Dashboard.Tests.Pages.Journeys;

public sealed class PairActionsTests
{
    private static readonly PairState Nothing = new(PairStateKind.NothingReplicates, Grade.Bad, "Nothing replicates", "The copies were promoted. Nothing flows back yet.", "Protect the pair again.");

    private readonly SomeJourneys _journeys = new();

    [Fact]
    public void Actions_OfAQuietPair_OfferWhatPlannedPeopleDo()
    {
        var actions = Of(Pair());

        Assert.Equal([Verbs.SetUp, Verbs.Switchover, Verbs.Drill, Verbs.Maintenance, Verbs.Fence], Offered(actions));
        Assert.DoesNotContain(actions, action => action.IsNext);
        Assert.Equal("clusterA answers and leads: nothing has to be lost. Switch over.", Why(actions, Verbs.Failover));
        Assert.Equal("clusterA leads: there is nothing to bring back.", Why(actions, Verbs.Failback));
        Assert.Equal("/operate/switchover?pair=orders", actions.First(action => action.Verb == Verbs.Switchover).Href);
    }

    [Fact]
    public void Actions_HomeIsDown_LeadToTheFailover()
    {
        var actions = PairActions.Of(Pair(state: HomeUnreachable), Snapshot([], [SomePairs.Member("clusterA", NotAnswering(60), 60), SomePairs.Member("clusterB")]), null);

        Assert.Equal(Verbs.Failover, actions.Single(action => action.IsNext).Verb);
        Assert.Equal([Verbs.Failover, Verbs.Fence], Offered(actions));
    }

    [Fact]
    public void Actions_AfterTheFailover_LeadBack()
    {
        var promoted = Pair(state: Nothing, copiesAway: 0, recorded: Recorded(Side.Away), counts: [new(VerdictKind.Promoted, 212)]);

        var actions = Of(promoted);

        Assert.Equal(Verbs.Failback, actions.Single(action => action.IsNext).Verb);
        Assert.Equal("clusterA follows nothing yet: fail back.", Why(actions, Verbs.ReturnHome));
        Assert.Equal("quarantined", SideDrawing.Of(promoted, Side.Home, Snapshot([]), Now).Role);
        Assert.Equal("quarantined", SideRoles.Of(promoted, Side.Home).Recorded);
        Assert.Equal("active", SideDrawing.Of(promoted, Side.Away, Snapshot([]), Now).Role.Split(',')[0].Split(' ')[^1]);
    }

    [Fact]
    public void Actions_HomeFollowsAgain_LeadHome()
    {
        var reversed = Pair(copiesAtHome: 212, copiesAway: 0, recorded: Recorded(Side.Away), readiness: [Readiness()]);

        var actions = Of(reversed);

        Assert.Equal(Verbs.ReturnHome, actions.Single(action => action.IsNext).Verb);
        Assert.Equal("clusterA follows already: return home.", Why(actions, Verbs.Failback));
    }

    [Fact]
    public async Task Actions_WhileARunHasThePair_WaitForItButForADisaster()
    {
        var record = await _journeys.BeginAsync("maintenance", "pause wait? resume");
        await SomeJourneys.WalkAsync(record, 2);

        var actions = PairActions.Of(Pair(state: HomeUnreachable), Snapshot([], [SomePairs.Member("clusterA", NotAnswering(60), 60), SomePairs.Member("clusterB")]), record.Run);

        Assert.Equal([Verbs.Failover], Offered(actions));
        Assert.Equal("The run “maintenance of orders” has the pair.", Why(actions, Verbs.Drill));
    }

    [Fact]
    public void SplitBrain_IsCountedOnBothSides_AndTheWrongOneIsFenced()
    {
        var item = new Item
        {
            Member = "clusterB",
            Name = "orders-1",
            Pair = "orders",
            Source = new Source("a", "orders-1", "clusterA", "u"),
            Verdict = new Verdict(VerdictKind.Promoted),
            Position = 120,
            SourcePosition = 105,
            Rate = 0,
            SourceRate = 12.5,
            Parts = 1,
        };
        var pair = Pair(state: SplitBrain, copiesAway: 0, recorded: Recorded(Side.Away), counts: [new(VerdictKind.Promoted, 1)]);

        var view = SplitBrainView.Of(pair, Snapshot([pair], items: [item]), TimeProvider.System)!;

        Assert.Equal("clusterA", view.Fence);
        Assert.Equal("/operate/fence?pair=orders&with=side%3Dhome", view.FenceHref);
        Assert.Equal([0L, 15L], view.Sides.Select(side => side.Beyond));
        Assert.Equal("105 operations in 1 index", view.Sides[0].Position);
        Assert.Equal("takes 12.5 operations a second now", view.Sides[0].Rate);
        Assert.Equal([true, false], view.Sides.Select(side => side.Takes));
        Assert.Null(SplitBrainView.Of(Pair(), Snapshot([]), TimeProvider.System));
    }

    private static IReadOnlyList<PairAction> Of(PairView pair) => PairActions.Of(pair, Snapshot([pair]), null);

    private static IEnumerable<string> Offered(IReadOnlyList<PairAction> actions) => actions.Where(action => action.WhyNot is null).Select(action => action.Verb);

    private static string? Why(IReadOnlyList<PairAction> actions, string verb) => actions.First(action => action.Verb == verb).WhyNot;
}
