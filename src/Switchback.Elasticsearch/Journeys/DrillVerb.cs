using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>
/// Fails over a copy, on the real clusters and without touching what is in use: follows the leaders into indices of a drill's names, waits
/// until they are caught up, promotes them, verifies them, and deletes them.
/// </summary>
internal sealed class DrillVerb : JourneyVerb
{
    public const string OnlyParameter = "only";
    private const int Usual = 20;

    public override OperationInfo Info { get; } = Journey(Verbs.Drill, "Drill", "Fails over a copy under other names and cleans up: everything a failover does, and nothing that is in use is touched.", StepClass.Promote);

    protected override IReadOnlyDictionary<string, string[]?> Choices { get; } = new Dictionary<string, string[]?> { [OnlyParameter] = null };

    protected override async Task DraftAsync(Asked asked, Draft draft, PairWorld pair, CancellationToken cancel)
    {
        if (pair.View.Active is null) draft.Refuse("pair", "Which side leads is neither recorded nor to be seen.", "Record which side is active, on the pair's page.");
        var leads = pair[pair.View.Active ?? Side.Home];
        var on = pair.OtherThan(leads.Side);
        await PlannedGuards.CheckAsync(asked, draft, pair, leads, on, cancel);
        if (draft.Refusals.Count > 0) return;
        if (pair.AliasOf(on, leads) is not { } alias)
        {
            draft.Refuse(on.Member, $"It knows no remote cluster for {leads.Member}.", $"Set the pair up first ({Verbs.SetUp}).");
            return;
        }

        var chosen = Chosen(asked, draft, pair, leads, on);
        if (draft.Refusals.Count > 0) return;
        await Guards.RightsAsync(asked, draft, on.Member, [StepKinds.Follow, StepKinds.Pause, StepKinds.Close, StepKinds.Unfollow, StepKinds.Open, StepKinds.Tidy], [.. chosen.Select(one => one.Copy)], cancel);
        if (draft.Refusals.Count > 0) return;
        Write(asked, draft, pair, leads, on, alias, chosen);
    }

    private static List<(IndexFacts Leader, string Copy)> Chosen(Asked asked, Draft draft, PairWorld pair, SideWorld leads, SideWorld on)
    {
        var stamp = asked.World.Now.UtcDateTime.ToString("MMddHHmmss", System.Globalization.CultureInfo.InvariantCulture);
        var only = asked.Text(OnlyParameter) is { } text ? PairScope.Parse(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) : null;
        // A stream's index keeps its name in the copy, and that name is taken.
        var all = Twins.LedBy(pair, leads).Where(twin => twin.LeadingIndex.State == IndexState.Open && leads.StreamOf(twin.Leading) is null && (only is null || only.Contains(twin.Leading))).ToList();
        if (all.Count == 0) draft.Refuse(OnlyParameter, "Nothing that could be drilled matches.", "Give patterns of the leader's names, or leave it out.");
        var chosen = only is null ? all.OrderBy(twin => twin.LeadingIndex.PrimaryBytes ?? 0).Take(Usual).ToList() : all;
        if (chosen.Count < all.Count) draft.Warn($"The {Usual} smallest of {all.Count} indices are drilled. Give {OnlyParameter} for others.");
        return [.. chosen.Select(twin => (twin.LeadingIndex, $"{TidyStep.Prefix}{stamp}-{twin.Leading}"))];
    }

    private static void Write(Asked asked, Draft draft, PairWorld pair, SideWorld leads, SideWorld on, string alias, List<(IndexFacts Leader, string Copy)> chosen)
    {
        var parameters = FollowValues.Effective();
        var copies = new List<Promoted>();
        foreach (var (leader, copy) in chosen)
        {
            var item = PlanItems.Of(on.Member, copy, null, pair.Options.Id, parameters, null,
                [(ItemFacts.Remote, alias), (ItemFacts.Leader, leader.Name), (ItemFacts.LeaderUuid, leader.Uuid), (ItemFacts.LeaderCluster, leads.Member), (ItemFacts.Twin, leader.Name), (ItemFacts.TwinCluster, leads.Member)]);
            draft.Add(item);
            copies.Add(new Promoted(item.Key, copy, HasTasks: true, IsClosed: false, IsFollower: true, MayResume: true));
        }

        var (keys, names) = (Promotion.KeysOf(copies), Promotion.NamesOf(copies));
        var bytes = chosen.Sum(one => one.Leader.PrimaryBytes ?? 0);
        var speed = asked.World.CopySpeed(on.Member);
        draft.Copying += Estimates.Copy(bytes, speed);
        var follow = draft.Step(StepKinds.Follow, StepClass.Reversible, on.Member, keys, Writing.FollowNew(on.Member, names, leads.Member), deadline: Estimates.DeadlineOfCopy(Estimates.Copy(bytes, speed)));
        draft.TakeBack(follow, StepKinds.Tidy, keys, new StepWords($"Delete the {names.Count} copies of the drill on {on.Member}.", $"{on.Member} has none of them."));
        draft.Step(StepKinds.CaughtUp, StepClass.Read, on.Member, keys, new StepWords($"Wait until the copies on {on.Member} have caught up.", "Each follows, and has shard by shard what its leader had a moment before."), deadline: Estimates.DeadlineOfCopy(Estimates.Copy(bytes, speed)));
        Promotion.Write(draft, on.Member, copies, together: false);
        draft.Step(StepKinds.Verify, StepClass.Read, on.Member, keys, new StepWords($"Verify the copies on {on.Member}: ordinary, open and writable.", "No follower among them, their primary shards work, and every shard is at its line or beyond."));
        foreach (var list in Turning.Lists(copies, copy => copy.Name))
            draft.Step(StepKinds.Tidy, StepClass.Promote, on.Member, Promotion.KeysOf(list), new StepWords($"Delete {Counted.Of(Promotion.NamesOf(list), "copies")} of the drill on {on.Member}: nothing else is touched.", $"{on.Member} has none of them."));
        draft.Title = $"Drill {pair.Options.Id} on {on.Member}";
    }
}
