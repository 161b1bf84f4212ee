using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Runs;

namespace Switchback.Dashboard.Api.Description;

/// <summary>Examples of plans and runs, put into words by the same code as every answer.</summary>
internal static class RunExamples
{
    private static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    private static readonly Plan OnePlan = PlanDraft.Seal(
        new Plan
        {
            Id = "260304-031406-1",
            Operation = "pause",
            System = "elasticsearch",
            Title = "Pause orders-copy on clusterB",
            Items = [new PlanItem("clusterB", "orders-copy", "FvnQmGcNRTatNhnMZZrUpA", new Dictionary<string, string> { ["leader"] = "orders", ["remote"] = "clusterA" }) { Pair = "orders" }],
            Steps =
            [
                new PlanStep
                {
                    Number = 1,
                    Kind = "pause",
                    Words = "Pause the follower: its tasks end.",
                    Class = StepClass.Reversible,
                    Member = "clusterB",
                    Items = ["clusterB/orders-copy"],
                    Probe = "It has no tasks.",
                    Undo = "Resume it with the parameters it had.",
                    Deadline = TimeSpan.FromMinutes(2),
                },
            ],
            Findings = [new PlanFinding("Parameters are remembered", "10 of 10", true)],
            Holds = ["pair/orders", "member/clusterB"],
            Estimate = TimeSpan.FromSeconds(1),
            MadeAt = ExampleFleet.AsOf,
            MadeBy = "rehearsal:operator",
        },
        (plan, step) => CallsOf(step));

    private static readonly Run OneRun = new()
    {
        Id = "260304-031500-2a",
        Plan = OnePlan,
        Phase = RunPhase.Running,
        Who = "rehearsal:operator",
        Name = "Otto (operator)",
        Reason = "Maintenance of the line",
        RequestedAt = ExampleFleet.AsOf.AddSeconds(54),
        StartedAt = ExampleFleet.AsOf.AddSeconds(54),
        Until = ExampleFleet.AsOf.AddHours(24),
        Needs = 0,
        Epoch = 12,
        Step = 1,
        Version = 4,
        Items = System.Collections.Immutable.ImmutableDictionary<string, ItemRun>.Empty.Add("clusterB/orders-copy", new ItemRun(OnePlan.Items[0])),
    };

    public static JsonNode? Plan() => Node(ToRunAnswer.Plan(OnePlan, 0, CallsOf));

    public static JsonNode? Operations() => Node(new List<OperationAnswer> { new("pause", "Pause", "Stops a follower until it is resumed.", "reversible") });

    public static JsonNode? Run() => Node(ToRunAnswer.Run(OneRun));

    public static JsonNode? Runs() => Node(new RunListAnswer(1, [ToRunAnswer.Run(OneRun)]));

    public static JsonNode? RunDetail() => Node(ToRunAnswer.Detail(OneRun, 1, 200, CallsOf));

    public static JsonNode? Approvals() => Node(new ApprovalListAnswer(1, 1, [ToRunAnswer.Run(OneRun with { Phase = RunPhase.AwaitingApproval, StartedAt = null, Needs = 1, Step = 0, Version = 1 })]));

    public static JsonNode? Audit() => Node(new AuditAnswer(null, 1, new string('a', 64), [new AuditEventAnswer(
        1, ExampleFleet.AsOf.UtcDateTime, "pair/orders", 1, "active-side-recorded", "rehearsal:operator", JsonElement.Parse("""{"side":"home"}"""), new string('0', 64), new string('a', 64))]));

    public static JsonNode? Verification() => Node(new VerificationAnswer(true, 4711, new string('a', 64), null, null, "The chain is whole: 4711 events."));

    public static JsonNode? Repair() => Node(new RepairAnswer(
        true, "The journal is damaged: journal-000001.jsonl, line 7: the event is not the one that was written: its hash does not fit. Switchback only watches until a person has put it right.",
        new RepairProposalAnswer("rehearsal:admin", "Ada (admin)", "A disk failed", ExampleFleet.AsOf.UtcDateTime, ExampleFleet.AsOf.UtcDateTime.AddHours(1)), null, null, null));

    public static JsonNode? Controls() => Node(new ControlsAnswer([new HaltAnswer(null, "rehearsal:approver", "Anna (approver)", "Something is wrong with the numbers", ExampleFleet.AsOf.UtcDateTime, null)]));

    public static JsonNode? RefusedPlan() => Problem(RunProblems.Refused([new Core.Plans.Refusal("clusterB/orders-copy", "It is still being copied, and a copy under way can only be deleted.", "Wait until the copy is complete.")]));

    public static JsonNode? HeldRun() => Problem(RunProblems.Refused([new Core.Plans.Refusal("run", "The run 260304-031500-2a (Pause orders-copy on clusterB, by Otto, running) has pair/orders.", "Wait until it has ended, or end it.")]));

    public static JsonNode? NoSuchPlan() => Problem(Problems.Missing("There is no plan 17", "Plans are kept for an hour, and by this server only.", "Make it again."));

    public static JsonNode? Preserved() => Node(new PreservedListAnswer(1, [new PreservedAnswer("clusterA.orders", 214, 48_120, "9f2c1e6f5d0a4b7c8e3d2a1b0c9f8e7d6c5b4a39281706f5e4d3c2b1a0918273")]));

    public static JsonNode? NoSuchRun() => Problem(Problems.Missing("There is no run 17", "It was never asked for here.", "/api/v1/runs lists what there is."));

    private static IReadOnlyList<StepCall> CallsOf(PlanStep step) => [new StepCall(new PlannedCall("clusterB", "POST /orders-copy/_ccr/pause_follow", ""), step.Items)];

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Web);

    private static JsonNode? Problem(Refusal refusal) => JsonSerializer.SerializeToNode<ProblemDetails>(refusal.Details, Web);
}
