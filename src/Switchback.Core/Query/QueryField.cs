using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>A field that a query can name.</summary>
/// <param name="Says">What it looks at, in a few words.</param>
/// <param name="Examples">Values that work.</param>
internal sealed record QueryField(string Name, QueryFieldKind Kind, string Says, params string[] Examples)
{
    public static readonly QueryField[] All =
    [
        new("name", QueryFieldKind.Part, "what it is called", "orders*") { TextOf = item => item.Name },
        new("verdict", QueryFieldKind.Verdict, "the state it is in", "failed", "failed,stalled"),
        new("lag", QueryFieldKind.Number, "operations it lacks", ">0", ">1000", "0", "10..500", "unknown")
        {
            Unit = QueryUnit.Count,
            NumberOf = (item, _) => item.Lag.Operations ?? double.NaN,
        },
        new("behind", QueryFieldKind.Number, "for how long it has been behind", ">30s", ">2m", "unknown")
        {
            NumberOf = (item, _) => item.Lag.Behind?.TotalSeconds ?? double.NaN,
        },
        new("remote", QueryFieldKind.Exact, "the remote it reads from") { TextOf = item => item.Source.Link },
        new("leader", QueryFieldKind.Part, "what it is called at its source", "orders*") { TextOf = item => item.Source.Name },
        new("cluster", QueryFieldKind.Exact, "where it is") { TextOf = item => item.Member },
        new("pair", QueryFieldKind.Exact, "the pair it belongs to", "none") { TextOf = item => item.Pair },
        new("pattern", QueryFieldKind.Exact, "the pattern that made it", "none") { TextOf = item => item.Rule },
        new("stream", QueryFieldKind.Exact, "the data stream it belongs to", "none") { TextOf = item => item.Series },
        new("size", QueryFieldKind.Number, "how large it is", ">10gb", "<500mb", "unknown")
        {
            Unit = QueryUnit.Bytes,
            NumberOf = (item, _) => item.Bytes ?? double.NaN,
        },
        new("lease", QueryFieldKind.Number, "how long its source still keeps what it lacks", "<2h", ">30m", "unknown")
        {
            NumberOf = (item, now) => (item.KeptUntil - now)?.TotalSeconds ?? double.NaN,
        },
        new("is", QueryFieldKind.Flag, "what else it is", "trouble", "behind", "stale", "hidden", "unpaired"),
    ];

    public QueryUnit Unit { get; private init; } = QueryUnit.Time;

    public Func<Item, string?> TextOf { get; private init; } = _ => null;

    /// <summary>Operations, seconds or bytes; not a number when it is not known.</summary>
    public Func<Item, DateTimeOffset, double> NumberOf { get; private init; } = (_, _) => double.NaN;

    public static QueryField? Find(string name) => Array.Find(All, field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
}

internal enum QueryFieldKind
{
    /// <summary>A text that is found in any part of the field.</summary>
    Part,

    /// <summary>A text that has to be the whole field: <c>pair:orders</c> is not <c>orders-eu</c>.</summary>
    Exact,
    Verdict,
    Number,
    Flag,
}
