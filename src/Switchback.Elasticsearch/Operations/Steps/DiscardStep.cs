using Switchback.Core.Plans;
using Switchback.Core.Preserving;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Deletes indices that led once. Each must be the very index that was compared behind the fence, still behind it and not a write further;
/// what only it has must be preserved, byte for byte, or be a loss that people agreed to; and its twin must be there and lead.
/// </summary>
internal sealed class DiscardStep(IPreservedCopies preserved) : ILooks
{
    public string Name => StepKinds.Discard;

    public Needs Needs => Needs.None;

    public string Actions => "indices:admin/delete*,indices:admin/data_stream/delete*";

    public bool Destroys => true;

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items)
    {
        // A data stream's write index is deleted with its stream only.
        var streamed = items.Where(item => item.Fact(ItemFacts.Stream) is not null).ToList();
        return StepRequest.Streams(streamed, StreamRequests.Delete).Concat(StepRequest.Lists([.. items.Except(streamed)], IndexRequests.Delete));
    }

    public ItemSight Judge(ItemScene scene) => Judging.Unclear("It looks by itself.");

    public async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        if (look.Other is not { } active) return look.All(Judging.Unclear("The cluster that leads is not configured."));
        var running = await look.Cluster.Self.TasksAsync(Actions, cancel);
        var sights = await ManyReads.OfAsync(look.Items.Select(item => item.Name), (names, stop) => look.Cluster.Self.SightsAsync(names, stop), cancel);
        var twins = await ManyReads.OfAsync(look.Items.Select(item => item.Fact(ItemFacts.Twin) ?? item.Name), (names, stop) => active.Self.SightsAsync(names, stop), cancel);
        var (rules, standings, led) = (await look.Cluster.Indices.RulesAsync(cancel), await Look.StandingsAsync(look.Cluster, cancel), await Look.StandingsAsync(active, cancel));
        if (!rules.TryGet(out var blocks, out var fault) || !standings.TryGet(out var all, out fault) || !led.TryGet(out var leaders, out fault)) return look.All(Judging.Unclear($"Where it stands could not be read: {fault.Say()}"));
        var streams = look.Items.Any(item => item.Fact(ItemFacts.Stream) is not null) ? await look.Cluster.Streams.ListAsync(cancel) : new Answer<IReadOnlyList<DataStream>>.Success([]);
        if (!streams.TryGet(out var known, out fault)) return look.All(Judging.Unclear($"The data streams could not be read: {fault.Say()}"));
        var found = new Dictionary<string, ItemSight>(StringComparer.Ordinal);
        foreach (var item in look.Items)
        {
            var twinName = item.Fact(ItemFacts.Twin) ?? item.Name;
            if (!sights[item.Name].TryGet(out var here, out fault) || !twins[twinName].TryGet(out var there, out fault))
            {
                found[item.Key] = Judging.Unclear($"It could not be seen: {fault.Say()}");
                continue;
            }

            var scene = new ItemScene { Plan = look.Plan, Step = look.Step, Item = item, Index = here.GetValueOrDefault(item.Name), InFlight = running.TryGet(out var tasks, out _) ? CallMarks.Find(tasks, this, item) : CallsInFlight.Unclear, WriteBlocks = blocks.WriteBlocksOf(item.Name) };
            found[item.Key] = Gone(scene) ?? Guard(scene, all.GetValueOrDefault(item.Name), there.GetValueOrDefault(twinName), leaders.GetValueOrDefault(twinName))
                ?? Whole(scene, known) ?? await PreservedAsync(scene, cancel) ?? scene.Absent("It is there, fenced, compared and preserved.");
        }

        return found;
    }

    private static ItemSight? Gone(ItemScene scene) => scene.Index is not { } index ? Judging.There("It is gone.")
        : scene.Item.Identity is { } identity && index.Uuid != identity ? Judging.There("It is gone. Another index carries its name now and is left alone.")
        : index.Follows is { } follows && follows.LeaderIndex == scene.Item.Fact(ItemFacts.Leader) && follows.Remote == scene.Item.Fact(ItemFacts.Remote) ? Judging.There("It follows already: somebody has turned it round.")
        : null;

    /// <summary>Pure: null when nothing stands in the way.</summary>
    internal static ItemSight? Guard(ItemScene scene, Standing? standing, IndexSight? twin, Standing? leader)
    {
        if (scene.Unread() is { } unread) return unread;
        if (scene.Item.Identity is null) return scene.Refused("An index has this name.", "The plan does not say which index it means: by its name alone nothing is deleted.", "Make a new plan.");
        if (scene.Index!.Follows is not null) return scene.Refused("It is a follower.", "It follows something by now: somebody has turned it round already.", "Make a new plan.");
        if (scene.Item.Fact(ItemFacts.Settled) is not { } settled) return scene.Refused("It was never compared.", "Nobody knows what only this index holds.", "Make a new plan.");
        if (scene.WriteBlocks?.Contains("write") != true) return scene.Refused("It takes writes.", "The fence is open: what it has taken since it was compared would be lost.", "Abort, find out who writes there, and begin anew.");
        if (standing is null) return Judging.Unclear("Where its shards stand cannot be seen.");
        if (standing.Max != settled) return scene.Refused("It has moved since it was compared.", "It has taken writes since it was compared, and these are in no copy.", "Abort, find out who writes there, and begin anew.");
        if (twin is null) return scene.Refused("Its twin is not there.", "The index that takes its place is gone, so this may be the only copy.", "Keep it.");
        if (twin.Follows is not null || twin.State != IndexState.Open || twin.Primaries != PrimariesState.Started || leader is not { Shards.Count: > 0 })
            return scene.Refused("Its twin does not lead.", "The index that takes its place is not an ordinary, open index with working shards.", "Bring that one in order first.");
        return null;
    }

    /// <summary>A stream is deleted with all of its indices: none of them may be one that the plan does not know.</summary>
    private static ItemSight? Whole(ItemScene scene, IReadOnlyList<DataStream> streams)
    {
        if (scene.Item.Fact(ItemFacts.Stream) is not { } name || streams.FirstOrDefault(stream => stream.Name == name) is not { } found) return null;
        var planned = scene.Step.Items.ToHashSet(StringComparer.Ordinal);
        return found.BackingIndices.FirstOrDefault(index => !planned.Contains($"{scene.Item.Member}/{index}")) is { } unknown
            ? scene.Refused("Its data stream has other indices too.", $"The data stream {name} has an index {unknown} that was not compared, and would be deleted with it.", "Make a new plan.")
            : null;
    }

    private async Task<ItemSight?> PreservedAsync(ItemScene scene, CancellationToken cancel)
    {
        if (LedgerStep.Read(scene.Item.Fact(ItemFacts.Divergence)) is not { } divergence) return null;
        if (divergence.File is not { } file)
        {
            return divergence.Operations + divergence.Deletes > 0 && scene.Item.Fact(LedgerStep.KeepFact) != LedgerStep.KeepNothing
                ? scene.Refused("What only it has is in no copy.", "It has operations that its twin lacks, and nothing of them was preserved.", "Make a new plan.")
                : null;
        }

        var copy = await preserved.CheckAsync(scene.Item.Fact(ItemFacts.Kept) ?? "", file, cancel);
        return copy?.Digest == divergence.Digest ? null
            : scene.Refused("Its preserved copy is not what it was.", copy is null ? "The copy of what only it has is gone." : "The copy of what only it has was changed since it was written.", "Find out who touched it. Abort, and begin anew.");
    }

    public Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel) =>
        Sending.SendListAsync(cluster, call, Acknowledgement.Read, _ => null, timing, cancel);
}
