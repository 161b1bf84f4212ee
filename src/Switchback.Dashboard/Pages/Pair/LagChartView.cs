using System.Globalization;
using System.Text;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Pair;

/// <summary>The worst of one stretch of time. Null is not known, and drawn as a gap.</summary>
public sealed record LagSlot(long Number, DateTimeOffset From, long? Operations, double? Seconds)
{
    public bool IsKnown => Operations is not null || Seconds is not null;
}

/// <summary>A line of the chart: 120 wide, 100 high, its top a round number.</summary>
public sealed record LagLine(string Path, double Top, string TopWord);

/// <param name="Left">Percent from the left.</param>
public sealed record LagTick(double Left, string Word);

/// <summary>
/// The lag of a pair over hours: the past in 120 stretches counted from the epoch, so that what is drawn moves by whole stretches
/// and not with each tick.
/// </summary>
public sealed record LagChartView(
    int Hours, IReadOnlyList<LagSlot> Slots, LagLine Operations, LagLine Seconds, IReadOnlyList<LagTick> Ticks, double? TargetAt, string Target)
{
    public const int Count = 120;

    public static readonly int[] Spans = [1, 6, 12];

    private const int RowsOf = 5;

    public bool HasAny => Slots.Any(slot => slot.IsKnown);

    public static LagChartView Of(IReadOnlyList<PairMoment> moments, DateTimeOffset end, int hours, TimeSpan target, TimeProvider time)
    {
        var length = hours * 3600 / Count;
        var last = end.ToUnixTimeSeconds() / length;
        var slots = SlotsOf(moments, last, length);
        var (operations, seconds) = (Top(slots.Max(slot => slot.Operations), 10), Top(slots.Max(slot => slot.Seconds), 5));
        return new LagChartView(
            hours, slots,
            new LagLine(Path(slots, slot => slot.Operations, operations), operations, Words.Count((long)operations)),
            new LagLine(Path(slots, slot => slot.Seconds, seconds), seconds, $"{Words.Count((long)seconds)} s"),
            TicksOf(slots, hours, length, time),
            target.TotalSeconds <= seconds ? 100 - (target.TotalSeconds / seconds * 100) : null,
            $"target {PairWords.Seconds(target)}");
    }

    /// <summary>The same as a table of fewer rows, the newest first, each with the worst of its time.</summary>
    public IEnumerable<LagSlot> Rows() => Slots.Chunk(RowsOf).Reverse()
        .Select(chunk => new LagSlot(chunk[0].Number, chunk[0].From, chunk.Max(slot => slot.Operations), chunk.Max(slot => slot.Seconds)));

    public static string Say(LagSlot slot, TimeProvider time) => slot.IsKnown
        ? $"{Clock(slot.From, time)}: {(slot.Operations is { } operations ? $"{Words.Count(operations)} {(operations == 1 ? "operation" : "operations")}" : "– operations")}, {(slot.Seconds is { } seconds ? PairWords.Seconds(TimeSpan.FromSeconds(seconds)) : "– s")} behind"
        : $"{Clock(slot.From, time)}: not known";

    public static string Clock(DateTimeOffset moment, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static LagSlot[] SlotsOf(IReadOnlyList<PairMoment> moments, long last, int length)
    {
        var slots = Enumerable.Range(0, Count).Select(i => last - Count + 1 + i)
            .Select(number => new LagSlot(number, DateTimeOffset.FromUnixTimeSeconds(number * length), null, null)).ToArray();
        foreach (var moment in moments)
        {
            var i = (int)Math.Clamp((moment.At.ToUnixTimeSeconds() / length) - slots[0].Number, -1, Count);
            if (i is < 0 or >= Count) continue;
            slots[i] = slots[i] with { Operations = Worse(slots[i].Operations, moment.Operations), Seconds = Worse(slots[i].Seconds, moment.Seconds) };
        }
        return slots;
    }

    private static T? Worse<T>(T? a, T? b)
        where T : struct, IComparable<T> => a is null || (b is { } other && other.CompareTo(a.Value) > 0) ? b : a;

    /// <summary>The round number at or above the highest: 1, 2 or 5 with zeros.</summary>
    private static double Top(double? highest, double least)
    {
        var top = Math.Max(least, highest ?? 0);
        var unit = Math.Pow(10, Math.Floor(Math.Log10(top)));
        return new[] { 1.0, 2, 5, 10 }.Select(step => step * unit).First(step => step >= top - 1e-9);
    }

    private static string Path(IReadOnlyList<LagSlot> slots, Func<LagSlot, double?> value, double top)
    {
        var path = new StringBuilder();
        var joined = false;
        for (var i = 0; i < slots.Count; i++)
        {
            if (value(slots[i]) is not { } y)
            {
                joined = false;
                continue;
            }
            path.Append(CultureInfo.InvariantCulture, $"{(joined ? 'L' : 'M')}{i + 0.5} {100 - (y / top * 100):0.#}");
            // A moment between two gaps is a dot.
            if (!joined) path.Append("h0");
            joined = true;
        }
        return path.ToString();
    }

    private static IReadOnlyList<LagTick> TicksOf(LagSlot[] slots, int hours, int length, TimeProvider time)
    {
        var every = TimeSpan.FromMinutes(hours == 1 ? 10 : hours * 10);
        var ticks = new List<LagTick>();
        for (var i = 0; i < slots.Length; i++)
        {
            var local = TimeZoneInfo.ConvertTime(slots[i].From, time.LocalTimeZone);
            // The first stretch that begins at or after each round time.
            var past = TimeSpan.FromTicks(local.TimeOfDay.Ticks % every.Ticks);
            if (past < TimeSpan.FromSeconds(length) && i is > 2 and < Count - 3) ticks.Add(new LagTick((i - (past.TotalSeconds / length)) * 100 / Count, Clock(local - past, time)));
        }
        return ticks;
    }
}
