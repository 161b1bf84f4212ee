using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>From what is known of an item to what a plan keeps of it.</summary>
internal static class PlanItems
{
    /// <param name="target">What it is made of.</param>
    /// <param name="parameters">All ten, when a step sends them.</param>
    /// <param name="former">All ten, when taking back sends others.</param>
    /// <param name="more">Further facts.</param>
    public static PlanItem Of(Target target, IReadOnlyDictionary<string, string>? parameters = null, IReadOnlyDictionary<string, string>? former = null, params (string Name, string? Value)[] more)
    {
        var source = target.Item.Source;
        return Of(target.Item.Member, target.Name, target.Identity, target.Item.Pair, parameters, former,
        [
            (ItemFacts.Remote, source.Link), (ItemFacts.Leader, source.Name), (ItemFacts.LeaderUuid, source.Identity), (ItemFacts.LeaderCluster, source.Member),
            (ItemFacts.Stream, target.Place?.Stream.Name), .. more,
        ]);
    }

    public static PlanItem Of(
        string member, string name, string? identity, string? pair, IReadOnlyDictionary<string, string>? parameters, IReadOnlyDictionary<string, string>? former, IEnumerable<(string Name, string? Value)> facts)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (fact, value) in facts)
        {
            if (!string.IsNullOrEmpty(value)) kept[fact] = value;
        }
        foreach (var (parameter, value) in parameters ?? FollowNothing) kept[ItemFacts.Parameter + parameter] = value;
        foreach (var (parameter, value) in former ?? FollowNothing) kept[ItemFacts.FormerParameter + parameter] = value;
        return new PlanItem(member, name, identity, kept) { Pair = pair };
    }

    /// <summary>All ten as the plan's own, with what was given; where items differ, each keeps its own.</summary>
    public static void TellParameters(Draft draft, Asked asked)
    {
        foreach (var name in FollowValues.Names)
        {
            var values = draft.Items.Select(item => item.Fact(ItemFacts.Parameter + name)).OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToList();
            if (values.Count == 0 || draft.Parameters.Any(parameter => parameter.Name == name)) continue;
            draft.Parameters.Add(new PlanParameter(name, values.Count == 1 ? values[0] : "each its own", asked.Given.GetValueOrDefault(name)));
        }
    }

    private static readonly IReadOnlyDictionary<string, string> FollowNothing = new Dictionary<string, string>();
}
