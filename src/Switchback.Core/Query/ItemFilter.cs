using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>What a query keeps. Immutable and without a clock, so that everyone who asks the same shares one. Closed.</summary>
public abstract class ItemFilter
{
    public static readonly ItemFilter All = new EveryFilter([]);

    private protected ItemFilter()
    {
    }

    public abstract bool Matches(Item item, QueryMoment moment);

    /// <summary>Whether it looks at nothing but the verdict.</summary>
    internal virtual bool IsVerdictOnly => false;

    internal static ItemFilter AllOf(List<ItemFilter> filters) => filters.Count == 1 ? filters[0] : new EveryFilter([.. filters]);

    internal static ItemFilter AnyOf(List<ItemFilter> filters) => filters.Count == 1 ? filters[0] : new EitherFilter([.. filters]);
}

internal sealed class EveryFilter(ItemFilter[] filters) : ItemFilter
{
    public IReadOnlyList<ItemFilter> Filters => filters;

    public override bool Matches(Item item, QueryMoment moment)
    {
        foreach (var filter in filters)
        {
            if (!filter.Matches(item, moment)) return false;
        }
        return true;
    }
}

internal sealed class EitherFilter(ItemFilter[] filters) : ItemFilter
{
    internal override bool IsVerdictOnly => Array.TrueForAll(filters, filter => filter.IsVerdictOnly);

    public override bool Matches(Item item, QueryMoment moment)
    {
        foreach (var filter in filters)
        {
            if (filter.Matches(item, moment)) return true;
        }
        return false;
    }
}

internal sealed class NotFilter(ItemFilter filter) : ItemFilter
{
    internal override bool IsVerdictOnly => filter.IsVerdictOnly;

    public override bool Matches(Item item, QueryMoment moment) => !filter.Matches(item, moment);
}

/// <summary>A bare word: anywhere in what an item is called and where it lives.</summary>
internal sealed class WordFilter(TextMatch match) : ItemFilter
{
    public override bool Matches(Item item, QueryMoment moment) =>
        match.Matches(item.Name) || match.Matches(item.Source.Name) || match.Matches(item.Source.Link) || match.Matches(item.Member);
}

internal sealed class TextFilter(QueryField field, TextMatch match, bool orAbsent) : ItemFilter
{
    public override bool Matches(Item item, QueryMoment moment) =>
        field.TextOf(item) is { } text ? match.Matches(text) : orAbsent;
}

internal sealed class VerdictFilter(VerdictSet verdicts) : ItemFilter
{
    public VerdictSet Verdicts => verdicts;

    internal override bool IsVerdictOnly => true;

    public override bool Matches(Item item, QueryMoment moment) => verdicts.Contains(item.Verdict.Kind);
}

/// <summary>A number within bounds. An item without the number matches only the word <c>unknown</c>.</summary>
internal sealed class NumberFilter(QueryField field, NumberRange range) : ItemFilter
{
    public override bool Matches(Item item, QueryMoment moment) => range.Contains(field.NumberOf(item, moment.Now));
}

internal sealed class FlagFilter(ItemFlag flag) : ItemFilter
{
    public override bool Matches(Item item, QueryMoment moment) => flag switch
    {
        ItemFlag.Hidden => item.IsHidden,
        ItemFlag.Stale => moment.IsStale(item),
        ItemFlag.Unpaired => item.Pair is null,
        ItemFlag.Behind => item.Lag.Operations > 0,
        _ => item.Verdict.Grade is Grade.Bad or Grade.Risk or Grade.Unknown,
    };
}

internal enum ItemFlag
{
    Hidden,
    Stale,
    Unpaired,
    Behind,
    Trouble,
}
