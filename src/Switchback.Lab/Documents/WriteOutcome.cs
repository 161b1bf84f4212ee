using System.Text.Json;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

public enum WriteResult
{
    Created,
    Updated,
    Deleted,
    NotFound,
    NoOp,
}

/// <summary>What became of one written document.</summary>
public sealed record WriteOutcome(Shard Shard, string Id, WriteResult Result, long Version, long SeqNo, long PrimaryTerm)
{
    public string? Routing { get; init; }

    public bool ForcedRefresh { get; init; }

    /// <summary>An update's new source, where it was asked for.</summary>
    public ReadOnlyMemory<byte>? Shown { get; init; }

    public int Status => Result switch
    {
        WriteResult.Created => 201,
        WriteResult.NotFound => 404,
        _ => 200,
    };

    private string ResultName => Result switch
    {
        WriteResult.Created => "created",
        WriteResult.Updated => "updated",
        WriteResult.Deleted => "deleted",
        WriteResult.NotFound => "not_found",
        _ => "noop",
    };

    /// <summary>The members of the answer, in Elasticsearch's order, without the braces.</summary>
    public void Write(Utf8JsonWriter writer, bool withTypes)
    {
        var noOp = Result == WriteResult.NoOp;
        writer.WriteString("_index", Shard.Index.Name);
        if (withTypes) writer.WriteString("_type", "_doc");
        writer.WriteString("_id", Id);
        writer.WriteNumber("_version", Version);
        writer.WriteString("result", ResultName);
        if (ForcedRefresh) writer.WriteBoolean("forced_refresh", true);
        writer.WriteStartObject("_shards");
        writer.WriteNumber("total", noOp ? 0 : 1 + Shard.Index.Replicas);
        writer.WriteNumber("successful", noOp ? 0 : 1);
        writer.WriteNumber("failed", 0);
        writer.WriteEndObject();
        writer.WriteNumber("_seq_no", SeqNo);
        writer.WriteNumber("_primary_term", PrimaryTerm);
        if (Shown is { } shown) WriteShown(writer, shown);
    }

    private void WriteShown(Utf8JsonWriter writer, ReadOnlyMemory<byte> source)
    {
        writer.WriteStartObject("get");
        writer.WriteNumber("_seq_no", SeqNo);
        writer.WriteNumber("_primary_term", PrimaryTerm);
        writer.WriteBoolean("found", true);
        writer.WritePropertyName("_source");
        writer.WriteRawValue(source.Span, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
