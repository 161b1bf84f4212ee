using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Operate;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Pair;

/// <summary>Both sides can be written: which took how much, and what is done about it, in which order. Pure.</summary>
/// <param name="Fence">The side that must not lead, which is fenced first.</param>
public sealed record SplitBrainView(string Fence, string FenceHref, string BackHref, IReadOnlyList<SplitSide> Sides, string Since)
{
    /// <summary>Null in every other state.</summary>
    public static SplitBrainView? Of(PairView pair, FleetSnapshot snapshot, TimeProvider clock)
    {
        if (pair.State.Kind != PairStateKind.SplitBrain) return null;
        var wrong = pair.Active == Side.Home ? Side.Away : pair.Active == Side.Away ? Side.Home : (Side?)null;
        // Without a record nobody can say which side is wrong: home is it, because only a failover makes two.
        var fence = wrong ?? Side.Home;
        var both = snapshot.Items.Where(item => item.Pair == pair.Options.Id && item.Verdict.Kind == VerdictKind.Promoted).ToList();
        return new SplitBrainView(
            pair[fence].Member,
            OperateAddress.OfJourney(Verbs.Fence, pair.Options.Id, ("side", PairWords.Of(fence))),
            OperateAddress.OfJourney(Verbs.Failback, pair.Options.Id),
            [SplitSide.Of(pair, Side.Home, both), SplitSide.Of(pair, Side.Away, both)],
            SinceOf(pair, both, clock));
    }

    private static string SinceOf(PairView pair, List<Item> both, TimeProvider clock)
    {
        var since = pair.Recorded is { } recorded ? recorded.At : both.Min(item => item.Since);
        return since is { } at ? $"Counted by position, since the copies were promoted ({PairWords.Day(at, clock)})." : "Counted by position, since the copies were promoted.";
    }
}

/// <param name="Beyond">How many operations it has beyond the other; null when not known.</param>
public sealed record SplitSide(string Member, string Role, string Position, string Rate, long? Beyond, bool Takes)
{
    public static SplitSide Of(PairView pair, Side side, IReadOnlyList<Item> both)
    {
        // A promoted copy stands beside its former leader: one item tells of both.
        var own = both.Select(item => item.Member == pair[side].Member ? (item.Position, item.Rate, Other: item.SourcePosition) : (Position: item.SourcePosition, Rate: item.SourceRate, Other: item.Position)).ToList();
        var (known, rates) = (own.Where(one => one.Position is not null).ToList(), own.Select(one => one.Rate).OfType<double>().ToList());
        var beyond = own.Where(one => one is { Position: not null, Other: not null }).ToList();
        return new SplitSide(
            pair[side].Member,
            $"{PairWords.Of(side)}{(pair.Active == side ? ", recorded as the side that leads" : "")}",
            known.Count == 0 ? "position not known" : $"{Words.Count(known.Sum(one => one.Position!.Value))} operations in {Words.Count(known.Count, "index", "indices")}",
            rates.Count == 0 ? "writes not known" : rates.Sum() < 0.05 ? "takes no writes now" : $"takes {rates.Sum().ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)} operations a second now",
            beyond.Count == 0 ? null : beyond.Sum(one => Math.Max(0, one.Position!.Value - one.Other!.Value)),
            rates.Sum() >= 0.05);
    }
}
