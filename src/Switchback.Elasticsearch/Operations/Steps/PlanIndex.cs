using System.Runtime.CompilerServices;
using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Finds items and steps of a plan by key. Made once for each plan: a plan may hold ten thousand items, and each has calls of its own.</summary>
internal sealed class PlanIndex
{
    private static readonly ConditionalWeakTable<Plan, PlanIndex> Made = [];

    private readonly Dictionary<string, PlanItem> _items;
    private readonly Dictionary<(string Kind, string Key), PlanStep> _steps = [];
    private readonly ConditionalWeakTable<PlanStep, Dictionary<string, int>> _places = [];

    private PlanIndex(Plan plan)
    {
        _items = plan.Items.ToDictionary(item => item.Key, StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            foreach (var key in step.Items) _steps.TryAdd((step.Kind, key), step);
        }
    }

    public static PlanIndex Of(Plan plan) => Made.GetValue(plan, made => new PlanIndex(made));

    /// <summary>Whether there is a step of this kind for the item.</summary>
    public bool Has(string kind, string key) => _steps.ContainsKey((kind, key));

    /// <summary>A step's items, or those of them that are named, in the step's order.</summary>
    public IReadOnlyList<PlanItem> ItemsOf(PlanStep step, IReadOnlyCollection<string>? only)
    {
        if (only is null) return [.. step.Items.Select(key => TakingBack.Of(_items[key], step))];
        var places = _places.GetValue(step, each => each.Items.Select((key, place) => (key, place)).ToDictionary(pair => pair.key, pair => pair.place, StringComparer.Ordinal));
        return [.. only.Where(places.ContainsKey).Distinct(StringComparer.Ordinal).OrderBy(key => places[key]).Select(key => TakingBack.Of(_items[key], step))];
    }
}
