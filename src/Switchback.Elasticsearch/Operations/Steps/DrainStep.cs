using System.Globalization;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// The proof that nothing is lost: behind the fence every shard of the leader stands still in two readings, with all that it has applied
/// numbered and acknowledged, and the copy has each of them up to there, shard by shard, by its own word.
/// </summary>
internal sealed class DrainStep : LookStep
{
    public override string Name => StepKinds.Drain;

    public override async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        if (look.Other is not { } other) return look.All(Judging.Unclear("The cluster of the copies is not configured."));
        var first = await Look.StandingsAsync(look.Cluster, cancel);
        await Task.Delay(look.Timing.Still, look.Time, cancel);
        var second = await Look.StandingsAsync(look.Cluster, cancel);
        var copies = await Look.StandingsAsync(other, cancel);
        // Last of all: a fence that was opened while the rest was read proves nothing.
        var rules = await look.Cluster.Indices.RulesAsync(cancel);
        if (!rules.TryGet(out var blocks, out var fault)) return look.All(Judging.Unclear($"Whether it takes writes could not be seen: {fault.Say()}"));
        if (!first.TryGet(out var before, out fault) || !second.TryGet(out var now, out fault)) return look.All(Judging.Unclear($"Where the leader's shards stand could not be read: {fault.Say()}"));
        if (!copies.TryGet(out var there, out fault)) return look.All(Judging.Unclear($"Where the copy's shards stand could not be read: {fault.Say()}"));
        return look.Each(item => blocks.WriteBlocksOf(item.Name).Count == 0
            ? Refused(item, "It takes writes.", "The fence is open: somebody has allowed writes again, and what arrives now would not be waited for.", "Retry, which stops them anew; or abort.")
            : Judge(item, before.GetValueOrDefault(item.Name), now.GetValueOrDefault(item.Name), there.GetValueOrDefault(item.Fact(ItemFacts.Twin) ?? "")));
    }

    /// <summary>Pure.</summary>
    internal static ItemSight Judge(PlanItem item, Standing? before, Standing? now, Standing? copy)
    {
        if (before is null || now is null || now.Shards.Count == 0) return Judging.Unclear("Not all of the leader's shards can be seen.");
        if (item.Identity is { } identity && now.Uuid is { } uuid && uuid != identity) return Refused(item, "Another index carries this name now.", "The leader was made anew after the plan.", "Look at it and make a new plan.");
        if (before.Max != now.Max || !now.IsSettled) return Judging.UnderWay("It takes no more writes, and does not stand still yet.");
        if (now.Missing(copy) is not { } missing) return Judging.Unclear("Not all of the copy's shards can be seen.");
        return missing == 0
            ? Judging.There("It stands still, and the copy has every operation of every shard.") with { Notes = new Dictionary<string, string> { [ItemFacts.Settled] = now.Max } }
            : Judging.UnderWay(string.Create(CultureInfo.InvariantCulture, $"It stands still, and the copy lacks {missing:#,0} operations. A copy that sleeps after an outage of its leader wakes within a minute, or at once by a restart."));
    }
}
