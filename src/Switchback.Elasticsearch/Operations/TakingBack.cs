using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations;

/// <summary>
/// What taking a step back needs to know of an item: where it sends other parameters than going forward did, those stand in the place
/// of the new ones. Rendering and looking both go by it.
/// </summary>
public static class TakingBack
{
    public static PlanItem Of(PlanItem item, PlanStep step)
    {
        if (step.Number > 0 || !item.Facts.Keys.Any(IsFormer)) return item;
        var facts = item.Facts.Where(fact => !IsFormer(fact.Key)).ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal);
        foreach (var (name, value) in item.Facts.Where(fact => IsFormer(fact.Key))) facts[ItemFacts.Parameter + name[ItemFacts.FormerParameter.Length..]] = value;
        return item with { Facts = facts };
    }

    private static bool IsFormer(string fact) => fact.StartsWith(ItemFacts.FormerParameter, StringComparison.Ordinal);
}
