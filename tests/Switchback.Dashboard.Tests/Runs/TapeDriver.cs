using System.Collections.Concurrent;
using Switchback.Core.Plans;

namespace Switchback.Dashboard.Tests.Runs;

/// <summary>An invented system whose one verb sets marks on items: enough to see a run go through the whole app.</summary>
internal sealed class TapeDriver : IDriver
{
    private readonly ConcurrentDictionary<string, bool> _marked = new(StringComparer.Ordinal);

    /// <summary>Calls wait for this; a test holds a run where it wants it.</summary>
    public TaskCompletionSource Gate { get; set; } = Open();

    public int Sent { get; private set; }

    /// <summary>What each call is told instead of being done; null while they are done.</summary>
    public CallOutcome? Says { get; set; }

    /// <summary>The pair that plans are for from now on.</summary>
    public string Pair { get; set; } = "orders";

    public string System => "tape";

    public IReadOnlyList<OperationInfo> Operations { get; } =
        [new("mark", "Mark", "Sets a mark.", StepClass.Reversible), new("burn", "Burn", "Burns a tape.", StepClass.Destroy)];

    public static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.SetResult();
        return open;
    }

    public Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel)
    {
        if (request.Items.FirstOrDefault(item => item.Name == "gone") is { } gone)
            return Task.FromResult<PlanOutcome>(new PlanOutcome.Refused([new Refusal(gone.Key, "There is no such tape.", "Name one that is there.")]));
        var destroys = request.Operation == "burn";
        var plan = PlanDraft.Seal(
            new Plan
            {
                Id = $"plan-{Guid.NewGuid():n}",
                Operation = request.Operation,
                System = System,
                Title = $"{request.Operation} {request.Items.Count} tapes",
                Items = [.. request.Items.Select(item => new PlanItem(item.Member, item.Name, null, new Dictionary<string, string>()) { Pair = Pair })],
                Steps =
                [
                    new PlanStep
                    {
                        Number = 1, Kind = request.Operation, Words = "It is done.", Class = destroys ? StepClass.Destroy : StepClass.Reversible, Member = "clusterB",
                        Items = [.. request.Items.Select(item => item.Key)], Probe = "The mark is there.", Deadline = TimeSpan.FromMinutes(5), IsPointOfNoReturn = destroys,
                    },
                ],
                Destroys = destroys ? ["The tapes."] : [],
                ConfirmWith = destroys ? "burn it" : null,
                Holds = [$"pair/{Pair}"],
                MadeAt = TimeProvider.System.GetUtcNow(),
                MadeBy = by,
            },
            (made, step) => CallsOf(made, step));
        return Task.FromResult<PlanOutcome>(new PlanOutcome.Made(plan));
    }

    public IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step, IReadOnlyCollection<string>? only = null) =>
        [.. step.Items.Where(item => only is null || only.Contains(item)).Select(item => new StepCall(new PlannedCall(step.Member, $"POST /{item}/{step.Kind}", "{\"it's\":1}"), [item]))];

    public Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Plan plan, PlanStep step, IReadOnlyList<PlanItem> items, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, ItemSight>>(items.ToDictionary(
            item => item.Key, item => new ItemSight(_marked.ContainsKey(plan.Id + item.Key) ? Presence.There : Presence.Absent, "It was looked at."), StringComparer.Ordinal));

    public async Task<CallOutcome> SendAsync(PlanStep step, StepCall call, CancellationToken cancel)
    {
        Sent++;
        await Gate.Task.WaitAsync(cancel);
        if (Says is { } said) return said;
        foreach (var plan in Plans) _marked[plan + call.Items[0]] = true;
        return new CallOutcome.Accepted("digest");
    }

    /// <summary>Ids of the plans whose items are marked by a call.</summary>
    public ConcurrentBag<string> Plans { get; } = [];
}
