using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>The driver as one life of the app has it: no call leaves once that life is over, though one that left is not called back.</summary>
internal sealed class MortalDriver(IDriver inner, RunLife life) : IDriver
{
    public string System => inner.System;

    public IReadOnlyList<OperationInfo> Operations => inner.Operations;

    public Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel) => inner.PlanAsync(request, by, cancel);

    public IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step, IReadOnlyCollection<string>? only = null) => inner.CallsOf(plan, step, only);

    public async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Plan plan, PlanStep step, IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        await life.PassAsync("look");
        var sights = await inner.LookAsync(plan, step, items, cancel);
        await life.PassAsync("look");
        return sights;
    }

    public async Task<CallOutcome> SendAsync(PlanStep step, StepCall call, CancellationToken cancel)
    {
        // Of a process that has died beside it nothing leaves any more.
        life.Live();
        life.Sending?.Invoke(step, call);
        await life.PassAsync("send");
        var outcome = await inner.SendAsync(step, call, cancel);
        await life.PassAsync("send");
        return outcome;
    }
}
