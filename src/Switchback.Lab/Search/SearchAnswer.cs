using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Search.Aggregations;

namespace Switchback.Lab.Search;

/// <summary>The remotes a search went to.</summary>
public sealed record RemotesAsked(int Total, int Successful, int Skipped);

/// <summary>Writes what a search found.</summary>
public sealed class SearchAnswer(Cluster cluster, SearchRequest request, SearchPart part, IReadOnlyList<Hit> hits, long took)
{
    public string? ScrollId { get; init; }

    public string? PointInTime { get; init; }

    public bool? TerminatedEarly { get; init; }

    public RemotesAsked? Remotes { get; init; }

    public bool TotalAsNumber { get; init; }

    /// <summary>A part of a multi-search says its status.</summary>
    public bool ShowsStatus { get; init; }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (ScrollId is not null) writer.WriteString("_scroll_id", ScrollId);
        if (PointInTime is not null) writer.WriteString("pit_id", PointInTime);
        writer.WriteNumber("took", took);
        writer.WriteBoolean("timed_out", false);
        if ((TerminatedEarly ?? (request.TerminateAfter > 0 ? part.TerminatedEarly : null)) is { } early) writer.WriteBoolean("terminated_early", early);
        WriteShards(writer);
        WriteRemotes(writer);
        WriteHits(writer);
        WriteAggregations(writer);
        if (ShowsStatus) writer.WriteNumber("status", 200);
        writer.WriteEndObject();
    }

    private void WriteShards(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("_shards");
        writer.WriteNumber("total", part.Shards);
        writer.WriteNumber("successful", part.Successful);
        writer.WriteNumber("skipped", 0);
        writer.WriteNumber("failed", part.Failures.Count);
        if (part.Failures.Count > 0)
        {
            writer.WriteStartArray("failures");
            foreach (var (shard, failure) in part.Failures) cluster.Search.ShardFailure(shard, failure).WriteTo(writer);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private void WriteRemotes(Utf8JsonWriter writer)
    {
        if (Remotes is not { } remotes) return;
        writer.WriteStartObject("_clusters");
        writer.WriteNumber("total", remotes.Total);
        writer.WriteNumber("successful", remotes.Successful);
        writer.WriteNumber("skipped", remotes.Skipped);
        if (cluster.Profile.TellsEachRemotesState)
        {
            writer.WriteNumber("running", 0);
            writer.WriteNumber("partial", 0);
            writer.WriteNumber("failed", 0);
        }
        writer.WriteEndObject();
    }

    private void WriteHits(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("hits");
        if (request.CountsUpTo != SearchRequest.Uncounted) WriteTotal(writer);
        writer.WritePropertyName("max_score");
        if (part.Shards == 0) writer.WriteRawValue("0.0");
        else if (request.Size == 0 || !request.NeedsScores || part.Total == 0) writer.WriteNullValue();
        else WriteScore(writer, part.MaxScore);
        writer.WriteStartArray("hits");
        foreach (var hit in hits) WriteHit(writer, hit);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteTotal(Utf8JsonWriter writer)
    {
        var cut = part.Total > request.CountsUpTo;
        var value = cut ? request.CountsUpTo : part.Total;
        if (TotalAsNumber)
        {
            writer.WriteNumber("total", value);
            return;
        }
        writer.WriteStartObject("total");
        writer.WriteNumber("value", value);
        writer.WriteString("relation", cut ? "gte" : "eq");
        writer.WriteEndObject();
    }

    private void WriteHit(Utf8JsonWriter writer, Hit hit)
    {
        var operation = hit.Operation;
        writer.WriteStartObject();
        writer.WriteString("_index", hit.Index);
        if (cluster.Profile.HasTypes) writer.WriteString("_type", "_doc");
        writer.WriteString("_id", operation.Id);
        if (request.ShowsVersion) writer.WriteNumber("_version", operation.Version);
        if (request.ShowsSeqNo)
        {
            writer.WriteNumber("_seq_no", operation.SeqNo);
            writer.WriteNumber("_primary_term", operation.PrimaryTerm);
        }
        writer.WritePropertyName("_score");
        if (request.NeedsScores) WriteScore(writer, hit.Score);
        else writer.WriteNullValue();
        if (operation.Routing is { } routing) writer.WriteString("_routing", routing);
        var filter = request.Source ?? SourceFilter.Beside(request.StoredFields);
        if (filter.IsShown)
        {
            writer.WritePropertyName("_source");
            writer.WriteRawValue(filter.Apply(operation.Source).Span, skipInputValidation: true);
        }
        if (request.Fields.Count > 0) ShownFields.Write(writer, hit, request.Fields);
        WriteSort(writer, hit);
        writer.WriteEndObject();
    }

    private void WriteSort(Utf8JsonWriter writer, Hit hit)
    {
        if (request.Sort.Count == 0) return;
        writer.WriteStartArray("sort");
        for (var i = 0; i < hit.Sort.Count; i++)
        {
            if (request.Sort[i].IsScore) WriteScore(writer, hit.Score);
            else ShownFields.WriteValue(writer, hit.Sort[i]);
        }
        writer.WriteEndArray();
    }

    private void WriteAggregations(Utf8JsonWriter writer)
    {
        if (request.Aggregations.Count == 0) return;
        var computed = new JsonObject();
        foreach (var aggregation in request.Aggregations) computed[aggregation.Name] = aggregation.Compute(part.Matched);
        foreach (var matched in part.Matched) matched.Document.Dispose();
        writer.WritePropertyName("aggregations");
        computed.WriteTo(writer);
    }

    private static void WriteScore(Utf8JsonWriter writer, double score) => writer.WriteNumberValue((float)score);
}
