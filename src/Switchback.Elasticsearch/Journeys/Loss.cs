using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>What a takeover loses, item by item, from what was heard last.</summary>
internal static class Loss
{
    public static LossStatement Of(PairWorld pair, SideWorld old, IReadOnlyList<Target> promoted, bool mayGrow, DateTimeOffset now)
    {
        var asOf = pair.World.Member(old.Member)?.AsOf;
        var known = promoted.Where(target => target.Item.Lag.IsKnown).ToList();
        var rate = promoted.Sum(target => target.Item.SourceRate ?? 0);
        return new LossStatement(
            known.Count == 0 ? null : known.Sum(target => target.Item.Lag.Operations!.Value), asOf,
            asOf is { } at && rate > 0 ? (long)(rate * (now - at).TotalSeconds) : null,
            [.. promoted.Where(target => !target.Item.Lag.IsKnown || target.Item.Lag.Operations > 0 || Trouble(target) is not null).Select(target => new ItemLoss(target.Name, target.Item.Lag.Operations, Trouble(target)))])
        {
            MayGrow = mayGrow,
        };
    }

    /// <summary>Why it is behind more than the others are; null for one that only lost its leader.</summary>
    private static string? Trouble(Target target) => target.Kind switch
    {
        VerdictKind.Failed => "it had failed before",
        VerdictKind.Paused or VerdictKind.PausedAndClosed => "it was paused",
        VerdictKind.Stalled => "it did not move",
        VerdictKind.LeftClosed => "its promotion had begun",
        _ when !target.Item.Lag.IsKnown => "how far it is behind was never heard",
        _ => null,
    };
}
