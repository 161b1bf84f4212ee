using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>
/// The side that leads is down or silent: the other one takes over with what it has. Each group of items is decided beforehand, and none of
/// them holds up the others. What is lost is said as far as it is known.
/// </summary>
internal sealed class FailoverVerb : JourneyVerb
{
    public const string ClientsParameter = "clients";
    public const string BehindParameter = "behind";
    public const string CopyingParameter = "copying";

    public const string Stopped = "stopped";
    private const string MayWrite = "may-write";
    private const string Unknown = "unknown";
    private const string Promote = "promote";
    private const string Leave = "leave";
    private const string Delete = "delete";

    public override OperationInfo Info { get; } = Journey(Verbs.Failover, "Fail over (disaster)",
        "The side that leads is down or silent. Promotes what the other side has, says what is lost, and records which side leads from then on.", StepClass.Promote);

    protected override IReadOnlyDictionary<string, string[]?> Choices { get; } = new Dictionary<string, string[]?>
    {
        [ClientsParameter] = [Stopped, MayWrite, Unknown],
        [BehindParameter] = [Promote, Leave],
        [CopyingParameter] = [Leave, Delete],
        [RouteParameter] = [ByHand, NotAtAll],
    };

    protected override async Task DraftAsync(Asked asked, Draft draft, PairWorld pair, CancellationToken cancel)
    {
        var leads = pair.View.Active ?? Side.Home;
        var (old, to) = (pair[leads], pair.OtherThan(leads));
        if (!to.Answers) draft.Refuse(to.Member, "It does not answer either: there is nothing to take over with.", $"Bring {to.Member} back.");
        if (old.Answers) draft.Refuse(old.Member, $"It answers and leads, so nothing has to be lost.", $"Plan a switch-over ({Verbs.Switchover}). If it answers and must not lead any more, fence it first ({Verbs.Fence}).");
        if (asked.Text(ClientsParameter) is not { } clients)
        {
            draft.Refuse(ClientsParameter, $"Whether clients can still write on {old.Member} is not said, and only a person can know.", $"Say {Stopped} when they cannot, {MayWrite} when they can, {Unknown} when nobody knows.");
            return;
        }

        if (draft.Refusals.Count > 0) return;
        IReadOnlyList<ItemName> names = [.. pair.CopiesOn(to).Select(item => new ItemName(item.Member, item.Name))];
        if (names.Count == 0) draft.Refuse("pair", $"{to.Member} has no copy of anything of this pair.", "Look at the scope of the pair.");
        if (draft.Refusals.Count > 0) return;
        var all = await Targets.LoadAsync(asked with { Request = asked.Request with { Items = names } }, draft, withParameters: false, cancel);
        if (draft.Refusals.Count > 0) return;
        await WriteAsync(asked, draft, pair, old, to, Group(asked, draft, all), clients, cancel);
    }

    /// <summary>Sorted before anybody agrees: what is promoted, and what becomes of the rest.</summary>
    private static Groups Group(Asked asked, Draft draft, IReadOnlyList<Target> all)
    {
        var groups = new Groups([], [], []);
        List<string> done = [], never = [], copying = [], left = [];
        foreach (var target in all)
        {
            switch (target.Kind)
            {
                case VerdictKind.Promoted:
                    done.Add(target.Name);
                    break;
                case VerdictKind.NotFollowed:
                    never.Add(target.Item.Source.Name);
                    break;
                case VerdictKind.Copying:
                    copying.Add(target.Name);
                    if (asked.Text(CopyingParameter) == Delete) groups.Unfinished.Add(target);
                    break;
                case VerdictKind.Failed or VerdictKind.Paused or VerdictKind.PausedAndClosed or VerdictKind.Stalled or VerdictKind.ReadErrors or VerdictKind.SourceGone when asked.Text(BehindParameter) == Leave:
                    left.Add(target.Name);
                    break;
                default:
                    groups.Promoted.Add(target);
                    break;
            }
        }

        if (done.Count > 0) draft.Warn($"{Counted.Named(done)} {Counted.Is(done)} left out: already promoted.");
        if (never.Count > 0) draft.Warn($"{Counted.Named(never, "indices")} {(never.Count == 1 ? "was" : "were")} never followed: nothing of {(never.Count == 1 ? "it" : "them")} is there, and {(never.Count == 1 ? "it stays" : "they stay")} on the other side alone.");
        if (copying.Count > 0) draft.Warn($"{Counted.Named(copying)} {Counted.Is(copying)} still being copied: half a copy can be neither closed nor promoted, only deleted. {(groups.Unfinished.Count > 0 ? "They are deleted." : "They are left as they are.")}");
        if (left.Count > 0) draft.Warn($"{Counted.Named(left)} {Counted.Is(left)} left as {(left.Count == 1 ? "it is" : "they are")}, by wish: paused, failed or stalled before.");
        groups.LeftOut.AddRange(left);
        return groups;
    }

