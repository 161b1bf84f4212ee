using System.Globalization;
using Switchback.Lab.Http;
using Switchback.Lab.Search.Queries;
using Switchback.Lab.Units;

namespace Switchback.Lab.Search.Aggregations;

/// <summary>Reads <c>aggs</c>. What it does not know is refused, as an unknown type is.</summary>
public static class AggregationParser
{
    public static IReadOnlyList<Aggregation> Parse(Located aggregations)
    {
        if (!aggregations.IsObject) throw QueryParser.Malformed(aggregations, "Expected [START_OBJECT] but found [START_ARRAY]");
        return [.. aggregations.Members.Select(member => ParseOne(member.Key, member.Value))];
    }

    private static Aggregation ParseOne(string name, Located definition)
    {
        if (!definition.IsObject) throw QueryParser.Malformed(definition, $"Aggregation definition for [{name}] starts with a [VALUE_STRING], expected a [START_OBJECT].");
        if (name.AsSpan().IndexOfAny('[', ']', '>') >= 0)
            throw QueryParser.Malformed(definition, $"Invalid aggregation name [{name}]. Aggregation names can contain any character except '[', ']', and '>'");
        var inner = (definition["aggs"] ?? definition["aggregations"]) is { } below ? Parse(below) : [];
        var types = definition.Members.Where(member => member.Key is not ("aggs" or "aggregations" or "meta")).ToList();
        if (types.Count == 0) throw QueryParser.Malformed(definition, $"Missing definition for aggregation [{name}]");
        if (types.Count > 1)
            throw QueryParser.Malformed(types[1].Value, $"Found two aggregation type definitions in [{name}]: [{types[0].Key}] and [{types[1].Key}]");
        return Make(name, types[0].Key, types[0].Value, inner);
    }

    private static Aggregation Make(string name, string type, Located body, IReadOnlyList<Aggregation> inner)
    {
        switch (type)
        {
            case "max" or "min" or "sum" or "avg" or "value_count" or "cardinality" or "stats":
                if (inner.Count > 0)
                {
                    throw new ElasticException(500, "aggregation_initialization_exception", $"Aggregator [{name}] of type [{type}] cannot accept sub-aggregations");
                }
                return new MetricAggregation(type, FieldOf(body, type)) { Name = name };
            case "terms":
                var size = body["size"]?.AsInt() ?? 10;
                if (size <= 0) throw Errors.IllegalArgument($"[size] must be greater than 0. Found [{size}] in [{name}]");
                return new TermsAggregation(FieldOf(body, type), size, body["min_doc_count"]?.AsInt() ?? 1, OrderOf(body["order"]), body["missing"]?.Text) { Name = name, Inner = inner };
            case "date_histogram":
                return new HistogramAggregation(FieldOf(body, type), DateStep(body), body["min_doc_count"]?.AsInt() ?? 0) { Name = name, Inner = inner };
            case "histogram":
                var width = (body["interval"] ?? throw Errors.IllegalArgument("Required one of fields [interval], but none were specified. ")).AsDouble();
                if (width <= 0) throw Errors.IllegalArgument("[interval] must be >0 for histogram aggregation [" + name + "]");
                return new HistogramAggregation(FieldOf(body, type), new HistogramStep(width, null, IsDate: false, null), body["min_doc_count"]?.AsInt() ?? 0) { Name = name, Inner = inner };
            case "filter":
                return new FilterAggregation(QueryParser.Parse(body)) { Name = name, Inner = inner };
            case "filters":
                return Filters(name, body, inner);
            case "missing":
                return new MissingAggregation(FieldOf(body, type)) { Name = name, Inner = inner };
            default:
                throw QueryParser.Malformed(body, $"Unknown aggregation type [{type}]",
                    new ElasticException(400, "named_object_not_found_exception", $"{body.Place} unknown field [{type}]") { IsForeign = true });
        }
    }

    private static FiltersAggregation Filters(string name, Located body, IReadOnlyList<Aggregation> inner)
    {
        var filters = body["filters"] ?? throw Errors.IllegalArgument("[filters] cannot be null");
        var named = filters.IsArray
            ? filters.Items.Select((item, place) => KeyValuePair.Create(place.ToString(CultureInfo.InvariantCulture), QueryParser.Parse(item)))
            : filters.Members.Select(member => KeyValuePair.Create(member.Key, QueryParser.Parse(member.Value)));
        return new FiltersAggregation([.. named], filters.IsObject) { Name = name, Inner = inner };
    }

    private static string FieldOf(Located body, string type) => body["field"]?.Text
        ?? throw Errors.IllegalArgument($"Required one of fields [field, script], but none were specified. ");

    private static IReadOnlyList<(string By, bool Descending)> OrderOf(Located? order)
    {
        if (order is null) return [("_count", true)];
        return [.. order.AsList().SelectMany(one => one.Members).Select(member => (member.Key, member.Value.Text == "desc"))];
    }

    private static HistogramStep DateStep(Located body)
    {
        var text = (body["calendar_interval"] ?? body["fixed_interval"] ?? body["interval"]
            ?? throw Errors.IllegalArgument("Invalid interval specified, must be non-null and non-empty")).Text;
        var format = body["format"]?.Text;
        char? unit = text switch
        {
            "second" or "1s" => 's',
            "minute" or "1m" => 'm',
            "hour" or "1h" => 'h',
            "day" or "1d" => 'd',
            "week" or "1w" => 'w',
            "month" or "1M" => 'M',
            "quarter" or "1q" => 'q',
            "year" or "1y" => 'y',
            _ => null,
        };
        if (unit is not null && body["fixed_interval"] is null) return new HistogramStep(0, unit, IsDate: true, format);
        if (body["calendar_interval"] is not null)
            throw Errors.IllegalArgument($"The supplied interval [{text}] could not be parsed as a calendar interval.");
        return new HistogramStep(TimeText.Parse("date_histogram.fixedInterval", text).Millis, null, IsDate: true, format);
    }
}
