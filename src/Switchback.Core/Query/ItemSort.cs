namespace Switchback.Core.Query;

public enum SortField
{
    Severity,
    Name,
    Lag,
    Behind,
    CatchUp,
    Remote,
    Source,
    Member,
    Pair,
    Parts,
    Bytes,
    Kept,
    Rule,
    Series,
    Since,
}

/// <summary>In which order items are shown. What is equal is in order of name, then of where it is; what is not known comes last either way.</summary>
public readonly record struct ItemSort(SortField Field, bool IsDescending)
{
    /// <summary>What needs a person first comes first.</summary>
    public static readonly ItemSort Default = new(SortField.Severity, IsDescending: true);

    private static readonly (string Name, SortField Field)[] Names =
    [
        ("verdict", SortField.Severity),
        ("severity", SortField.Severity),
        ("name", SortField.Name),
        ("lag", SortField.Lag),
        ("behind", SortField.Behind),
        ("forecast", SortField.CatchUp),
        ("remote", SortField.Remote),
        ("leader", SortField.Source),
        ("cluster", SortField.Member),
        ("pair", SortField.Pair),
        ("shards", SortField.Parts),
        ("size", SortField.Bytes),
        ("lease", SortField.Kept),
        ("pattern", SortField.Rule),
        ("stream", SortField.Series),
        ("since", SortField.Since),
    ];

    internal bool IsText => Field is SortField.Remote or SortField.Source or SortField.Member or SortField.Pair or SortField.Rule or SortField.Series;

    /// <summary>Reads <c>lag</c> or <c>-lag</c>; the default order when the text is empty.</summary>
    /// <returns>Null when it is an order; else what is wrong.</returns>
    public static QueryFault? Parse(string text, out ItemSort sort)
    {
        sort = Default;
        var name = text.Trim();
        if (name.Length == 0) return null;
        var isDescending = name[0] == '-';
        if (isDescending) name = name[1..];
        foreach (var known in Names)
        {
            if (!string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase)) continue;
            sort = new ItemSort(known.Field, isDescending);
            return null;
        }
        var near = NearWords.Find(name, Names.Select(known => known.Name));
        return new QueryFault(0, text.Length, $"Nothing is sorted by {(name.Length == 0 ? "a minus alone" : name)}.", near.Count > 0
            ? $"Did you mean {string.Join(" or ", near)}?"
            : $"What works: {string.Join(", ", Names.Select(known => known.Name))}, with a leading minus for the largest first.");
    }

    public static string NameOf(SortField field) => Array.Find(Names, known => known.Field == field).Name;

    public override string ToString() => (IsDescending ? "-" : "") + NameOf(Field);
}
