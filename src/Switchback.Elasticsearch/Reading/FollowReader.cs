using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads the small answers of CCR.</summary>
internal static class FollowReader
{
    public static IReadOnlyList<FollowerInfo> Infos(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<FollowerInfo>>(body, root =>
        [.. root.Items("follower_indices").Select(item => new FollowerInfo(
            item.Text(Fields.FollowerIndex), item.Text(Fields.RemoteCluster), item.Text(Fields.LeaderIndex),
            item.Text("status") switch { "active" => FollowerStatus.Active, "paused" => FollowerStatus.Paused, _ => FollowerStatus.Unknown },
            item.FindObject("parameters") is { } parameters ? Parameters(parameters) : null))]);

    public static FollowResult Followed(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
        new FollowResult(root.Flag("follow_index_created"), root.Flag("follow_index_shards_acked"), root.Flag("index_following_started")));

    public static ForgetResult Forgotten(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
    {
        var shards = root.NeedObject("_shards");
        return new ForgetResult(
            shards.Number("total"), shards.Number("successful"), shards.Number("failed"),
            [.. shards.ItemsOrNone("failures").Select(failure => failure.FindObject("reason") is { } reason
                ? ErrorReader.FromObject(200, reason)
                : ServerError.Bare(200, "no reason is given"))]);
    });

    public static AutoFollowStats AutoFollowStats(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
    {
        var stats = root.NeedObject("auto_follow_stats");
        return new AutoFollowStats(
            stats.Number("number_of_failed_follow_indices"),
            stats.Number("number_of_failed_remote_cluster_state_requests"),
            stats.Number("number_of_successful_follow_indices"),
            [.. stats.ItemsOrNone("recent_auto_follow_errors").Select(AutoFollowError)],
            [.. stats.ItemsOrNone("auto_followed_clusters").Select(cluster => new AutoFollowedCluster(
                cluster.Text("cluster_name"),
                cluster.Number("time_since_last_check_millis") is >= 0 and < long.MaxValue / 10_000 and var millis ? TimeSpan.FromMilliseconds(millis) : null,
                cluster.Number("last_seen_metadata_version")))]);
    });

    public static IReadOnlyList<AutoFollowPattern> Patterns(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<AutoFollowPattern>>(body, root =>
        [.. root.Items("patterns").Select(item =>
        {
            var pattern = item.NeedObject("pattern");
            return new AutoFollowPattern(
                item.Text("name"), pattern.FlagOrNull("active") ?? true, pattern.Text(Fields.RemoteCluster),
                pattern.Texts(Fields.LeaderIndexPatterns), pattern.Texts(Fields.LeaderIndexExclusionPatterns),
                pattern.TextOrNull(Fields.FollowIndexPattern), Parameters(pattern), Settings(pattern));
        })]);

    public static FollowParameters Parameters(JsonAt at) => new()
    {
        MaxReadRequestOperationCount = Count(at, Fields.MaxReadRequestOperationCount),
        MaxWriteRequestOperationCount = Count(at, Fields.MaxWriteRequestOperationCount),
        MaxOutstandingReadRequests = Count(at, Fields.MaxOutstandingReadRequests),
        MaxOutstandingWriteRequests = Count(at, Fields.MaxOutstandingWriteRequests),
        MaxReadRequestSize = at.TextOrNull(Fields.MaxReadRequestSize),
        MaxWriteRequestSize = at.TextOrNull(Fields.MaxWriteRequestSize),
        MaxWriteBufferCount = Count(at, Fields.MaxWriteBufferCount),
        MaxWriteBufferSize = at.TextOrNull(Fields.MaxWriteBufferSize),
        MaxRetryDelay = at.TextOrNull(Fields.MaxRetryDelay),
        ReadPollTimeout = at.TextOrNull(Fields.ReadPollTimeout),
    };

    private static int? Count(JsonAt at, string name) => at.Find(name) is null ? null : at.Int32(name);

    /// <summary><c>"pattern:index"</c>, or the pattern alone. Neither name can hold a colon.</summary>
    private static AutoFollowError AutoFollowError(JsonAt error)
    {
        var name = error.Text("leader_index");
        var colon = name.IndexOf(':');
        return new AutoFollowError(
            colon < 0 ? name : name[..colon], colon < 0 ? null : name[(colon + 1)..], error.TimeOrNull("timestamp"),
            error.FindObject("auto_follow_exception") is { } exception ? ErrorReader.FromObject(0, exception) : ServerError.Bare(0, "no exception is given"));
    }

    private static Dictionary<string, string?> Settings(JsonAt pattern)
    {
        var flat = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (pattern.FindObject(Fields.Settings) is { } settings) Flatten(settings, "", flat);
        return flat;
    }

    private static void Flatten(JsonAt at, string prefix, Dictionary<string, string?> into)
    {
        foreach (var (name, value) in at.Fields())
        {
            if (value.IsObject) Flatten(value, prefix + name + ".", into);
            else if (!value.IsArray) into[prefix + name] = value.Element.ValueKind == System.Text.Json.JsonValueKind.Null ? null : value.ScalarText();
        }
    }
}
