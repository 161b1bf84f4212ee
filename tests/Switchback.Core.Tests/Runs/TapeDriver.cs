using Switchback.Core.Plans;

namespace Switchback.Core.Tests.Runs;

/// <summary>Drives the invented system.</summary>
internal sealed class TapeDriver(Estate estate) : IDriver
{
    /// <summary>Called before each look and each call: here a test acts, or the process dies.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public Action<string> After { get; set; } = _ => { };

    public Func<PlanStep, string, (Fate Fate, int Looks)> Fate { get; set; } = (_, _) => (Runs.Fate.Good, 0);

    /// <summary>Changes what a look says; for looks that fail or say what nobody knows.</summary>
    public Func<PlanItem, ItemSight, ItemSight?> Sight { get; set; } = (_, sight) => sight;

    public Action<PlanStep, StepCall> Receiving { get; set; } = (_, _) => { };

    /// <summary>How its calls begin; another Switchback may begin them otherwise.</summary>
    public string Prefix { get; init; } = "TAPE";

    public string System => "tape";

    public IReadOnlyList<OperationInfo> Operations { get; } = [new("move", "Move", "Moves an estate.", StepClass.Promote)];

    public Plan? Next { get; set; }

    public Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel) =>
        Task.FromResult<PlanOutcome>(Next is { } plan ? new PlanOutcome.Made(plan) : new PlanOutcome.Refused([new Refusal("move", "Nothing is planned.", "Plan something.")]));

    public IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step, IReadOnlyCollection<string>? only = null) =>
        [.. step.Items.Where(item => only is null || only.Contains(item)).Select(item => new StepCall(new PlannedCall(step.Member, $"{Prefix} {step.Kind} {item}", ""), [item]))];

    public Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Plan plan, PlanStep step, IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        Before($"look {step.Number}");
        var sights = new Dictionary<string, ItemSight>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var presence = estate.Look(step.Number, item.Key);
            if (Sight(item, new ItemSight(presence, $"It is {presence}.")) is { } sight) sights[item.Key] = sight;
        }

        After($"look {step.Number}");
        return Task.FromResult<IReadOnlyDictionary<string, ItemSight>>(sights);
    }

    public Task<CallOutcome> SendAsync(PlanStep step, StepCall call, CancellationToken cancel)
    {
        Receiving(step, call);
        Before($"send {step.Number}");
        var (fate, looks) = Fate(step, call.Items[0]);
        var outcome = estate.Receive(step.Number, call.Items[0], fate, looks);
        After($"send {step.Number}");
        return Task.FromResult(outcome);
    }
}
