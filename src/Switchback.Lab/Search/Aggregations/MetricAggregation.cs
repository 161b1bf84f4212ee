using System.Text.Json.Nodes;

namespace Switchback.Lab.Search.Aggregations;

/// <summary>One number over a field's values: max, min, sum, avg, value_count, cardinality, stats.</summary>
public sealed class MetricAggregation(string kind, string field) : Aggregation
{
    public override void Check(FieldTable fields)
    {
        if (fields.Find(field) is { } known) FieldData.Require(known);
    }

    public override JsonObject Compute(IReadOnlyList<AggregatedDocument> documents)
    {
        if (kind == "value_count") return Value(documents.Sum(document => document.Values(field).Count()));
        if (kind == "cardinality") return Value(documents.SelectMany(document => document.Values(field)).Distinct().Count());
        var numbers = documents.SelectMany(document => document.Values(field)).Where(value => value is not string).Select(FieldValues.AsDouble).ToList();
        if (kind == "stats") return Stats(numbers);
        double? result = kind switch
        {
            "sum" => numbers.Sum(),
            _ when numbers.Count == 0 => null,
            "max" => numbers.Max(),
            "min" => numbers.Min(),
            _ => numbers.Average(),
        };
        var shown = Value(result);
        if (result is { } moment && kind != "sum" && FieldOf(documents, field) is { Kind: FieldKind.Date }) shown["value_as_string"] = DateMath.Print((long)moment);
        return shown;
    }

    private static JsonObject Value(JsonNode? value) => new() { ["value"] = value };

    private static JsonObject Stats(List<double> numbers) => new()
    {
        ["count"] = numbers.Count,
        ["min"] = numbers.Count == 0 ? null : numbers.Min(),
        ["max"] = numbers.Count == 0 ? null : numbers.Max(),
        ["avg"] = numbers.Count == 0 ? null : numbers.Average(),
        ["sum"] = numbers.Sum(),
    };
}
