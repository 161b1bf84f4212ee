using Switchback.Core.Fleet;
using Switchback.Core.Runs;
using Switchback.Dashboard.Kit;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Runs.Journeys;

/// <summary>One thing that a journey cost, beside the pair's target.</summary>
/// <param name="Met">Null where it cannot be said.</param>
public sealed record Measure(string Name, string Value, string Target, bool? Met);

/// <summary>What a journey cost, from its own record: how long nobody could write, and what was lost. Pure.</summary>
public static class Measured
{
    public static IReadOnlyList<Measure> Of(Run run, PairOptions pair, DateTimeOffset now)
    {
        var all = new List<Measure>();
        if (Outage(run, now) is var (length, isOver, since)) all.Add(new Measure(
            "Nobody could write", $"{Span(length)}{(isOver ? "" : " so far")}, {since}", $"target ≤ {Words.Span(pair.RecoveryTime)}", length <= pair.RecoveryTime ? isOver ? true : null : false));
        if (run.Turns.IsEmpty) return all;
        var target = $"target ≤ {Words.Span(pair.RecoveryPoint)} of writes";
        if (run.Plan.Operation is Verbs.Switchover or Verbs.Failback) all.Add(new Measure("Lost by turning round", "nothing: every shard was drained behind the fence", target, true));
        // Operations are no seconds: what was lost is said, and not held against the target.
        else if (run.Plan.Loss is { } loss)
        {
            all.Add(new Measure("Lost, as known", loss.AtLeast is { } known ? $"at least {Words.Count(known)} {(known == 1 ? "operation" : "operations")}{(loss.MayGrow ? ", and it may have grown" : "")}" : "not known", target, null));
        }

        return all;
    }

    /// <summary>From when writes were stopped, or the old side was last heard, until clients are on the side that leads.</summary>
    private static (TimeSpan Length, bool IsOver, string Since)? Outage(Run run, DateTimeOffset now)
    {
        DateTimeOffset? from;
        string since;
        if (run.Plan.Steps.FirstOrDefault(step => step.HeldAtMost is not null) is { } fence)
        {
            if (!run.Begun.TryGetValue(fence.Number, out var begun)) return null;
            // Given back without being turned: writes went on from there.
            if (run.Finished.TryGetValue(-fence.Number, out var lifted)) return (lifted - begun, true, "until writes were allowed again");
            (from, since) = (begun, "from the fence");
        }
        else if (run.Plan.Operation == Verbs.Failover && run.StartedAt is not null) (from, since) = (run.Plan.Loss?.AsOf, "from the last answer of the old side");
        else return null;
        if (from is not { } start) return null;
        var route = run.Plan.Steps.FirstOrDefault(step => step.Kind == StepKinds.Route);
        var end = route is not null && run.Finished.TryGetValue(route.Number, out var routed) ? routed : route is null && !run.Turns.IsEmpty ? run.Turns[^1].At : (DateTimeOffset?)null;
        return ((end ?? run.EndedAt ?? now) - start, (end ?? run.EndedAt) is not null, $"{since}{(end is null ? "" : route is null ? " to the turned side" : " until clients were sent")}");
    }

    private static string Span(TimeSpan span) => span < TimeSpan.FromSeconds(10) ? PairWords.Seconds(span) : Words.Span(span);
}
