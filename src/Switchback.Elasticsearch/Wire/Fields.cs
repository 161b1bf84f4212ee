namespace Switchback.Elasticsearch.Wire;

/// <summary>Wire names that are both written and read.</summary>
internal static class Fields
{
    public const string MaxReadRequestOperationCount = "max_read_request_operation_count";
    public const string MaxWriteRequestOperationCount = "max_write_request_operation_count";
    public const string MaxOutstandingReadRequests = "max_outstanding_read_requests";
    public const string MaxOutstandingWriteRequests = "max_outstanding_write_requests";
    public const string MaxReadRequestSize = "max_read_request_size";
    public const string MaxWriteRequestSize = "max_write_request_size";
    public const string MaxWriteBufferCount = "max_write_buffer_count";
    public const string MaxWriteBufferSize = "max_write_buffer_size";
    public const string MaxRetryDelay = "max_retry_delay";
    public const string ReadPollTimeout = "read_poll_timeout";

    public const string RemoteCluster = "remote_cluster";
    public const string LeaderIndex = "leader_index";
    public const string FollowerIndex = "follower_index";
    public const string DataStreamName = "data_stream_name";
    public const string Settings = "settings";
    public const string LeaderIndexPatterns = "leader_index_patterns";
    public const string LeaderIndexExclusionPatterns = "leader_index_exclusion_patterns";
    public const string FollowIndexPattern = "follow_index_pattern";
}
