using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Fleet;

/// <summary>What nobody may overlook: a pair that waits for somebody to decide.</summary>
/// <param name="Spoken">The alarm without what moves: read out once, and not anew with every second.</param>
public sealed record PairAlarm(string Pair, string What, string Meaning, string Spoken)
{
    public string Href => PairWords.PageOf(Pair);

    public static PairAlarm? Of(PairView pair, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var id = pair.Options.Id;
        var spoken = $"{id}: {pair.State.Word}. {pair.State.Next}";
        switch (pair.State.Kind)
        {
            case PairStateKind.ActiveUnreachable:
                var side = pair.Active ?? Side.Home;
                return new PairAlarm(id, Gone(id, side, pair[side].Member, snapshot, now), Cost(pair), spoken);
            case PairStateKind.SplitBrain:
                return new PairAlarm(id, $"{id}: both sides can be written to.", $"{pair.State.Reason} {pair.State.Next}", spoken);
            case PairStateKind.Disagreement:
                return new PairAlarm(id, $"{id}: what is recorded and what the clusters do are not the same.", $"{pair.State.Reason} {pair.State.Next}", spoken);
            default:
                return null;
        }
    }

    /// <summary>What failing over now would cost, in one sentence.</summary>
    public static string Cost(PairView pair)
    {
        var exposure = pair.Exposure;
        var without = exposure.WithoutCopy > 0 ? $" {Words.Count(exposure.WithoutCopy, "index has", "indices have")} no usable copy and would be lost whole." : "";
        if (exposure.Operations is not { } operations) return $"What failing over now would lose is not known: no position has been read from both sides.{without}";
        if (operations == 0)
        {
            return exposure.AtLeast
                ? $"When both sides last answered nothing was missing; what was written since then is not known.{without}"
                : $"Failing over now would lose nothing that is known.{without}";
        }
        var behind = exposure.Behind is { } span ? exposure.AtLeast ? $" ({PairWords.Seconds(span)} of writes when last heard)" : $" (≤ {PairWords.Seconds(span)} of writes)" : "";
        return $"Failing over now would lose {(exposure.AtLeast ? "at least " : "up to ")}{Words.Count(operations)} {(operations == 1 ? "operation" : "operations")}{behind}"
            + $" in {Words.Count(exposure.Affected)} of {Words.Count(pair.Items, "index", "indices")}.{without}";
    }

    private static string Gone(string id, Side side, string name, FleetSnapshot snapshot, DateTimeOffset now) => snapshot.Member(name)?.Line is MemberLine.NotAnswering gone
        ? gone.IsSilent
            ? $"{id}: {PairWords.Of(side)} ({name}) takes connections and has answered nothing for {Words.Span(now - gone.Since)}."
            : $"{id}: {PairWords.Of(side)} ({name}) has not answered for {Words.Span(now - gone.Since)}."
        : $"{id}: {PairWords.Of(side)} ({name}) does not answer.";
}
