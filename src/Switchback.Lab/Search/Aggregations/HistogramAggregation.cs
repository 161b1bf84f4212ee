using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchback.Lab.Search.Aggregations;

/// <summary>Buckets of equal width over a date or number field, gaps included unless told otherwise.</summary>
public sealed class HistogramAggregation(string field, HistogramStep step, int minimum) : Aggregation
{
    private const int MostBuckets = 65_535;

    public override JsonObject Compute(IReadOnlyList<AggregatedDocument> documents)
    {
        var groups = new SortedDictionary<double, List<AggregatedDocument>>();
        foreach (var document in documents)
        {
            foreach (var floor in document.Values(field).Where(value => value is not string).Select(value => step.Floor(FieldValues.AsDouble(value))).Distinct())
            {
                if (!groups.TryGetValue(floor, out var group)) groups[floor] = group = [];
                group.Add(document);
            }
        }
        if (minimum == 0 && groups.Count > 1) FillGaps(groups);
        return new JsonObject
        {
            ["buckets"] = new JsonArray([.. groups.Where(group => group.Value.Count >= minimum).Select(group => Bucket(step.Name(group.Key), group.Value))]),
        };
    }

    private void FillGaps(SortedDictionary<double, List<AggregatedDocument>> groups)
    {
        var (first, last) = (groups.Keys.First(), groups.Keys.Last());
        for (var at = first; at < last && groups.Count < MostBuckets; at = step.Next(at)) groups.TryAdd(at, []);
    }
}

/// <summary>How wide a bucket is: a number, a fixed time, or a unit of the calendar.</summary>
public sealed record HistogramStep(double Width, char? CalendarUnit, bool IsDate, string? Format)
{
    public double Floor(double value) => CalendarUnit is { } unit ? DateMath.RoundDown((long)value, unit) : Math.Floor(value / Width) * Width;

    public double Next(double floor) => CalendarUnit is { } unit ? DateMath.ToMillis(DateMath.Add(DateMath.OfMillis((long)floor), 1, unit)) : floor + Width;

    public JsonObject Name(double floor) => IsDate
        ? new JsonObject { ["key_as_string"] = Print((long)floor), ["key"] = (long)floor }
        : new JsonObject { ["key"] = floor };

    private string Print(long millis) => Format switch
    {
        null => DateMath.Print(millis),
        "epoch_millis" => millis.ToString(CultureInfo.InvariantCulture),
        _ => DateMath.OfMillis(millis).ToString(Format.Replace("uuuu", "yyyy", StringComparison.Ordinal), CultureInfo.InvariantCulture),
    };
}
