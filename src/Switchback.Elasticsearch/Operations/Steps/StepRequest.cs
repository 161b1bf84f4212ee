using Switchback.Core.Plans;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>A call of a step, as the wire takes it and as its items know it.</summary>
/// <param name="Wire">What goes over the wire, whether it is shown or sent.</param>
/// <param name="Items">Whom it is for.</param>
internal sealed record StepRequest(WireRequest Wire, IReadOnlyList<PlanItem> Items)
{
    /// <summary>One call for one item.</summary>
    public static StepRequest One(WireRequest wire, PlanItem item) => new(wire, [item]);

    /// <summary>One call for each data stream that the items back.</summary>
    public static IEnumerable<StepRequest> Streams(IReadOnlyList<PlanItem> items, Func<string, WireRequest> render) =>
        items.GroupBy(item => item.Fact(ItemFacts.Stream) ?? "", StringComparer.Ordinal).Select(stream => new StepRequest(render(stream.Key), [.. stream]));

    /// <summary>One call for each list of names that a call can carry.</summary>
    public static IEnumerable<StepRequest> Lists(IReadOnlyList<PlanItem> items, Func<IReadOnlyCollection<string>, WireRequest> render)
    {
        var at = 0;
        foreach (var names in NameLists.Cut(items.Select(item => item.Name)))
        {
            yield return new StepRequest(render(names), [.. items.Skip(at).Take(names.Count)]);
            at += names.Count;
        }
    }
}
