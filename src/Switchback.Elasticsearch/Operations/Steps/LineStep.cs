using Switchback.Core.Plans;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Keeps where each shard of a paused follower stands: the line between what it has of its leader and what it takes on its own. Without
/// it nobody can tell later which of the leader's operations never arrived.
/// </summary>
internal sealed class LineStep : LookStep
{
    public override string Name => StepKinds.Line;

    public override async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        var standings = await Look.StandingsAsync(look.Cluster, cancel);
        if (!standings.TryGet(out var all, out var fault)) return look.All(Judging.Unclear($"Where its shards stand could not be read: {fault.Say()}"));
        var terms = await ManyReads.OfAsync(look.Items.Select(item => item.Name), (names, stop) => look.Cluster.Self.PrimaryTermsAsync(names, stop), cancel);
        return look.Each(item =>
        {
            if (!terms[item.Name].TryGet(out var known, out var why)) return Judging.Unclear($"Its primary terms could not be read: {why.Say()}");
            // Closed, it has no positions to be read; it is compared as a whole later, which takes longer and says the same.
            if (all.GetValueOrDefault(item.Name) is not { Shards.Count: > 0 } standing) return Judging.There("It is closed: where its shards stand cannot be read.");
            if (item.Identity is { } identity && standing.Uuid is { } uuid && uuid != identity) return Refused(item, "Another index carries this name now.", "It was made anew after the plan.", "Look at it and make a new plan.");
            if (!known.TryGetValue(item.Name, out var ofIndex) || standing.Shards.Any(shard => !ofIndex.ContainsKey(shard.ShardId))) return Judging.Unclear("Not all of its primary terms could be read.");
            var line = Line.Say(standing.Shards.Select(shard => new ShardLine(shard.ShardId, shard.GlobalCheckpoint, shard.MaxSeqNo, ofIndex[shard.ShardId])));
            return Judging.There("Where its shards stand is kept.") with { Notes = new Dictionary<string, string> { [ItemFacts.Line] = line } };
        });
    }
}
