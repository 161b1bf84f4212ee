using Switchback.Core.Plans;

namespace Switchback.Core.Tests.Runs;

/// <summary>Drives the second system. Its phases are those of every failback; where it has nothing to call it only looks.</summary>
internal sealed class StreamDriver(StreamWorld world) : IDriver
{
    public Action<string> Before { get; set; } = _ => { };

    public Action<string> After { get; set; } = _ => { };

    public Func<string, Fate> FateOf { get; set; } = _ => Fate.Good;

    public string System => "stream";

    public IReadOnlyList<OperationInfo> Operations { get; } = [new("failback", "Return", "Returns an estate to its home.", StepClass.Destroy)];

    public Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel) => throw new NotSupportedException();

    public Plan Plan(DateTimeOffset now, string asOf = "latest")
    {
        string[] keys = ["home/estate"];
        StepClass Grave(string phase) => phase switch
        {
            "reseed" or "re-protect" => StepClass.Destroy,
            "promote" => StepClass.Promote,
            "close-route" or "route" => StepClass.Route,
            "preserve" => StepClass.Reversible,
            _ => StepClass.Read,
        };
        var steps = StreamWorld.Phases.Select(phase => Plans.Step(phase, Grave(phase), keys) with { IsPointOfNoReturn = phase == "promote", Deadline = TimeSpan.FromHours(4) }).ToList();
        int Number(string phase) => Array.IndexOf(StreamWorld.Phases, phase) + 1;
        return PlanDraft.Seal(
            new Plan
            {
                Id = "return-1",
                Operation = "failback",
                System = System,
                Title = "Return the estate to its home",
                Items = [new PlanItem("home", "estate", "stream-7", new Dictionary<string, string> { ["asOf"] = asOf }) { Pair = "tapes" }],
                Steps = steps,
                UndoSteps = [Plans.Undo(-Number("close-route"), evenIfStopped: true, keys) with { Kind = "open-route" }, Plans.Undo(-Number("reseed"), evenIfStopped: false, keys) with { Kind = "cancel" }],
                Parameters = [new PlanParameter("asOf", asOf, asOf)],
                Holds = ["pair/tapes", "member/home", "member/away"],
                MadeAt = now,
                MadeBy = "rehearsal:operator",
            },
            (plan, step) => CallsOf(plan, step));
    }

    public IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step, IReadOnlyCollection<string>? only = null) => step.Class == StepClass.Read
        ? []
        : [new StepCall(new PlannedCall(step.Member, $"STREAM {step.Kind}{(step.Kind == "promote" ? $" AS OF {plan.Items[0].Fact("asOf")}" : "")}", ""), step.Items)];

    public Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Plan plan, PlanStep step, IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        Before($"look {step.Kind}");
        world.CatchUp();
        var sight = world.IsWorkingOn(step.Kind) ? new ItemSight(Presence.UnderWay, "Such a call is working.") : See(step.Kind);
        After($"look {step.Kind}");
        return Task.FromResult<IReadOnlyDictionary<string, ItemSight>>(items.ToDictionary(item => item.Key, _ => sight));
    }

    public Task<CallOutcome> SendAsync(PlanStep step, StepCall call, CancellationToken cancel)
    {
        Before($"send {step.Kind}");
        var outcome = world.Receive(step.Kind, FateOf(step.Kind));
        After($"send {step.Kind}");
        return Task.FromResult(outcome);
    }

    private ItemSight See(string kind) => kind switch
    {
        "assess" => new ItemSight(Presence.There, "Clients are on the away side, and home takes no writes."),
        "preserve" => Is(world.IsPreserved),
        "reseed" => Is(world.Stream == "away>home" || world.IsHomeWritable),
        "catch-up" => world.Lag is not { } lag ? new ItemSight(Presence.Unclear, "There is no stream.")
            : lag < TimeSpan.FromMinutes(1) ? new ItemSight(Presence.There, "It is less than a minute behind.")
            : new ItemSight(Presence.UnderWay, "It is catching up.") { Progress = 1 - (lag / TimeSpan.FromHours(1)) },
        "close-route" => Is(world.Route != "away"),
        "drain" => world.Lag is { } left && left == TimeSpan.Zero ? Is(true) : new ItemSight(Presence.UnderWay, "It is not drained."),
        "promote" => Is(world.IsHomeWritable),
        "verify" => world.PromotedAsOf is { } point && point >= world.Written ? Is(true) : Is(false),
        "route" => Is(world.Route == "home"),
        "re-protect" => Is(world.Stream == "home>away"),
        "open-route" => Is(world.Route == "away"),
        "cancel" => Is(world.Stream is null),
        _ => throw new InvalidOperationException(kind),
    };

    private static ItemSight Is(bool there) => new(there ? Presence.There : Presence.Absent, there ? "It is so." : "It is not so.");
}
