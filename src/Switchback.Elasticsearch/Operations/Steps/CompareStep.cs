using System.Collections.Concurrent;
using System.Globalization;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Holds promoted indices against their fenced twins before anybody is sent there: positions of every shard, how many documents there
/// are, the newest of them by content, and the mapping. It takes some at a time.
/// </summary>
internal sealed class CompareStep : LookStep
{
    private const int AtOnce = 4;
    private const int MostInOneLook = 40;
    private const int Sample = 20;

    public override string Name => StepKinds.Compare;

    public override async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        if (look.Other is not { } old) return look.All(Judging.Unclear("The other side is not configured."));
        var (mine, theirs) = (await Look.StandingsAsync(look.Cluster, cancel), await Look.StandingsAsync(old, cancel));
        if (!mine.TryGet(out var here, out var fault) || !theirs.TryGet(out var there, out fault)) return look.All(Judging.Unclear($"Where the shards stand could not be read: {fault.Say()}"));
        var found = new ConcurrentDictionary<string, ItemSight>(StringComparer.Ordinal);
        foreach (var item in look.Items.Skip(MostInOneLook)) found[item.Key] = Judging.UnderWay("It waits for its turn to be compared.");
        await Parallel.ForEachAsync(look.Items.Take(MostInOneLook), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (item, stop) =>
            found[item.Key] = await CompareAsync(look, old, item, here.GetValueOrDefault(item.Name), there.GetValueOrDefault(item.Fact(ItemFacts.Twin) ?? ""), stop));
        return found;
    }

    private static async Task<ItemSight> CompareAsync(Look look, ElasticsearchCluster old, PlanItem item, Standing? mine, Standing? theirs, CancellationToken cancel)
    {
        var twin = item.Fact(ItemFacts.Twin) ?? item.Name;
        if (mine is null || theirs is null) return Judging.Unclear("Not both of them can be seen.");
        if (theirs.Missing(mine) is not 0) return Refused(item, "It has less than its twin.", "It does not have every operation of its fenced twin.", "Nobody is sent there. Find out why, and retry.");
        var counts = (Mine: await look.Cluster.Documents.CountAsync([item.Name], cancel), Theirs: await old.Documents.CountAsync([twin], cancel));
        if (!counts.Mine.TryGet(out var has, out var fault) || !counts.Theirs.TryGet(out var had, out fault)) return Judging.Unclear($"Its documents could not be counted: {fault.Say()}");
        // What was written last shows within a second or two.
        if (has.Count != had.Count) return Judging.UnderWay(string.Create(CultureInfo.InvariantCulture, $"It counts {has.Count:#,0} documents, its twin {had.Count:#,0}: what was written last shows within a second or two."));
        if (await DifferingAsync(look, old, item, twin, theirs, cancel) is var (sampled, different, why))
        {
            if (why is not null) return Judging.Unclear($"Its documents could not be compared: {why.Say()}");
            if (different is not null) return Refused(item, "It differs from its twin.", $"The document {different} has another content than on its fenced twin.", "Nobody is sent there. Find out why, and retry.");
            var mappings = (Mine: await look.Cluster.Indices.MappingsAsync([item.Name], cancel), Theirs: await old.Indices.MappingsAsync([twin], cancel));
            if (!mappings.Mine.TryGet(out var map, out fault) || !mappings.Theirs.TryGet(out var other, out fault)) return Judging.Unclear($"Its mapping could not be read: {fault.Say()}");
            var same = map.Values.FirstOrDefault() == other.Values.FirstOrDefault();
            return Judging.There(string.Create(CultureInfo.InvariantCulture, $"Positions of all shards, {has.Count:#,0} documents and {sampled} of the newest by content are as on its twin{(same ? ", and so is its mapping" : "; its mapping is not written alike")}."));
        }

        return Judging.Unclear("It could not be compared.");
    }

    private static async Task<(int Sampled, string? Different, Fault? Why)?> DifferingAsync(Look look, ElasticsearchCluster old, PlanItem item, string twin, Standing theirs, CancellationToken cancel)
    {
        var sampled = 0;
        foreach (var shard in theirs.Shards)
        {
            var page = await old.Documents.PageAsync(twin, new DocumentPage(shard.ShardId, Sample, Above: shard.MaxSeqNo - Sample), cancel);
            if (!page.TryGet(out var found, out var fault)) return (0, null, fault);
            if (found.Documents.Count == 0) continue;
            var there = await look.Cluster.Documents.StandAsync(item.Name, [.. found.Documents.Select(document => new DocumentName(document.Id, document.Routing))], withSource: true, cancel);
            if (!there.TryGet(out var mine, out fault)) return (0, null, fault);
            for (var i = 0; i < mine.Count; i++)
            {
                if (found.Documents[i].Source is not { } theirSource) continue;
                if (mine[i].Source is not { } source || LedgerMaker.Canonical(source) != LedgerMaker.Canonical(theirSource)) return (sampled, found.Documents[i].Id, null);
                sampled++;
            }
        }

        return (sampled, null, null);
    }
}
