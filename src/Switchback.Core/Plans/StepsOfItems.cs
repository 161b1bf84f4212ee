using System.Runtime.CompilerServices;

namespace Switchback.Core.Plans;

/// <summary>
/// Which steps of a plan are for an item. Asked for each item whenever a run is drawn or counted, so the steps' own lists, which may
/// hold thousands of names each, are gone through once for each plan.
/// </summary>
internal static class StepsOfItems
{
    private static readonly ConditionalWeakTable<IReadOnlyList<PlanStep>, Dictionary<string, List<int>>> Known = [];

    /// <summary>The numbers, in order; none for an item that the plan does not touch.</summary>
    public static IReadOnlyList<int> Of(Plan plan, string item) => Known.GetValue(plan.Steps, Gather).TryGetValue(item, out var numbers) ? numbers : [];

    private static Dictionary<string, List<int>> Gather(IReadOnlyList<PlanStep> steps)
    {
        var found = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            foreach (var item in step.Items)
            {
                if (!found.TryGetValue(item, out var numbers)) found[item] = numbers = [];
                numbers.Add(step.Number);
            }
        }

        return found;
    }
}
