using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>Pauses everything that replicates in a pair, in both directions and rules first, waits for a person, and resumes exactly that set.</summary>
internal sealed class MaintenanceVerb : JourneyVerb
{
    public override OperationInfo Info { get; } = Journey(Verbs.Maintenance, "Pause for maintenance", "Pauses all rules and followers of a pair in the right order, for an upgrade, watches the clock of the leases, and restores exactly that set when a person says so.", StepClass.Reversible);

    protected override IReadOnlyDictionary<string, string[]?> Choices { get; } = new Dictionary<string, string[]?>();

    protected override async Task DraftAsync(Asked asked, Draft draft, PairWorld pair, CancellationToken cancel)
    {
        foreach (var side in new[] { pair.Home, pair.Away }.Where(side => !side.Answers)) draft.Refuse(side.Member, "It does not answer.", $"Bring {side.Member} back first.");
        if (draft.Refusals.Count > 0) return;
        IReadOnlyList<ItemName> names = [.. pair.Copies.Where(item => item.Verdict.Kind is not (VerdictKind.Promoted or VerdictKind.LeftClosed or VerdictKind.NotFollowed or VerdictKind.Copying)).Select(item => new ItemName(item.Member, item.Name))];
        var all = names.Count == 0 ? [] : await Targets.LoadAsync(asked with { Request = asked.Request with { Items = names } }, draft, withParameters: true, cancel);
        var active = all.Where(target => target.HasTasks && target.LeaderAnswers != false && States.NoLeader(target) is null).ToList();
        if (active.Count == 0 && draft.Refusals.Count == 0) draft.Refuse("pair", "Nothing of the pair replicates now.", "Nothing to do.");
        if (draft.Refusals.Count > 0) return;
        foreach (var group in active.GroupBy(target => target.Item.Member)) await Guards.RightsAsync(asked, draft, group.Key, [StepKinds.Pause, StepKinds.Resume], [.. group.Select(target => target.Name)], cancel);
        if (draft.Refusals.Count > 0) return;
        foreach (var target in active) draft.Add(PlanItems.Of(target, FollowValues.Effective(target.Parameters)));
        Rules.Pause(draft, pair, pair.Away, pair.Home);
        Rules.Pause(draft, pair, pair.Home, pair.Away);
        var rules = draft.Steps.Where(step => step.Kind == StepKinds.PausePattern).ToList();
        foreach (var group in active.GroupBy(target => target.Item.Member)) Pause(draft, group.Key, [.. group]);
        Wait(draft, pair, active);
        foreach (var group in active.GroupBy(target => target.Item.Member))
            draft.Step(StepKinds.Resume, StepClass.Reversible, group.Key, [.. group.Select(target => target.Item.Key)], Writing.Resume(group.Key, [.. group.Select(target => target.Name)], "the parameters that each had before"));
        foreach (var rule in rules) draft.Step(StepKinds.ResumePattern, StepClass.Reversible, rule.Member, rule.Items, new StepWords($"Resume {Counted.Of([.. rule.Items.Select(Operations.Steps.RuleNames.Bare)], "auto-follow patterns")} on {rule.Member}.", $"{rule.Member} says that {(rule.Items.Count == 1 ? "it is" : "they are")} active."));
        draft.Title = $"Pause {pair.Options.Id} for maintenance";
    }

    private static void Pause(Draft draft, string member, IReadOnlyList<Target> targets)
    {
        IReadOnlyList<string> keys = [.. targets.Select(target => target.Item.Key)];
        IReadOnlyList<string> names = [.. targets.Select(target => target.Name)];
        var step = draft.Step(StepKinds.Pause, StepClass.Reversible, member, keys, Writing.Pause(member, names, "Resume with the parameters that each has now."));
        draft.TakeBack(step, StepKinds.Resume, keys, Writing.Resume(member, names, "the parameters from before"));
    }

    private static void Wait(Draft draft, PairWorld pair, IReadOnlyList<Target> active)
    {
        var period = active.Select(target => PeriodOf(target)).Min();
        var by = pair.World.Now + period;
        var words = $"History is kept for {Say.Ago(period)} from the pause on: past {by.UtcDateTime:yyyy-MM-dd HH:mm} UTC copies may have to be made anew.";
        var step = draft.Step(StepKinds.Wait, StepClass.Read, pair.Away.Member, [.. active.Select(target => target.Item.Key)], new StepWords($"Wait until a person says that the maintenance is over. {words}", "A person says so."), deadline: TimeSpan.FromDays(2));
        draft.Amend(step, wait => wait with { Asks = new Asking($"Is the maintenance over, and do both sides answer? {words}") });

        TimeSpan PeriodOf(Target target) => pair.World.Sources.FactsOf(target.Item.Source.Member ?? "")?.Rules.Value?.LeasePeriod(target.Item.Source.Name) ?? Facts.IndexRules.DefaultLeasePeriod;
    }
}