    private static async Task WriteAsync(Asked asked, Draft draft, PairWorld pair, SideWorld old, SideWorld to, Groups groups, string clients, CancellationToken cancel)
    {
        if (groups.Promoted.Count == 0)
        {
            draft.Refuse("pair", $"There is nothing left to promote on {to.Member}.", "Look at what the pair has there.");
            return;
        }

        Guards.Answers(asked.World, draft, to.Member);
        await Guards.RightsAsync(asked, draft, to.Member, [StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Open], [.. groups.Promoted.Select(target => target.Name)], cancel);
        var streams = groups.Promoted.Where(target => target.Place is { TakesWrites: true, Stream.Template: null }).Select(target => target.Place!.Stream.Name).Distinct(StringComparer.Ordinal).ToList();
        foreach (var stream in streams) draft.Refuse(stream, $"No index template on {to.Member} matches the data stream, and without one it cannot roll over and takes no writes.", "Create there the index template that its leader has.");
        if (draft.Refusals.Count > 0) return;
        var promoted = groups.Promoted.Select(target => Add(draft, old, target)).ToList();
        var (keys, names) = (Promotion.KeysOf(promoted), Promotion.NamesOf(promoted));
        draft.Step(StepKinds.Witness, StepClass.Read, to.Member, keys, new StepWords(
            $"Ask {old.Member} twice whether it answers: ourselves, and through the remote of {to.Member}.", "Neither gets an answer."));
        Rules.Pause(draft, pair, to, old);
        Promotion.Write(draft, to.Member, promoted, together: false);
        Promotion.Verify(draft, to.Member, keys, names, new PairSide(pair.Options.Id, to.Side, to.Member));
        Aliases.Write(draft, pair, to, old, groups.Promoted.Select(target => (target.Item.Key, target.Name, target.Item.Source.Name)));
        Promotion.Route(draft, to.Member, [.. groups.Promoted.Select(target => (target.Item.Key, target.Name, target.Item.Source.Name))], asked.Text(RouteParameter));
        Remove(draft, to.Member, groups.Unfinished);
        draft.Title = $"Fail over {pair.Options.Id} from {old.Member} to {to.Member} (disaster)";
        draft.TakesOver = true;
        draft.Loss = Loss.Of(pair, old, groups.Promoted, clients != Stopped, asked.World.Now);
        draft.Warn(draft.Loss.Say());
        draft.Warn($"{old.Member} is quarantined from then on: nobody is sent there and nothing is copied from it until what only it has is settled (fail back).");
        draft.Findings.Add(new PlanFinding($"Clients on {old.Member}", clients switch { Stopped => "a person says that they cannot write there", MayWrite => "a person says that they still can", _ => "nobody knows" }, clients == Stopped ? true : null));
        Guards.Leaders(draft, groups.Promoted);
    }

    private static Promoted Add(Draft draft, SideWorld old, Target target)
    {
        draft.Add(PlanItems.Of(target, target.HasTasks ? FollowValues.Effective(target.Parameters) : null, null, (ItemFacts.Twin, target.Item.Source.Name), (ItemFacts.TwinCluster, old.Member)));
        return new Promoted(target.Item.Key, target.Name, target.HasTasks, target.IsClosed, target.IsFollower, MayResume: false, target.Place is { } place && (place.Stream.Replicated || place.TakesWrites) ? place.Stream.Name : null);
    }

    /// <summary>Half copies go last: nothing waits for them.</summary>
    private static void Remove(Draft draft, string member, List<Target> unfinished)
    {
        if (unfinished.Count == 0) return;
        foreach (var target in unfinished) draft.Add(PlanItems.Of(target));
        IReadOnlyList<string> names = [.. unfinished.Select(target => target.Name)];
        draft.Step(StepKinds.Delete, StepClass.Destroy, member, [.. unfinished.Select(target => target.Item.Key)], Writing.Delete(member, names), isPointOfNoReturn: true);
        draft.Destroys.Add(string.Create(CultureInfo.InvariantCulture, $"{Counted.Named(names)} on {member}, whose first copy was never finished."));
    }

    private sealed record Groups(List<Target> Promoted, List<Target> Unfinished, List<string> LeftOut);
}
