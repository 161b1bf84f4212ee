using System.Globalization;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>Protected: a copy follows and has, shard by shard, what its leader had a moment before. Read the leader first, the copy after it.</summary>
internal sealed class CaughtUpStep : LookStep
{
    public override string Name => StepKinds.CaughtUp;

    public override async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        if (look.Other is not { } leader) return look.All(Judging.Unclear("The leader's cluster is not configured."));
        var led = await Look.StandingsAsync(leader, cancel);
        var copied = await Look.StandingsAsync(look.Cluster, cancel);
        if (!led.TryGet(out var leaders, out var fault)) return look.All(Judging.Unclear($"Where the leaders' shards stand could not be read: {fault.Say()}"));
        if (!copied.TryGet(out var copies, out fault)) return look.All(Judging.Unclear($"Where the copies' shards stand could not be read: {fault.Say()}"));
        var infos = await ManyReads.OfAsync(look.Items.Select(item => item.Name), (names, stop) => look.Cluster.Following.InfoAsync(stop, names), cancel);
        return look.Each(item => infos[item.Name].TryGet(out var found, out var why)
            ? Judge(item, found.FirstOrDefault(info => info.Index == item.Name), leaders.GetValueOrDefault(item.Fact(ItemFacts.Twin) ?? ""), copies.GetValueOrDefault(item.Name))
            : Judging.Unclear($"It could not be seen: {why.Say()}"));
    }

    /// <summary>Pure.</summary>
    internal static ItemSight Judge(PlanItem item, FollowerInfo? info, Standing? leader, Standing? copy)
    {
        if (info is null) return Refused(item, "It follows nothing.", "It is no follower any more.", "Follow it anew.");
        if (info.Status == FollowerStatus.Paused && copy is { Shards.Count: > 0 }) return Refused(item, "It is paused.", "Somebody has paused it.", "Resume it, and retry.");
        if (leader is null) return Judging.Unclear("Where its leader's shards stand cannot be seen.");
        return leader.Missing(copy) switch
        {
            null => Judging.UnderWay("It is being copied."),
            0 => Judging.There("It follows, and has what its leader had a moment before."),
            var missing => Judging.UnderWay(string.Create(CultureInfo.InvariantCulture, $"It follows, and lacks {missing:#,0} operations.")),
        };
    }
}
