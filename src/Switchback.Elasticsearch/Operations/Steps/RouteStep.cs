using System.Globalization;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// What can be seen of where clients are while a person sends them elsewhere: how much each side takes, and whether an index of the old
/// name has come up on the side that leads now, because a client went there under the name it knew.
/// </summary>
internal sealed class RouteStep : LookStep
{
    public override string Name => StepKinds.Route;

    public override async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        var here = await RateAsync(look, look.Cluster, item => item.Name, cancel);
        if (here is null) return look.All(Judging.Unclear($"How much {look.Cluster.Name} takes could not be read."));
        var there = look.Other is { } other ? await RateAsync(look, other, item => item.Fact(ItemFacts.Twin), cancel) : null;
        var strays = await StraysAsync(look, cancel);
        if (strays is null) return look.All(Judging.Unclear($"The indices of {look.Cluster.Name} could not be listed."));
        var rates = $"{look.Cluster.Name} takes {Say(here)}, {look.Other?.Name ?? "the other side"} {(there is null ? "does not answer" : $"takes {Say(there)}")}.";
        return look.Each(item => strays.Contains(item.Fact(ItemFacts.Twin) ?? "")
            ? Refused(item, rates, $"{look.Cluster.Name} has an index {item.Fact(ItemFacts.Twin)}, the name that this one has on the other side: a client was sent here under its old name, and what it writes is in nobody's copy.", $"Send that client to {item.Name}, save what the stray index holds, delete it, and retry.")
            : Judging.There(rates));
    }

    private static async Task<double?> RateAsync(Look look, ElasticsearchCluster cluster, Func<PlanItem, string?> name, CancellationToken cancel)
    {
        var started = look.Time.GetTimestamp();
        var first = await Look.StandingsAsync(cluster, cancel);
        await Task.Delay(look.Timing.Still, look.Time, cancel);
        var second = await Look.StandingsAsync(cluster, cancel);
        if (!first.TryGet(out var before, out _) || !second.TryGet(out var now, out _)) return null;
        var seconds = Math.Max(0.001, look.Time.GetElapsedTime(started).TotalSeconds);
        return look.Items.Select(name).OfType<string>().Sum(each => Operations(now, each) - Operations(before, each)) / seconds;
    }

    private static long Operations(IReadOnlyDictionary<string, Standing> standings, string name) => standings.GetValueOrDefault(name)?.Operations ?? 0;

    /// <summary>Old names that exist on the side that leads now, where the index has another name there.</summary>
    private static async Task<HashSet<string>?> StraysAsync(Look look, CancellationToken cancel)
    {
        var old = look.Items.Where(item => item.Fact(ItemFacts.Twin) is { } twin && twin != item.Name).Select(item => item.Fact(ItemFacts.Twin)!).ToHashSet(StringComparer.Ordinal);
        if (old.Count == 0) return [];
        var own = look.Items.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        return (await look.Cluster.Indices.ListAsync(cancel)).TryGet(out var all, out _) ? [.. all.Select(index => index.Name).Where(name => old.Contains(name) && !own.Contains(name))] : null;
    }

    private static string Say(double? rate) => rate is null or < 0.05 ? "no writes" : string.Create(CultureInfo.InvariantCulture, $"{rate:0.#} operations a second");
}
