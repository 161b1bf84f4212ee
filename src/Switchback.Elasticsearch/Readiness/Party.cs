using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>One side as a direction sees it: where writes come from, or where they go.</summary>
/// <param name="Side">The fixed name, <c>home</c> or <c>away</c>.</param>
/// <param name="MayBeSilent">In a failover the side that is left may be the one that is down: old facts about it still serve, with a warning.</param>
internal sealed record Party(string Side, ClusterFacts Facts, PairReadinessInput Input, bool MayBeSilent)
{
    public string Cluster => Facts.Cluster;

    public DateTimeOffset ItsNow => Facts.ByItsClock(Input.Now);

    public Heard<T> Hear<T>(Aged<T> aged, FactGroup group) => Heard<T>.Of(aged, Input.Now, Input.Pace.StaleAfter(group), Cluster, MayBeSilent);

    /// <summary>Whether it answered when it was asked last, whatever else is known.</summary>
    public bool Answers => Hear(Facts.Identity, FactGroup.Health).Trouble is null;

    /// <summary>Its indices that belong to the pair, by the names they have here.</summary>
    public IReadOnlyList<IndexFacts> Items(IReadOnlyList<IndexFacts> indices)
    {
        var linked = Input.Links.Select(link => Side == "home" ? link.Home : link.Away).ToHashSet(StringComparer.Ordinal);
        return [.. indices.Where(index => linked.Contains(index.Name) || Belongs(index.Name))];
    }

    public bool Belongs(string name) => Input.Pair.Scope.Contains(name) && !IsOfTheSystem(name);

    /// <summary>A call by hand: where it goes, and what it is.</summary>
    public string ByHand(Wire.WireRequest request) => ByHand(request.ConsoleForm());

    public string ByHand(string call) => $"# {Cluster}\n{call}";

    public static (Party From, Party To) Of(PairReadinessInput input)
    {
        var failingOver = input.Direction == Direction.FailOver;
        var home = new Party("home", input.Home, input, failingOver);
        var away = new Party("away", input.Away, input, false);
        return failingOver ? (home, away) : (away, home);
    }

    /// <summary>Names with a leading dot are the cluster's own, but for the indices behind data streams.</summary>
    private static bool IsOfTheSystem(string name) => name.StartsWith('.') && !name.StartsWith(".ds-", StringComparison.Ordinal);
}
