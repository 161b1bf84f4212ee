using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Runs.Journeys;

/// <summary>Writes that a run has stopped on the side that leads: an outage, which has a clock.</summary>
/// <param name="Until">When they are allowed again by themselves; null once that is no way any more.</param>
public sealed record HeldFence(string Member, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>Null while nothing is held.</summary>
    public static HeldFence? Of(Run run)
    {
        if (run.Plan.Steps.FirstOrDefault(step => step.HeldAtMost is not null) is not { HeldAtMost: { } most } fence || !run.Begun.TryGetValue(fence.Number, out var since)) return null;
        // Once the other side leads and clients are there, it is no outage any more.
        if (run.Turns.Any(turn => turn.At >= since) && (RouteOf(run.Plan) is not { } route || run.Finished.ContainsKey(route.Number))) return null;
        if (!fence.Items.Any(key => run.Items[key] is var item && (item.Done.Contains(fence.Number) || item.Open.Contains(fence.Number)))) return null;
        var crossed = run.Plan.Steps.Any(step => step.Number > fence.Number && step.IsPointOfNoReturn && step.Items.Any(key => run.Items[key].Done.Contains(step.Number) || run.Items[key].Open.Contains(step.Number)));
        return new HeldFence(fence.Member, since, crossed ? null : since + most);
    }

    public string Say(DateTimeOffset now) => Until is { } until
        ? $"Writes on {Member} are stopped for {Words.Span(now - Since)}. {(until > now ? $"They are allowed again by themselves in {Words.Span(until - now)}." : "They are being allowed again.")}"
        : $"Writes are stopped for {Words.Span(now - Since)}, until clients are on the other side: the point of no return is behind.";

    internal static PlanStep? RouteOf(Plan plan) => plan.Steps.FirstOrDefault(step => step.Kind == Elasticsearch.Operations.StepKinds.Route);
}
