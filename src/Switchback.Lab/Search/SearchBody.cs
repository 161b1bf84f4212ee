using System.Globalization;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Search.Aggregations;
using Switchback.Lab.Search.Queries;
using Switchback.Lab.Units;

namespace Switchback.Lab.Search;

/// <summary>Reads a search's body and lays its query parameters over it.</summary>
public static class SearchBody
{
    public static SearchRequest Read(RestCall call)
    {
        var request = call.HasBody ? Parse(Located.Parse(call.Request.Body.Span)) : new SearchRequest();
        if (QueryStringParser.OfQuery(call) is { } query) request = request with { Query = query };
        if (call.Query("sort") is { } sort) request = request with { Sort = SortKey.OfQuery(sort) };
        if (IsSaid(call, "from")) request = request with { From = call.Number("from", 0) };
        if (IsSaid(call, "size")) request = request with { Size = call.Number("size", 10) };
        if (SourceFilter.OfQuery(call) is { } source) request = request with { Source = source };
        if (call.Query("stored_fields") is { } stored) request = request with { StoredFields = stored.Split(',') };
        if (call.Query("track_total_hits") is { } counted) request = request with { CountsUpTo = Counted(counted) };
        if (call.Query("docvalue_fields") is { } shown) request = request with { Fields = [.. shown.Split(',').Select(field => new ShownField(field, null))] };
        request = request with
        {
            ShowsSeqNo = call.Flag("seq_no_primary_term", request.ShowsSeqNo),
            ShowsVersion = call.Flag("version", request.ShowsVersion),
            TerminateAfter = TerminateAfter(call, request.TerminateAfter),
            TracksScores = call.Flag("track_scores", request.TracksScores),
        };
        Check(request);
        return request;
    }

    private static bool IsSaid(RestCall call, string place) => call.Has(place) && !(call.Cluster.Profile.TakesMinusOneForUnsaid && call.Query(place) == "-1");

    public static int TerminateAfter(RestCall call, int otherwise = 0) => call.Number("terminate_after", otherwise) is var number and >= 0
        ? number
        : throw Errors.IllegalArgument("terminateAfter must be > 0");

    public static SearchRequest Parse(Located body)
    {
        if (!body.IsObject) throw QueryParser.Malformed(body, $"Expected [START_OBJECT] but found [{body.Token}]");
        var request = new SearchRequest();
        foreach (var (key, value) in body.Members) request = With(request, key, value);
        return request;
    }

    public static void Check(SearchRequest request)
    {
        if (request.From < 0) throw Errors.IllegalArgument($"[from] parameter cannot be negative but was [{request.From}]");
        if (request.Size < 0) throw Errors.IllegalArgument($"[size] parameter cannot be negative, found [{request.Size}]");
        if (request.After is not null && request.From > 0) throw Errors.Validation("`from` parameter must be set to 0 when `search_after` is used.");
    }

    private static SearchRequest With(SearchRequest request, string key, Located value)
    {
        switch (key)
        {
            case "query":
                return request with { Query = QueryParser.Parse(value) };
            case "post_filter":
                return request with { PostFilter = QueryParser.Parse(value) };
            case "from":
                return request with { From = value.AsInt() };
            case "size":
                return request with { Size = value.AsInt() };
            case "sort":
                return request with { Sort = SortKey.Parse(value) };
            case "search_after":
                return request with { After = value.AsList() is { Count: > 0 } after ? after : throw Errors.IllegalArgument("Values must contains at least one value.") };
            case "stored_fields":
                return request with { StoredFields = [.. value.AsList().Select(field => field.Text)] };
            case "terminate_after":
                return request with { TerminateAfter = value.AsInt() };
            case "_source":
                return request with { Source = SourceFilter.Of(System.Text.Json.Nodes.JsonNode.Parse(value.ToJson())!) };
            case "seq_no_primary_term":
                return request with { ShowsSeqNo = value.AsFlag() };
            case "version":
                return request with { ShowsVersion = value.AsFlag() };
            case "track_scores":
                return request with { TracksScores = value.AsFlag() };
            case "track_total_hits":
                return request with { CountsUpTo = Counted(value.Text) };
            case "min_score":
                return request with { MinScore = value.AsDouble() };
            case "aggs" or "aggregations":
                return request with { Aggregations = AggregationParser.Parse(value) };
            case "docvalue_fields" or "fields":
                return request with { Fields = [.. request.Fields, .. value.AsList().Select(Shown)] };
            case "pit":
                return request with
                {
                    PointInTime = value.Required("id"),
                    PointInTimeKept = value["keep_alive"] is { } kept ? TimeText.Parse("keep_alive", kept.Text).Span : null,
                };
            case "timeout" or "explain" or "profile" or "indices_boost" or "stats" or "slice" or "highlight" or "rescore"
                or "collapse" or "suggest" or "script_fields" or "runtime_mappings" or "ext":
                return request;
            default:
                throw QueryParser.Malformed(value, $"Unknown key for a {value.Token} in [{key}].");
        }
    }

    private static ShownField Shown(Located field) => field.IsObject
        ? new ShownField(field.Required("field"), field["format"]?.Text)
        : new ShownField(field.Text, null);

    private static long Counted(string text) => text switch
    {
        "true" or "" => long.MaxValue,
        "false" => SearchRequest.Uncounted,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Errors.IllegalArgument($"Failed to parse value [{text}] as only [true] or [false] are allowed."),
    };
}
