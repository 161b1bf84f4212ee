using System.Text.Json.Nodes;
using Switchback.Lab.Units;

namespace Switchback.Lab.Replication;

/// <summary>The ten tuning values of a follow task. They live in the task alone: pausing loses them.</summary>
public sealed record FollowParameters
{
    public static readonly FollowParameters Default = new();

    public int MaxReadRequestOperationCount { get; init; } = 5120;

    public int MaxWriteRequestOperationCount { get; init; } = 5120;

    public int MaxOutstandingReadRequests { get; init; } = 12;

    public int MaxOutstandingWriteRequests { get; init; } = 9;

    public ByteSize MaxReadRequestSize { get; init; } = new(32, "mb");

    public ByteSize MaxWriteRequestSize { get; init; } = new(long.MaxValue, "b");

    public int MaxWriteBufferCount { get; init; } = int.MaxValue;

    public ByteSize MaxWriteBufferSize { get; init; } = new(512, "mb");

    public TimeText MaxRetryDelay { get; init; } = new(500, "ms");

    public TimeText ReadPollTimeout { get; init; } = new(1, "m");

    /// <summary>In the order in which Elasticsearch shows them.</summary>
    public JsonObject ToJson() => new()
    {
        ["max_read_request_operation_count"] = MaxReadRequestOperationCount,
        ["max_write_request_operation_count"] = MaxWriteRequestOperationCount,
        ["max_outstanding_read_requests"] = MaxOutstandingReadRequests,
        ["max_outstanding_write_requests"] = MaxOutstandingWriteRequests,
        ["max_read_request_size"] = MaxReadRequestSize.ToString(),
        ["max_write_request_size"] = MaxWriteRequestSize.ToString(),
        ["max_write_buffer_count"] = MaxWriteBufferCount,
        ["max_write_buffer_size"] = MaxWriteBufferSize.ToString(),
        ["max_retry_delay"] = MaxRetryDelay.ToString(),
        ["read_poll_timeout"] = ReadPollTimeout.ToString(),
    };
}
