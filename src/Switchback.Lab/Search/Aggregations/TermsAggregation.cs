using System.Text.Json.Nodes;

namespace Switchback.Lab.Search.Aggregations;

/// <summary>A bucket for each value of a field, the most frequent first.</summary>
public sealed class TermsAggregation(string field, int size, int minimum, IReadOnlyList<(string By, bool Descending)> order, string? missing) : Aggregation
{
    public override void Check(FieldTable fields)
    {
        if (fields.Find(field) is { } known) FieldData.Require(known);
        base.Check(fields);
    }

    public override JsonObject Compute(IReadOnlyList<AggregatedDocument> documents)
    {
        var groups = new Dictionary<object, List<AggregatedDocument>>();
        foreach (var document in documents)
        {
            var values = document.Values(field).ToList();
            if (values.Count == 0 && missing is not null) values.Add(missing);
            foreach (var value in values)
            {
                if (!groups.TryGetValue(value, out var group)) groups[value] = group = [];
                group.Add(document);
            }
        }
        var kind = FieldOf(documents, field)?.Kind;
        var buckets = groups.Where(group => group.Value.Count >= minimum)
            .Select(group => (group.Key, Bucket: Bucket(Named(group.Key, kind), group.Value), Count: group.Value.Count)).ToList();
        buckets.Sort((a, b) => Compare(a, b));
        return new JsonObject
        {
            ["doc_count_error_upper_bound"] = 0,
            ["sum_other_doc_count"] = buckets.Skip(size).Sum(bucket => bucket.Count),
            ["buckets"] = new JsonArray([.. buckets.Take(size).Select(bucket => bucket.Bucket)]),
        };
    }

    private int Compare((object Key, JsonObject Bucket, int Count) a, (object Key, JsonObject Bucket, int Count) b)
    {
        foreach (var (by, descending) in order)
        {
            var result = by switch
            {
                "_count" => a.Count.CompareTo(b.Count),
                "_key" or "_term" => FieldValues.Compare(a.Key, b.Key),
                _ => Metric(a.Bucket, by).CompareTo(Metric(b.Bucket, by)),
            };
            if (result != 0) return descending ? -result : result;
        }
        return FieldValues.Compare(a.Key, b.Key);
    }

    private static double Metric(JsonObject bucket, string path)
    {
        var parts = path.Split('.');
        return bucket[parts[0]]?[parts.Length > 1 ? parts[1] : "value"]?.GetValue<double>() ?? double.NegativeInfinity;
    }

    private static JsonObject Named(object key, FieldKind? kind) => (key, kind) switch
    {
        (long flag, FieldKind.Boolean) => new JsonObject { ["key"] = flag, ["key_as_string"] = flag == 1 ? "true" : "false" },
        (long moment, FieldKind.Date) => new JsonObject { ["key"] = moment, ["key_as_string"] = DateMath.Print(moment) },
        (long number, _) => new JsonObject { ["key"] = number },
        (double number, _) => new JsonObject { ["key"] = number },
        _ => new JsonObject { ["key"] = key.ToString() },
    };
}
