using Switchback.Core.Plans;

namespace Switchback.Dashboard.Runs;

/// <summary>
/// Stands before a driver while nobody proves who they are: whoever uses this machine may sign in as anyone, so clusters that are
/// not simulated are only watched. Runs that had begun before are not carried on either.
/// </summary>
internal sealed class WatchedOnly(IDriver driver) : IDriver
{
    public const string Key = "Rehearsal:AllowRealClusters";

    private static readonly Refusal Refusal = new(
        "change anything",
        "No identity provider is configured, so anybody at this machine may sign in as anyone, and these clusters are real: they are only watched.",
        $"Configure sign-in, or set {Key}=true to take that risk; it is recorded.");

    public string System => driver.System;

    public IReadOnlyList<OperationInfo> Operations => driver.Operations;

    public Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel) => Task.FromResult<PlanOutcome>(new PlanOutcome.Refused([Refusal]));

    public IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step, IReadOnlyCollection<string>? only = null) => driver.CallsOf(plan, step, only);

    public async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Plan plan, PlanStep step, IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        var sights = await driver.LookAsync(plan, step, items, cancel);
        return sights.ToDictionary(sight => sight.Key, sight => sight.Value.Effect == Presence.Absent ? sight.Value with { Refusal = Refusal, PassesByItself = false } : sight.Value, StringComparer.Ordinal);
    }

    public Task<CallOutcome> SendAsync(PlanStep step, StepCall call, CancellationToken cancel) =>
        Task.FromResult<CallOutcome>(new CallOutcome.Rejected(Refusal.Why, "nothing was sent"));
}
