using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Tests.Support;

namespace Switchback.Elasticsearch.Tests.Operations.Planning;

/// <summary>What is offered for a follower is what can be planned for it; what is not says why.</summary>
public sealed class VerbOffersTests
{
    private readonly KnownFleet _fleet = new();

    public static TheoryData<VerdictKind> Kinds => [.. Enum.GetValues<VerdictKind>().Where(kind => kind is not (VerdictKind.NotFollowed or VerdictKind.Unknown))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Offer_OfEachState_IsWhatAPlanTakesOrRefuses(VerdictKind kind)
    {
        var item = _fleet.Add(kind);

        foreach (var offer in Offers(item))
        {
            var outcome = offer.Operation.Verb == Verbs.Edit
                ? await _fleet.AskAsync(Verbs.Edit, item.Name, ("max_retry_delay", "9s"))
                : await _fleet.AskAsync(offer.Operation.Verb, item.Name);
            // Whether a lease was left behind is seen by the plan only.
            if (offer.Operation.Verb == Verbs.Forget) continue;
            Assert.True(offer.WhyNot is null == outcome is PlanOutcome.Made, $"{kind} {offer.Operation.Verb}: {offer.WhyNot} but {(outcome as PlanOutcome.Refused)?.Refusals[0]}");
        }
    }

    [Fact]
    public void Offers_OfAFollowerInStep_NameWhatIsSoAlready()
    {
        var offers = Offers(_fleet.Add());

        Assert.Equal(["pause", "restart", "edit", "close", "unfollow", "recreate"], offers.Where(offer => offer.WhyNot is null).Select(offer => offer.Operation.Verb));
        Assert.Equal(["It is not paused.", "It is already open.", "It follows its leader."], offers.Select(offer => offer.WhyNot).OfType<string>());
        Assert.Equal("Pause it first.", offers[^1].Lift);
    }

    [Fact]
    public void Offer_OfWhatNobodyFollows_IsToFollowItsLeader()
    {
        var offer = Assert.Single(Offers(_fleet.Add(VerdictKind.NotFollowed, "orders-copy", "orders", remedy: Remedy.StartCopy)));

        Assert.Equal(("follow", null, "clusterB/orders"), (offer.Operation.Verb, offer.WhyNot, offer.Item.Key));
        Assert.Equal(("clusterA", "orders-copy"), (offer.Parameters[Verbs.RemoteParameter], offer.Parameters[Verbs.NameParameter]));
    }

    [Fact]
    public void Offers_OnAClusterThatIsDown_AllWaitForIt()
    {
        var item = _fleet.Add();
        _fleet.Down("clusterB");

        Assert.All(Offers(item), offer => Assert.Equal("Bring clusterB back, or wait until it answers.", offer.Lift));
    }

    private IReadOnlyList<VerbOffer> Offers(Item item) =>
        new VerbOffers(_fleet, (cluster, follower) => _fleet.Memory.FirstOrDefault(known => known.Cluster == cluster && known.Follower == follower), new SetTime(KnownFleet.Now)).Of(item);
}
