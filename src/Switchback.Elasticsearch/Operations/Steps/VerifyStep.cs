using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>The outcome of a promotion: no follower any more, open, its primaries work, nothing keeps it from taking writes, and it has at least what it had at the line.</summary>
internal sealed class VerifyStep : LookStep
{
    public override string Name => StepKinds.Verify;

    public override async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        var sights = await ManyReads.OfAsync(look.Items.Select(item => item.Name), (names, stop) => look.Cluster.Self.SightsAsync(names, stop), cancel);
        var (rules, standings) = (await look.Cluster.Indices.RulesAsync(cancel), await Look.StandingsAsync(look.Cluster, cancel));
        if (!rules.TryGet(out var blocks, out var fault) || !standings.TryGet(out var all, out fault)) return look.All(Judging.Unclear($"It could not be verified: {fault.Say()}"));
        return look.Each(item => sights[item.Name].TryGet(out var found, out var why)
            ? Judge(item, found.GetValueOrDefault(item.Name), blocks.WriteBlocksOf(item.Name), all.GetValueOrDefault(item.Name))
            : Judging.Unclear($"It could not be seen: {why.Say()}"));
    }

    /// <summary>Pure.</summary>
    internal static ItemSight Judge(PlanItem item, IndexSight? index, IReadOnlyList<string> blocks, Standing? standing)
    {
        if (index is null) return Refused(item, "There is no index of this name.", "The index is gone.", "Find out who deleted it.");
        if (item.Identity is { } identity && index.Uuid != identity) return Refused(item, "Another index carries this name now.", "It was made anew after the plan.", "Look at it and make a new plan.");
        if (index.Follows is not null) return Refused(item, "It is a follower still.", "It was not promoted, or somebody follows with it again.", "Retry.");
        if (blocks.Count > 0) return Refused(item, "It takes no writes.", $"A block keeps it from taking writes: {string.Join(", ", blocks)}.", "Take the block away, and retry.");
        if (index.State != IndexState.Open || index.Primaries != PrimariesState.Started) return Judging.UnderWay("Its primary shards do not all work yet.");
        if (standing is not { Shards.Count: > 0 }) return Judging.Unclear("Where its shards stand cannot be seen yet.");
        var line = Line.Parse(item.Fact(ItemFacts.Line));
        var fallen = line?.FirstOrDefault(shard => standing.Shards.All(now => now.ShardId != shard.Shard || now.MaxSeqNo < shard.MaxSeqNo));
        return fallen is { Term: > 0 } lost
            ? Refused(item, "It has less than before its promotion.", $"Shard {lost.Shard} had operations up to {lost.MaxSeqNo} before it was promoted, and has them no more.", "Find out what became of that shard before anybody is sent there.")
            : Judging.There("It is an ordinary index, open and writable, and has all that it had.");
    }
}
