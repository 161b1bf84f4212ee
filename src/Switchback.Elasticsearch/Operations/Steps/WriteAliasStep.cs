using Switchback.Core.Plans;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Makes a promoted index the write index of the aliases that its leader was the write index of: replication carries aliases, and leaves that out.</summary>
internal sealed class WriteAliasStep : IStepKind
{
    public string Name => StepKinds.WriteAlias;

    public Needs Needs => Needs.Index | Needs.Aliases;

    public string Actions => "indices:admin/aliases*";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) =>
        items.Select(item => StepRequest.One(IndexRequests.ChangeAliases([.. Wanted(item).Select(alias => new AliasChange(true, item.Name, alias, true))]), item));

    public ItemSight Judge(ItemScene scene)
    {
        if (scene.Stranger() is { } stranger) return stranger;
        return Wanted(scene.Item).All(alias => scene.Aliases.Any(has => has.Alias == alias && has.IsWriteIndex == true))
            ? Judging.There("It is the write index of its aliases.")
            : scene.Absent("It is not the write index of all its aliases.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, Acknowledgement.Read, _ => null, timing, cancel);

    private static string[] Wanted(PlanItem item) => (item.Fact(ItemFacts.WriteAliases) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
}
