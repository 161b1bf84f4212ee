using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <param name="WhyNot">What a plan would be refused for, or that there is nothing to do; null when it can be planned.</param>
/// <param name="Lift">What takes that out of the way; null when nothing need be.</param>
/// <param name="Item">What the plan is to be asked for.</param>
public sealed record VerbOffer(OperationInfo Operation, string? WhyNot, string? Lift, ItemName Item, IReadOnlyDictionary<string, string> Parameters);

/// <summary>
/// What can be done with a follower in the state that the newest snapshot shows, by the planning's own rules. Sends nothing and asks
/// nothing: the plan looks afresh, and has the last word.
/// </summary>
/// <param name="known">What is remembered of a follower; null when nothing is.</param>
public sealed class VerbOffers(IPlanSources sources, Func<string, string, FollowMapping?> known, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private static readonly ItemVerb[] All =
        [new PauseVerb(), new ResumeVerb(), new RestartVerb(), new EditVerb(), new CloseVerb(), new OpenVerb(), new UnfollowVerb(), new RecreateVerb(), new DeleteVerb()];

    public IReadOnlyList<VerbOffer> Of(Item item)
    {
        var name = new ItemName(item.Member, item.Name);
        if (RemedyVerb.Of(item) is (Verbs.Follow, var given, var leader))
            return [new VerbOffer(new FollowVerb().Info, null, null, new ItemName(item.Member, leader), given)];
        var world = new World(sources, time.GetUtcNow());
        var target = new Target(item)
        {
            Known = known(item.Member, item.Name),
            Leader = world.Member(item.Source.Member),
            IsOnActiveSide = world.IsActiveSide(item.Pair, item.Member),
            Place = Targets.PlaceOf(sources.FactsOf(item.Member)?.Streams.Value ?? [], item.Name),
        };
        var offers = All.Select(verb => Offer(verb, world, target, name)).ToList();
        if (item.Verdict.Kind is VerdictKind.Promoted or VerdictKind.LeftClosed) offers.Add(new VerbOffer(new ForgetVerb().Info, null, null, name, Nothing));
        return offers;
    }

    private static VerbOffer Offer(ItemVerb verb, World world, Target target, ItemName name)
    {
        var takes = world.Answers(name.Member) ? verb.Judge(target, new Asked(new PlanRequest(verb.Info.Verb, [name], Nothing), world, Nothing))
            : Takes.Refused($"{name.Member} does not answer: how it is now is not known.", $"Bring {name.Member} back, or wait until it answers.");
        return new VerbOffer(verb.Info, takes.IsLeftOut ? $"It is {takes.Why}." : takes.Why, takes.Lift, name, Nothing);
    }
}
