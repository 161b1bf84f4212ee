using Switchback.Core.Plans;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>What a step that looks by itself has to look with.</summary>
internal sealed record Look(ElasticsearchClusters Clusters, ElasticsearchCluster Cluster, Plan Plan, PlanStep Step, IReadOnlyList<PlanItem> Items, StepTiming Timing, TimeProvider Time)
{
    /// <summary>The same word for all of them.</summary>
    public IReadOnlyDictionary<string, ItemSight> All(ItemSight sight) => Items.ToDictionary(item => item.Key, _ => sight, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ItemSight> Each(Func<PlanItem, ItemSight> judge) => Items.ToDictionary(item => item.Key, judge, StringComparer.Ordinal);

    /// <summary>The cluster of the items' twins; they have one.</summary>
    public ElasticsearchCluster? Other => Items.Select(item => item.Fact(ItemFacts.TwinCluster)).FirstOrDefault(name => name is not null) is { } name ? Clusters.Find(name) : null;

    /// <summary>Names of those items that are followers by now: somebody has turned them round already.</summary>
    public async Task<Answer<IReadOnlySet<string>>> FollowersAsync(CancellationToken cancel)
    {
        var sights = await ManyReads.OfAsync(Items.Select(item => item.Name), (names, stop) => Cluster.Self.SightsAsync(names, stop), cancel);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Items)
        {
            if (!sights[item.Name].TryGet(out var known, out var fault)) return fault;
            if (known.GetValueOrDefault(item.Name) is { Follows: { } follows } && follows.LeaderIndex == item.Fact(ItemFacts.Leader)) found.Add(item.Name);
        }

        return new Answer<IReadOnlySet<string>>.Success(found);
    }

    /// <summary>Where every open index of a cluster stands now.</summary>
    public static async Task<Answer<IReadOnlyDictionary<string, Standing>>> StandingsAsync(ElasticsearchCluster cluster, CancellationToken cancel) =>
        (await cluster.Indices.PositionsAsync(new PositionsReader(), new Positions(), cancel)).Map(Standing.Of);
}

/// <summary>A kind that reads what it is judged by itself, because it looks at more than one index or at more than one cluster.</summary>
internal interface ILooks : IStepKind
{
    Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel);
}

/// <summary>A step that only looks: what it waits for comes about by itself, by other steps, or by people. It has no calls.</summary>
internal abstract class LookStep : ILooks
{
    public abstract string Name { get; }

    public Needs Needs => Needs.None;

    public string Actions => "";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => [];

    public ItemSight Judge(ItemScene scene) => Judging.Unclear("It looks by itself.");

    public abstract Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel);

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Task.FromResult<CallOutcome>(new CallOutcome.Rejected("This step has no calls.", "nothing was sent"));

    protected static ItemSight Refused(PlanItem item, string seen, string why, string lift, bool passes = false) =>
        new(Presence.Absent, seen, new Refusal(item.Key, why, lift)) { PassesByItself = passes };
}
