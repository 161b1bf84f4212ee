using System.Globalization;
using Switchback.Lab.Http;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.Search;

/// <summary>One key that hits are ordered by.</summary>
public sealed record SortKey(string Field, bool Descending)
{
    public string Missing { get; init; } = "_last";

    public string? UnmappedType { get; init; }

    public string? Mode { get; init; }

    public bool IsScore => Field == "_score";

    public static IReadOnlyList<SortKey> Parse(Located sort) => [.. sort.AsList().SelectMany(ParseOne)];

    /// <summary><c>sort=n:desc,_seq_no</c></summary>
    public static IReadOnlyList<SortKey> OfQuery(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part =>
    {
        var colon = part.LastIndexOf(':');
        return colon > 0 && part[(colon + 1)..] is "asc" or "desc" ? Make(part[..colon], part[(colon + 1)..]) : Make(part, null);
    })];

    /// <summary>The value a document is ordered by: long, double, text, or null where it has none.</summary>
    public object? ValueOf(SearchDocument document, QueryContext context, double score, long shardDoc)
    {
        switch (Field)
        {
            case "_score":
                return score;
            case "_doc":
                return document.Operation.SeqNo;
            case "_shard_doc":
                return shardDoc;
            case "_id" or "_index" or "_routing":
                return MetaFields.Text(document, Field);
        }
        if (MetaFields.IsNumber(Field)) return MetaFields.Number(document, Field);
        if (context.Fields.Find(Field) is not { } field) return MissingValue(UnmappedType);
        object? best = null;
        foreach (var value in document.Typed(field))
            if (best is null || (FieldValues.Compare(value, best) < 0) != TakesLargest)
                best = value;
        return best ?? MissingValue(field.Type);
    }

    /// <summary>Throws what a shard answers that cannot order by this key.</summary>
    public void Check(QueryContext context)
    {
        if (Field is "_score" or "_doc" or "_shard_doc" || MetaFields.IsNumber(Field) || MetaFields.IsText(Field)) return;
        if (context.Fields.Find(Field) is { } field)
        {
            FieldData.Require(field);
            return;
        }
        if (UnmappedType is null) throw context.Failure($"No mapping found for [{Field}] in order to sort on");
    }

    /// <summary>A value of <c>search_after</c>, in the kind this key orders by.</summary>
    public object? Cursor(Located value, QueryContext context)
    {
        if (value.IsNull) return null;
        var kind = context.Fields.Find(Field)?.Kind;
        if (kind == FieldKind.Date && !IsDigits(value.Text)) return DateMath.TryParse(value.Text);
        if (IsScore) return value.AsDouble();
        if (MetaFields.IsText(Field) || kind is FieldKind.Keyword or FieldKind.Text or FieldKind.Ip) return value.Text;
        if (long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        return double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Errors.IllegalArgument($"Failed to parse search_after value for field [{Field}].", new ElasticException(400, "number_format_exception", $"For input string: \"{value.Text}\"") { IsForeign = true });
    }

    public int Compare(object? a, object? b)
    {
        if (a is null || b is null) return a is null && b is null ? 0 : (a is null) == (Missing == "_first") ? -1 : 1;
        var order = FieldValues.Compare(a, b);
        return Descending ? -order : order;
    }

    private bool TakesLargest => Mode is null ? Descending : Mode == "max";

    private static bool IsDigits(string text) => text.Length > 0 && text.TrimStart('-').All(char.IsAsciiDigit);

    // Numbers have no null in the index: a missing one stands as the largest or smallest there is.
    private object? MissingValue(string? type)
    {
        if (Missing is not ("_last" or "_first")) return long.TryParse(Missing, out var whole) ? whole : double.TryParse(Missing, CultureInfo.InvariantCulture, out var number) ? number : Missing;
        var largest = Descending == (Missing == "_first");
        return type switch
        {
            "long" or "integer" or "short" or "byte" or "date" or "boolean" => largest ? long.MaxValue : long.MinValue,
            "double" or "float" or "half_float" or "scaled_float" => largest ? double.PositiveInfinity : double.NegativeInfinity,
            _ => null,
        };
    }

    private static IEnumerable<SortKey> ParseOne(Located key)
    {
        if (!key.IsObject) return [Make(key.Text, null)];
        return key.Members.Select(member => member.Value.IsObject
            ? Make(member.Key, member.Value["order"]?.Text) with
            {
                Missing = member.Value["missing"]?.Text ?? "_last",
                UnmappedType = member.Value["unmapped_type"]?.Text,
                Mode = member.Value["mode"]?.Text,
            }
            : Make(member.Key, member.Value.Text));
    }

    private static SortKey Make(string field, string? order) => new(field, order?.ToLowerInvariant() switch
    {
        null => field == "_score",
        "asc" => false,
        "desc" => true,
        _ => throw Errors.IllegalArgument($"No enum constant org.elasticsearch.search.sort.SortOrder.{order.ToUpperInvariant()}"),
    });
}
