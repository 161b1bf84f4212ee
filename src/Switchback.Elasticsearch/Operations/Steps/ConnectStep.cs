using Switchback.Core.Plans;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Readiness;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Makes a cluster know another under an alias. There when the other one answers through it: that it is configured proves nothing.</summary>
internal sealed class ConnectStep : ILooks
{
    public string Name => StepKinds.Connect;

    public Needs Needs => Needs.Remotes;

    public string Actions => "cluster:admin/settings/update*";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => items.Select(item => StepRequest.One(RemoteRequests.Put(RuleNames.Bare(item.Name), Keys(item)), item));

    public ItemSight Judge(ItemScene scene) => Judging.Unclear("It looks by itself.");

    public async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        var sights = new Dictionary<string, ItemSight>(StringComparer.Ordinal);
        var remotes = await look.Cluster.Remotes.InfoAsync(cancel);
        foreach (var item in look.Items)
        {
            var alias = RuleNames.Bare(item.Name);
            if (!remotes.TryGet(out var known, out var fault)) sights[item.Key] = Judging.Unclear($"Its remotes could not be read: {fault.Say()}");
            else if (known.All(remote => remote.Alias != alias)) sights[item.Key] = new ItemSight(Presence.Absent, "It knows no such remote.");
            else sights[item.Key] = await AnswersAsync(look, alias, cancel);
        }

        return sights;
    }

    private static async Task<ItemSight> AnswersAsync(Look look, string alias, CancellationToken cancel)
    {
        var poked = await look.Cluster.Remotes.PokeAsync(alias, RemotePoke.Nothing, look.Timing.Witness, cancel);
        return poked.TryGet(out var answer, out var fault)
            ? answer is { RemoteAnswered: true, RemoteAsked: true } ? Judging.There("The other cluster answers through it.") : Judging.UnderWay("It is configured, and the other cluster does not answer through it yet.")
            : Judging.UnderWay($"It is configured, and the other cluster does not answer through it yet. {fault.Say()}");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendAsync(cluster, call.Wire, Acknowledgement.Read, _ => null, timing, cancel);

    private static Dictionary<string, string?> Keys(PlanItem item) => (item.Fact(ItemFacts.RemoteKeys) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1].Length > 0 ? parts[1] : null, StringComparer.Ordinal);
}
