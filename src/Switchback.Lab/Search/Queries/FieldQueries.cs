using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.Search.Queries;

/// <summary>The questions one field answers, each in the field's own kind.</summary>
public static class FieldQueries
{
    /// <summary>Exactly this value; a text field is asked for the term as it stands.</summary>
    public static Query Exact(QueryContext context, string path, string value)
    {
        if (MetaFields.IsNumber(path)) return NumberExact(context, value, document => MetaFields.Number(document, path));
        if (path == "_index") return new FilterQuery(document => Wildcard.Matches(value, document.Index));
        if (MetaFields.IsText(path)) return new FilterQuery(document => MetaFields.Text(document, path) == value);
        if (context.Fields.Find(path) is not { } field) return new NoneQuery();
        switch (field.Kind)
        {
            case FieldKind.Text:
                return new TermQuery(field, value);
            case FieldKind.Keyword:
                return new TermQuery(field, field.IsLowercased ? value.ToLowerInvariant() : value);
            case FieldKind.Boolean when value is not ("true" or "false" or ""):
                return Unfit(context, $"Can't parse boolean value [{value}], expected [true] or [false]");
            case FieldKind.Boolean:
                return new FilterQuery(document => document.Typed(field).Contains(value == "true" ? 1L : 0L));
            case FieldKind.Date:
                return Range(context, path, new RangeBounds { From = value, To = value, FromIncluded = true, ToIncluded = true });
            case FieldKind.Whole or FieldKind.Decimal:
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return NoNumber(context, value);
                var wanted = field.Type is "float" or "half_float" ? (float)number : number;
                return new FilterQuery(document => document.Typed(field).Any(v => FieldValues.AsDouble(v).Equals(wanted)));
            default:
                return new FilterQuery(document => document.Values(field.SourcePath).Any(v => FieldValues.Text(v) == value));
        }
    }

    public static Query Exists(QueryContext context, string path)
    {
        if (MetaFields.IsNumber(path) || path is "_id" or "_index") return new ConstantQuery(new AllQuery(), 1);
        if (path == "_routing") return new FilterQuery(document => document.Operation.Routing is not null);
        var fields = context.Fields.Matching(path).ToList();
        if (context.Fields.IsObject(path)) fields.AddRange(context.Fields.Matching(path + ".*"));
        return new FilterQuery(document => fields.Exists(field => document.Values(field.SourcePath).Any(value => IsThere(field, value))));

        static bool IsThere(Field field, System.Text.Json.JsonElement value) =>
            field.Kind != FieldKind.Keyword || FieldValues.Keyword(field, value) is not null;
    }

    public static Query Range(QueryContext context, string path, RangeBounds bounds)
    {
        if (MetaFields.IsNumber(path)) return WholeNumbers(context, bounds, document => MetaFields.Number(document, path));
        if (MetaFields.IsText(path)) return new FilterQuery(document => bounds.Contains(MetaFields.Text(document, path)));
        if (context.Fields.Find(path) is not { } field) return new NoneQuery();
        switch (field.Kind)
        {
            case FieldKind.Date:
                return Dates(context, field, bounds);
            case FieldKind.Whole or FieldKind.Decimal or FieldKind.Boolean:
                return Numbers(context, bounds, document => document.Typed(field), exact: field.Kind == FieldKind.Whole);
            case FieldKind.Text or FieldKind.Keyword:
                return new FilterQuery(document => document.Tokens(field).Exists(bounds.Contains));
            default:
                return new FilterQuery(document => document.Values(field.SourcePath).Exists(value => bounds.Contains(FieldValues.Text(value))));
        }
    }

    /// <summary>A pattern over a field's terms.</summary>
    public static Query Pattern(QueryContext context, string path, Func<string, bool> matches)
    {
        if (MetaFields.IsText(path)) return new FilterQuery(document => MetaFields.Text(document, path) is { } text && matches(text));
        if (context.Fields.Find(path) is not { } field) return new NoneQuery();
        if (field.Kind is FieldKind.Text or FieldKind.Keyword) return new FilterQuery(document => document.Tokens(field).Exists(token => matches(token)));
        return Unfit(context, $"Can only use prefix, wildcard and regexp queries on keyword and text fields - not on [{path}] which is of type [{field.Type}]");
    }

    public static Query Unfit(QueryContext context, string why, string type = "illegal_argument_exception") => context.IsLenient
        ? new NoneQuery()
        : throw context.Failure($"failed to create query: {why}", new ElasticException(400, type, why) { IsForeign = type != "parse_exception" });

    private static Query NoNumber(QueryContext context, string value) => Unfit(context, $"For input string: \"{value}\"", "number_format_exception");

    private static Query NumberExact(QueryContext context, string value, Func<SearchDocument, long> number) =>
        Whole(value, out var wanted) ? new FilterQuery(document => number(document) == wanted) : NotWhole(context, value);

    // The fields that every document has are read as longs, and a long is all that they are compared with.
    private static Query WholeNumbers(QueryContext context, RangeBounds bounds, Func<SearchDocument, long> number)
    {
        if (!Whole(bounds.From, out var from)) return NotWhole(context, bounds.From!);
        if (!Whole(bounds.To, out var to)) return NotWhole(context, bounds.To!);
        return new FilterQuery(document => bounds.Contains(number(document), from, to));
    }

    private static Query NotWhole(QueryContext context, string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return NoNumber(context, value);
        return Unfit(context, number is < long.MinValue or > long.MaxValue ? $"Value [{value}] is out of range for a long" : $"Value [{value}] has a decimal part");
    }

    private static Query Numbers(QueryContext context, RangeBounds bounds, Func<SearchDocument, IEnumerable<object>> values, bool exact)
    {
        if (exact && Whole(bounds.From, out var from) && Whole(bounds.To, out var to))
            return new FilterQuery(document => values(document).Any(value => value is long n && bounds.Contains(n, from, to)));
        if (!Parse(bounds.From, out var low)) return NoNumber(context, bounds.From!);
        if (!Parse(bounds.To, out var high)) return NoNumber(context, bounds.To!);
        return new FilterQuery(document => values(document).Any(value => bounds.Contains(FieldValues.AsDouble(value), low, high)));
    }

    private static Query Dates(QueryContext context, Field field, RangeBounds bounds)
    {
        var from = Moment(bounds.From, roundUp: !bounds.FromIncluded);
        var to = Moment(bounds.To, roundUp: bounds.ToIncluded);
        if (bounds.From is not null && from is null) return Unfit(context, Undated(bounds.From), "parse_exception");
        if (bounds.To is not null && to is null) return Unfit(context, Undated(bounds.To), "parse_exception");
        return new FilterQuery(document => document.Typed(field).Any(value => value is long n && bounds.Contains(n, from, to)));

        long? Moment(string? text, bool roundUp) => text is null ? null : DateMath.Resolve(text, context.Now, bounds.Format ?? field.Format, roundUp);

        string Undated(string text) => $"failed to parse date field [{text}] with format [{bounds.Format ?? field.Format ?? "strict_date_optional_time||epoch_millis"}]";
    }

    private static bool Whole(string? text, out long? number)
    {
        number = null;
        if (text is null) return true;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)) return false;
        number = parsed;
        return true;
    }

    private static bool Parse(string? text, out double? number)
    {
        number = null;
        if (text is null) return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)) return false;
        number = parsed;
        return true;
    }
}
