using Switchback.Core.Plans;
using Switchback.Core.Preserving;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>The kinds of steps there are, and the calls of each: for whoever makes plans, and for whoever carries them out.</summary>
/// <param name="preserved">Where copies are kept; null where nothing is ever preserved.</param>
public sealed class StepBook(IPreservedCopies? preserved = null)
{
    private readonly Dictionary<string, IStepKind> _kinds = new IStepKind[]
    {
        new FenceStep(lift: false), new FenceStep(lift: true), new PatternSwitchStep(pause: true), new PatternSwitchStep(pause: false), new PutPatternStep(), new DeletePatternStep(), new ConnectStep(),
        new WitnessStep(), new LineStep(), new DrainStep(), new VerifyStep(), new CompareStep(), new LedgerStep(preserved ?? NoCopies.Kept), new SettleStep(), new MergeStep(preserved ?? NoCopies.Kept),
        new DiscardStep(preserved ?? NoCopies.Kept), new TidyStep(), new RouteStep(), new CaughtUpStep(), new WriteAliasStep(), new WaitStep(),
        new PauseStep(), new ResumeStep(), new CloseStep(), new OpenStep(), new UnfollowStep(), new FollowStep(), new DeleteStep(), new ForgetStep(),
        new PromoteStreamStep(), new RolloverStep(),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Kinds => _kinds.Keys;

    /// <summary>As <see cref="IDriver.CallsOf"/>: what a plan is sealed with.</summary>
    public IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step, IReadOnlyCollection<string>? only = null) =>
        [.. Requests(plan, step, only).Select(request => Call(step, request))];

    internal static StepCall Call(PlanStep step, StepRequest request) => new(
        new PlannedCall(step.Member, request.Wire.ToString(), System.Text.Encoding.UTF8.GetString(request.Wire.Body.Span)),
        [.. request.Items.Select(item => item.Key)]);

    internal IStepKind Kind(PlanStep step) => _kinds[step.Kind];

    internal IEnumerable<StepRequest> Requests(Plan plan, PlanStep step, IReadOnlyCollection<string>? only) =>
        Kind(step).Render(step, PlanIndex.Of(plan).ItemsOf(step, only)).Select(request => request with { Wire = request.Wire with { Mark = CallMarks.Of(Kind(step), request.Items) } });
}
