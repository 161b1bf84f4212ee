using System.Buffers;
using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>Puts the kept items of a snapshot in order: numbers are compared as numbers, and texts only where the order is by a text.</summary>
internal static class ItemSorter
{
    /// <param name="kept">The places in the snapshot of the items to sort.</param>
    public static Item[] Sort(Item[] items, ReadOnlySpan<int> kept, ItemSort sort, NameOrder order)
    {
        var result = new Item[kept.Length];
        var keys = ArrayPool<SortKey>.Shared.Rent(kept.Length);
        try
        {
            var span = keys.AsSpan(0, kept.Length);
            for (var i = 0; i < kept.Length; i++)
            {
                var item = items[kept[i]];
                var place = order[kept[i]];
                var text = sort.IsText ? TextOf(item, sort.Field) : null;
                var number = sort.Field == SortField.Name ? place : sort.IsText ? text is null ? double.PositiveInfinity : 0 : NumberOf(item, sort.Field);
                // The unknown stays last when the rest is turned round.
                if (sort.IsDescending && !double.IsPositiveInfinity(number)) number = -number;
                span[i] = new SortKey(number, text, place, kept[i]);
            }
            if (sort.IsText) span.Sort(sort.IsDescending ? SortKey.ByTextDown : SortKey.ByText);
            else span.Sort();
            for (var i = 0; i < span.Length; i++) result[i] = items[span[i].Position];
        }
        finally
        {
            ArrayPool<SortKey>.Shared.Return(keys, clearArray: sort.IsText);
        }
        return result;
    }

    private static string? TextOf(Item item, SortField field) => field switch
    {
        SortField.Remote => item.Source.Link,
        SortField.Source => item.Source.Name,
        SortField.Member => item.Member,
        SortField.Pair => item.Pair,
        SortField.Rule => item.Rule,
        _ => item.Series,
    };

    private static double NumberOf(Item item, SortField field) => field switch
    {
        SortField.Severity => VerdictWords.Of(item.Verdict.Kind).Severity,
        SortField.Lag => item.Lag.Operations ?? double.PositiveInfinity,
        SortField.Behind => item.Lag.Behind?.Ticks ?? double.PositiveInfinity,
        SortField.CatchUp => item.Lag.CatchUp?.Ticks ?? item.Copy?.Left?.Ticks ?? double.PositiveInfinity,
        SortField.Parts => item.Parts,
        SortField.Bytes => item.Bytes ?? double.PositiveInfinity,
        SortField.Kept => item.KeptUntil?.UtcTicks ?? double.PositiveInfinity,
        _ => item.Since?.UtcTicks ?? double.PositiveInfinity,
    };

    private readonly record struct SortKey(double Number, string? Text, int Place, int Position) : IComparable<SortKey>
    {
        public static readonly Comparison<SortKey> ByText = (a, b) => Compare(a, b, 1);

        public static readonly Comparison<SortKey> ByTextDown = (a, b) => Compare(a, b, -1);

        public int CompareTo(SortKey other)
        {
            var byNumber = Number.CompareTo(other.Number);
            return byNumber != 0 ? byNumber : Place.CompareTo(other.Place);
        }

        private static int Compare(SortKey a, SortKey b, int sign)
        {
            var byAbsence = a.Number.CompareTo(b.Number);
            if (byAbsence != 0) return byAbsence;
            var byText = ReferenceEquals(a.Text, b.Text) ? 0 : string.Compare(a.Text, b.Text, StringComparison.OrdinalIgnoreCase);
            return byText != 0 ? byText * sign : a.Place.CompareTo(b.Place);
        }
    }
}
