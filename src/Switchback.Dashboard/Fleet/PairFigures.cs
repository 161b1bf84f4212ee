using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Fleet;

/// <summary>Figures of a pair that need a walk over all items: counted once for a snapshot, however many people look at it.</summary>
public sealed record PairFigures
{
    public const int MostInNeed = 10;
    public const int SparkMinutes = 60;

    private static readonly ConditionalWeakTable<FleetSnapshot, Dictionary<string, PairFigures>> Counted = [];

    private static readonly PairFigures None = new();

    /// <summary>Operations behind, of the items of which it is known.</summary>
    public long? Least { get; private init; }

    public long? Worst { get; private init; }

    public TimeSpan? WorstBehind { get; private init; }

    /// <summary>All but one item in a hundred are no further behind.</summary>
    public long? Usual { get; private init; }

    public TimeSpan? UsualBehind { get; private init; }

    /// <summary>Bytes of the items whose lease clock runs: what a rebuild would copy. Null when no size is known.</summary>
    public long? AtStake { get; private init; }

    /// <summary>The items that need a person first.</summary>
    public IReadOnlyList<Item> InNeed { get; private init; } = [];

    public int InNeedCount { get; private init; }

    /// <summary>Seconds behind over the last hour as the path of a line, 60 wide and 20 high, with gaps where nothing was known; null without two points.</summary>
    public string? Spark { get; private init; }

    public static PairFigures Of(FleetSnapshot snapshot, string pair) => Counted.GetValue(snapshot, Count).GetValueOrDefault(pair, None);

    private static Dictionary<string, PairFigures> Count(FleetSnapshot snapshot)
    {
        var byPair = snapshot.Items.Where(item => item.Pair is not null).ToLookup(item => item.Pair!, StringComparer.Ordinal);
        return snapshot.Pairs.ToDictionary(
            pair => pair.Options.Id, pair => Count([.. byPair[pair.Options.Id]], pair.History, snapshot.TakenAt), StringComparer.Ordinal);
    }

    private static PairFigures Count(IReadOnlyList<Item> items, PairHistory history, DateTimeOffset end)
    {
        var operations = items.Where(item => item.Lag.Operations is not null).Select(item => item.Lag.Operations!.Value).Order().ToArray();
        var behind = items.Where(item => item.Lag.Behind is not null).Select(item => item.Lag.Behind!.Value).Order().ToArray();
        var inNeed = items.Where(item => item.Verdict.Grade is Grade.Bad or Grade.Risk).ToArray();
        var atStake = items.Where(item => item.KeptUntil is not null && item.Bytes is not null).Select(item => item.Bytes!.Value).ToArray();
        return new PairFigures
        {
            Least = operations.Length > 0 ? operations[0] : null,
            Worst = operations.Length > 0 ? operations[^1] : null,
            Usual = operations.Length > 0 ? operations[Hundredth(operations.Length)] : null,
            WorstBehind = behind.Length > 0 ? behind[^1] : null,
            UsualBehind = behind.Length > 0 ? behind[Hundredth(behind.Length)] : null,
            AtStake = atStake.Length > 0 ? atStake.Sum() : null,
            InNeedCount = inNeed.Length,
            InNeed = [.. inNeed
                .OrderByDescending(item => VerdictWords.Of(item.Verdict.Kind).Severity)
                .ThenByDescending(item => item.Lag.Operations ?? -1)
                .ThenBy(item => item.Key, StringComparer.Ordinal)
                .Take(MostInNeed)],
            Spark = SparkOf(history.Moments(), end),
        };
    }

    private static int Hundredth(int count) => Math.Max(0, (int)Math.Ceiling(count * 0.99) - 1);

    /// <summary>One point a minute, the worst of it, counted in whole minutes: so the line moves once a minute and not with each tick.</summary>
    internal static string? SparkOf(IReadOnlyList<PairMoment> moments, DateTimeOffset end)
    {
        var last = end.ToUnixTimeSeconds() / 60;
        var worst = new double?[SparkMinutes];
        foreach (var moment in moments)
        {
            var slot = (int)(moment.At.ToUnixTimeSeconds() / 60 - last) + SparkMinutes - 1;
            if (slot is < 0 or >= SparkMinutes || moment.Seconds is not { } seconds) continue;
            if (!(seconds <= worst[slot])) worst[slot] = seconds;
        }
        if (worst.Count(point => point is not null) < 2) return null;
        var top = Math.Max(5, worst.Max() ?? 0);
        var path = new StringBuilder();
        for (var i = 0; i < SparkMinutes; i++)
        {
            if (worst[i] is not { } seconds) continue;
            path.Append(i > 0 && worst[i - 1] is not null ? 'L' : 'M');
            path.Append(CultureInfo.InvariantCulture, $"{i} {19 - (seconds / top * 18):0.#}");
        }
        return path.ToString();
    }
}
