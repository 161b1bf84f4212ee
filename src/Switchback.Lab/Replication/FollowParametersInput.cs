using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Units;

namespace Switchback.Lab.Replication;

/// <summary>The tuning values that a caller gave; the rest stays open until a task is made of them.</summary>
public sealed class FollowParametersInput
{
    private static readonly TimeText LongestRetryDelay = new(5, "m");

    public int? MaxReadRequestOperationCount { get; set; }

    public int? MaxWriteRequestOperationCount { get; set; }

    public int? MaxOutstandingReadRequests { get; set; }

    public int? MaxOutstandingWriteRequests { get; set; }

    public ByteSize? MaxReadRequestSize { get; set; }

    public ByteSize? MaxWriteRequestSize { get; set; }

    public int? MaxWriteBufferCount { get; set; }

    public ByteSize? MaxWriteBufferSize { get; set; }

    public TimeText? MaxRetryDelay { get; set; }

    public TimeText? ReadPollTimeout { get; set; }

    /// <summary>Teaches a parser the ten fields.</summary>
    public StrictParser Declare(StrictParser parser) => parser
        .Integer("max_read_request_operation_count", value => MaxReadRequestOperationCount = value)
        .Integer("max_write_request_operation_count", value => MaxWriteRequestOperationCount = value)
        .Integer("max_outstanding_read_requests", value => MaxOutstandingReadRequests = value)
        .Integer("max_outstanding_write_requests", value => MaxOutstandingWriteRequests = value)
        .Size("max_read_request_size", value => MaxReadRequestSize = value)
        .Size("max_write_request_size", value => MaxWriteRequestSize = value)
        .Integer("max_write_buffer_count", value => MaxWriteBufferCount = value)
        .Size("max_write_buffer_size", value => MaxWriteBufferSize = value)
        .Time("max_retry_delay", value => MaxRetryDelay = value)
        .Time("read_poll_timeout", value => ReadPollTimeout = value);

    /// <summary>What is wrong with them, in Elasticsearch's order and words; nothing where they are fine.</summary>
    public IEnumerable<string> Complaints()
    {
        if (MaxReadRequestOperationCount < 1) yield return TooSmall("max_read_request_operation_count");
        if (MaxReadRequestSize?.Bytes <= 0) yield return TooSmall("max_read_request_size");
        if (MaxOutstandingReadRequests < 1) yield return TooSmall("max_outstanding_read_requests");
        if (MaxWriteRequestOperationCount < 1) yield return TooSmall("max_write_request_operation_count");
        if (MaxWriteRequestSize?.Bytes <= 0) yield return TooSmall("max_write_request_size");
        if (MaxOutstandingWriteRequests < 1) yield return TooSmall("max_outstanding_write_requests");
        if (MaxWriteBufferCount < 1) yield return TooSmall("max_write_buffer_count");
        if (MaxWriteBufferSize?.Bytes <= 0) yield return TooSmall("max_write_buffer_size");
        if (MaxRetryDelay?.Millis <= 0) yield return $"[max_retry_delay] must be positive but was [{MaxRetryDelay}]";
        if (MaxRetryDelay?.Millis > LongestRetryDelay.Millis)
            yield return $"[max_retry_delay] must be less than [{LongestRetryDelay}] but was [{MaxRetryDelay}]";
    }

    public FollowParameters Complete()
    {
        var otherwise = FollowParameters.Default;
        return new FollowParameters
        {
            MaxReadRequestOperationCount = MaxReadRequestOperationCount ?? otherwise.MaxReadRequestOperationCount,
            MaxWriteRequestOperationCount = MaxWriteRequestOperationCount ?? otherwise.MaxWriteRequestOperationCount,
            MaxOutstandingReadRequests = MaxOutstandingReadRequests ?? otherwise.MaxOutstandingReadRequests,
            MaxOutstandingWriteRequests = MaxOutstandingWriteRequests ?? otherwise.MaxOutstandingWriteRequests,
            MaxReadRequestSize = MaxReadRequestSize ?? otherwise.MaxReadRequestSize,
            MaxWriteRequestSize = MaxWriteRequestSize ?? otherwise.MaxWriteRequestSize,
            MaxWriteBufferCount = MaxWriteBufferCount ?? otherwise.MaxWriteBufferCount,
            MaxWriteBufferSize = MaxWriteBufferSize ?? otherwise.MaxWriteBufferSize,
            MaxRetryDelay = MaxRetryDelay ?? otherwise.MaxRetryDelay,
            ReadPollTimeout = ReadPollTimeout ?? otherwise.ReadPollTimeout,
        };
    }

    /// <summary>Only what was given, as an auto-follow pattern shows it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        Put("max_read_request_operation_count", MaxReadRequestOperationCount);
        Put("max_write_request_operation_count", MaxWriteRequestOperationCount);
        Put("max_outstanding_read_requests", MaxOutstandingReadRequests);
        Put("max_outstanding_write_requests", MaxOutstandingWriteRequests);
        Put("max_read_request_size", MaxReadRequestSize?.ToString());
        Put("max_write_request_size", MaxWriteRequestSize?.ToString());
        Put("max_write_buffer_count", MaxWriteBufferCount);
        Put("max_write_buffer_size", MaxWriteBufferSize?.ToString());
        Put("max_retry_delay", MaxRetryDelay?.ToString());
        Put("read_poll_timeout", ReadPollTimeout?.ToString());
        return json;

        void Put(string key, JsonNode? value)
        {
            if (value is not null) json[key] = value;
        }
    }

    private static string TooSmall(string field) => field + " must be larger than 0";
}
