using System.Collections.Concurrent;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Whether the credential that closes may open again. The privilege that pauses, closes and unfollows does not open, and a
/// promotion without it ends with closed indices. Asked for all of a step's items at once and kept for a while.
/// </summary>
internal sealed class OpenRights(TimeProvider time, StepTiming timing)
{
    private const string Open = "indices:admin/open";

    private readonly ConcurrentDictionary<(string Plan, int Step, string Member), Kept> _kept = new();

    public async Task<Func<string, OpenRight>> OfAsync(ElasticsearchCluster cluster, Plan plan, PlanStep step, IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        var key = (plan.Id, step.Number, cluster.Name);
        var now = time.GetUtcNow();
        if (!_kept.TryGetValue(key, out var kept) || now - kept.At > timing.RightKept || !items.All(item => kept.Names.Contains(item.Name)))
        {
            HashSet<string> keys = [.. step.Items, .. items.Select(item => item.Key)];
            HashSet<string> names = [.. plan.Items.Concat(items).Where(item => keys.Contains(item.Key)).Select(item => item.Name)];
            var answer = await cluster.Access.PrivilegesAsync(Power.Operate, [], names, [Open], cancel);
            kept = new Kept(now, names, name => Judge(answer, name));
            foreach (var (old, value) in _kept)
            {
                if (now - value.At > timing.RightKept) _kept.TryRemove(old, out _);
            }

            // What could not be known is asked again at the next look.
            if (answer is Answer<Calls.Privileges>.Success || SaysAll(answer)) _kept[key] = kept;
        }

        return kept.Of;
    }

    internal static OpenRight Judge(Answer<Calls.Privileges> answer, string name)
    {
        if (SaysAll(answer)) return new OpenRight(true);
        if (!answer.TryGet(out var granted, out var fault)) return new OpenRight(null, fault.Say());
        return granted.Has(name, Open) ? new OpenRight(true) : new OpenRight(false, $"{Open} is missing");
    }

    /// <summary>A cluster without security knows no privileges: everybody has all of them.</summary>
    private static bool SaysAll(Answer<Calls.Privileges> answer) => answer is Answer<Calls.Privileges>.Failure failure && Rights.SaysSecurityOff(failure.Fault);

    private sealed record Kept(DateTimeOffset At, HashSet<string> Names, Func<string, OpenRight> Of);
}
