using Switchback.Core.Plans;
using Switchback.Elasticsearch.Journeys;
using Switchback.Elasticsearch.Operations.Steps;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Makes plans for single verbs: finds the verb, checks its parameters, lets it write, and seals what it wrote.</summary>
/// <param name="sources">What may be looked at.</param>
/// <param name="callsOf">The driver's: which calls a step consists of.</param>
/// <param name="time">When a plan was made.</param>
public sealed class OperationPlanner(IPlanSources sources, Func<Plan, PlanStep, IReadOnlyList<StepCall>> callsOf, TimeProvider time) : IOperationPlanner
{
    private static readonly Verb[] All =
    [
        new PauseVerb(), new ResumeVerb(), new RestartVerb(), new EditVerb(), new UnfollowVerb(), new RecreateVerb(), new CloseVerb(), new OpenVerb(),
        new FollowVerb(), new FollowMissedVerb(), new ForgetVerb(), new DeleteVerb(),
        new FailoverVerb(), new SwitchoverVerb(), new FailbackVerb(), new SetUpVerb(), new RecoverVerb(), new DrillVerb(), new MaintenanceVerb(), new FenceVerb(),
    ];

    public IReadOnlyList<OperationInfo> Operations { get; } = [.. All.Select(verb => verb.Info)];

    public async Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel)
    {
        if (All.FirstOrDefault(candidate => candidate.Info.Verb == request.Operation || candidate.AlsoCalled.Contains(request.Operation)) is not { } verb)
            return new PlanOutcome.Refused([new Refusal(request.Operation, "There is no operation of this name.", $"Choose one of {string.Join(", ", All.Select(known => known.Info.Verb))}.")]);
        var draft = new Draft();
        var now = time.GetUtcNow();
        CheckNames(verb, request, draft);
        var given = verb.TakesFollowParameters ? ParameterRules.Read(request.Parameters, draft.Refusals) : new Dictionary<string, string>();
        if (draft.Refusals.Count == 0) await verb.DraftAsync(new Asked(request, new World(sources, now), given), draft, cancel);
        if (draft.Refusals.Count == 0 && draft.Steps.Count == 0) draft.Refuse("The plan", "There is nothing to do.", "Choose others, or leave it at that.");
        if (draft.Refusals.Count > 0) return new PlanOutcome.Refused(draft.Refusals);
        return new PlanOutcome.Made(PlanDraft.Seal(draft.ToPlan(verb.Info.Verb, draft.Title ?? verb.TitleOf(draft), by, now), callsOf));
    }

    /// <summary>A parameter that nobody reads is a wish that would be passed over in silence.</summary>
    private static void CheckNames(Verb verb, PlanRequest request, Draft draft)
    {
        IEnumerable<string> known = verb.TakesFollowParameters ? verb.Parameters.Concat(FollowValues.Names) : verb.Parameters;
        foreach (var name in request.Parameters.Keys.Where(name => name is not (Verbs.SkipParameter or Verbs.BreakGlassParameter) && !known.Contains(name)))
            draft.Refuse(name, $"{verb.Info.Title} takes no parameter of this name.", known.Any() ? $"It takes {string.Join(", ", known)}." : "It takes none.");
        foreach (var guard in Asked.GuardsOf(request).Except(Glass.All))
            draft.Refuse(Verbs.BreakGlassParameter, $"'{guard}' is no guard that may be set aside.", $"Those that two people may set aside are {string.Join(" and ", Glass.All)}.");
        if (request.Parameters.GetValueOrDefault(Verbs.SkipParameter) is { } skip and not Verbs.SkipRefused)
            draft.Refuse(Verbs.SkipParameter, $"There is no '{skip}' to skip.", $"Give {Verbs.SkipRefused}, or leave it out.");
    }
}
