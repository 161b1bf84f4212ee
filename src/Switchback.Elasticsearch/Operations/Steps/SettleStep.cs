using Switchback.Core.Plans;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>People settle what becomes of the old side. It can be settled while everything still stands where it was compared.</summary>
internal sealed class SettleStep : LookStep
{
    public override string Name => StepKinds.Settle;

    public override async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        var (rules, standings) = (await look.Cluster.Indices.RulesAsync(cancel), await Look.StandingsAsync(look.Cluster, cancel));
        if (!rules.TryGet(out var blocks, out var fault) || !standings.TryGet(out var all, out fault)) return look.All(Judging.Unclear($"Where it stands could not be read: {fault.Say()}"));
        if (!(await look.FollowersAsync(cancel)).TryGet(out var followers, out fault)) return look.All(Judging.Unclear($"What it is now could not be seen: {fault.Say()}"));
        return look.Each(item =>
            followers.Contains(item.Name) ? Judging.There("It follows already, and has nothing of its own.")
            : !blocks.WriteBlocksOf(item.Name).Contains("write") ? Refused(item, "It takes writes.", "The fence is open: somebody has allowed writes again since it was compared.", "Abort, find out who writes there, and begin anew.")
            : all.GetValueOrDefault(item.Name) is not { } standing ? Judging.Unclear("Its shards cannot be seen.")
            : standing.Max != item.Fact(ItemFacts.Settled) ? Refused(item, "It has moved since it was compared.", "It has taken writes since it was compared, and these are in no copy.", "Abort, find out who writes there, and begin anew.")
            : Judging.There("It stands where it was compared, and as many people as have to know what it holds."));
    }
}
