using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>One side as a direction sees it: where writes come from, or where they go.</summary>
/// <param name="MayBeSilent">In a failover the side that is left may be the one that is down: old facts about it still serve, with a warning.</param>
internal sealed record Party(Side Side, ClusterFacts Facts, ReadinessInput Input, bool MayBeSilent)
{
    public string Cluster => Facts.Cluster;

    /// <summary>The side's fixed name, as ids of checks have it.</summary>
    public string Id => Side == Core.Fleet.Side.Home ? "home" : "away";

    public DateTimeOffset ItsNow => Facts.ByItsClock(Input.Now);

    public Heard<T> Hear<T>(Aged<T> aged, FactGroup group)
        where T : class => Heard<T>.Of(aged, Input.Now, Input.Pace.StaleAfter(group), Cluster, MayBeSilent);

    /// <summary>As polled every few seconds; null before the first snapshot.</summary>
    public Member? Member => Side == Core.Fleet.Side.Home ? Input.HomeMember : Input.AwayMember;

    /// <summary>Whether it answered when it was asked last, whatever else is known.</summary>
    public bool Answers => Member?.Line switch
    {
        MemberLine.Answering => true,
        MemberLine.NotAnswering => false,
        _ => Hear(Facts.Identity, FactGroup.Health).Trouble is null,
    };

    /// <summary>Its indices that belong to the pair, by the names they have here.</summary>
    public IReadOnlyList<IndexFacts> Items(IReadOnlyList<IndexFacts> indices)
    {
        var linked = Input.NamesOn(Side);
        return [.. indices.Where(index => linked.Contains(index.Name) || Belongs(index.Name))];
    }

    public bool Belongs(string name) => Input.Pair.Scope.Contains(name) && !IsOfTheSystem(name);

    /// <summary>A call by hand: where it goes, and what it is.</summary>
    public string ByHand(Wire.WireRequest request) => ByHand(request.ConsoleForm());

    public string ByHand(string call) => $"# {Cluster}\n{call}";

    public static (Party From, Party To) Of(Direction direction, ReadinessInput input)
    {
        var failingOver = direction == Direction.FailOver;
        var home = new Party(Side.Home, input.Home, input, failingOver);
        var away = new Party(Side.Away, input.Away, input, false);
        return failingOver ? (home, away) : (away, home);
    }

    /// <summary>Names with a leading dot are the cluster's own, but for the indices behind data streams.</summary>
    private static bool IsOfTheSystem(string name) => name.StartsWith('.') && !name.StartsWith(".ds-", StringComparison.Ordinal);
}
