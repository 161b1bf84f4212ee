namespace Switchback.Elasticsearch.Wire;

/// <summary>What to follow and how.</summary>
/// <param name="Remote">The alias of the leader's cluster on the follower's, not that cluster's real name.</param>
/// <param name="Settings">Overrides, from the list of settings that stay local. From 7.9.</param>
/// <param name="DataStreamName">From 8.4.</param>
public sealed record FollowOrder(
    string Remote, string LeaderIndex, FollowParameters Parameters, IReadOnlyDictionary<string, string?>? Settings = null, string? DataStreamName = null);

/// <summary>The calls on followers. Each takes exactly one index; a list or wildcard would be taken literally.</summary>
public static class FollowRequests
{
    /// <summary>A field that is always there: an answer without any follower differs by it from an empty object of a stranger.</summary>
    private const string Witness = "auto_follow_stats.number_of_successful_follow_indices";

    private const string Shards = "follow_stats.indices.shards.";

    /// <summary>No arrays without content: a filter that names what is inside them leaves the empty ones out.</summary>
    private const string FastFields =
        "follow_stats.indices.index," + Shards + "shard_id," + Shards + "failed_write_requests," + Shards + "time_since_last_read_millis,"
        + Shards + "read_exceptions.from_seq_no," + Shards + "read_exceptions.retries,"
        + Shards + "read_exceptions.exception.type," + Shards + "read_exceptions.exception.reason,"
        + Shards + "fatal_exception.type," + Shards + "fatal_exception.reason";

    /// <summary>
    /// Every follower's health in as few bytes as it takes. Lag is not in it: what these stats say of it is almost always 0,
    /// and positions are read from both clusters instead.
    /// </summary>
    public static readonly WireRequest StatsOfAll = new() { Method = HttpMethod.Get, Target = $"/_ccr/stats?filter_path={Witness},{FastFields}" };

    public static readonly WireRequest AutoFollowStats = new() { Method = HttpMethod.Get, Target = "/_ccr/stats?filter_path=auto_follow_stats" };

    /// <summary>Hidden followers (of data streams) match neither <c>_all</c> nor <c>*</c>: they are asked for by their dot.</summary>
    public static readonly WireRequest InfoOfAll = new() { Method = HttpMethod.Get, Target = "/*,.*/_ccr/info" };

    /// <summary>All there is about some followers. 404 when none of them has tasks (paused ones have none).</summary>
    public static WireRequest StatsOf(IReadOnlyCollection<string> names) => Get($"/{Target.Names(names)}/_ccr/stats", names);

    public static WireRequest InfoOf(IReadOnlyCollection<string> names) => Get($"/{Target.Names(names)}/_ccr/info", names);

    /// <summary>
    /// Copies the leader and follows it. Over a closed index of that name it replaces the data, follower or not. With
    /// <paramref name="waitForShards"/> it lasts as long as the copy; without, it answers at once and failures are silent.
    /// </summary>
    public static WireRequest Follow(string follower, FollowOrder order, bool waitForShards = true) => new()
    {
        Method = HttpMethod.Put,
        Target = $"/{Target.Name(follower)}/_ccr/follow{(waitForShards ? "?wait_for_active_shards=1" : "")}",
        Body = JsonBody.Of(body =>
        {
            body.WriteString(Fields.RemoteCluster, order.Remote);
            body.WriteString(Fields.LeaderIndex, order.LeaderIndex);
            if (order.DataStreamName is { } stream) body.WriteString(Fields.DataStreamName, stream);
            if (order.Settings is { Count: > 0 } settings) body.Settings(Fields.Settings, settings);
            order.Parameters.Write(body);
        }),
        Kind = waitForShards ? CallKind.Copy : CallKind.Write,
        Power = Power.Operate,
        Since = order.DataStreamName is not null ? Since.DataStreamName : order.Settings is { Count: > 0 } ? Since.FollowSettings : Since.Accepted,
        Flaw = Target.FlawOfConcrete(follower),
    };

    /// <summary>Ends the tasks. The parameters are gone with them: read them with info first.</summary>
    public static WireRequest Pause(string follower) => Post(follower, "pause_follow");

    /// <summary>Starts the tasks with these parameters; what is not given takes its default, not what it was before the pause.</summary>
    public static WireRequest Resume(string follower, FollowParameters parameters) =>
        Post(follower, "resume_follow") with { Body = parameters.Given().Any() ? JsonBody.Of(parameters.Write) : default };

    /// <summary>
    /// Makes a paused, closed follower a regular index. A 500 with failed_to_remove_retention_leases has done so too; with a
    /// silent leader the call hangs although it has happened. There is no undo.
    /// </summary>
    public static WireRequest Unfollow(string follower) => Post(follower, "unfollow");

    /// <summary>Sent to the leader's cluster: removes the leases of a follower that is no more.</summary>
    public static WireRequest ForgetFollower(Outcomes.RetentionLeaseId lease) => new()
    {
        Method = HttpMethod.Post,
        Target = $"/{Target.Name(lease.LeaderIndex)}/_ccr/forget_follower",
        Body = JsonBody.Of(body =>
        {
            body.WriteString("follower_cluster", lease.FollowerCluster);
            body.WriteString("follower_index", lease.FollowerIndex);
            body.WriteString("follower_index_uuid", lease.FollowerUuid);
            body.WriteString("leader_remote_cluster", lease.Remote);
        }),
        Kind = CallKind.Write,
        Power = Power.Operate,
        Flaw = Target.FlawOfConcrete(lease.LeaderIndex),
    };

    private static WireRequest Post(string follower, string verb) => new()
    {
        Method = HttpMethod.Post,
        Target = $"/{Target.Name(follower)}/_ccr/{verb}",
        Kind = CallKind.Write,
        Power = Power.Operate,
        Flaw = Target.FlawOfConcrete(follower),
    };

    private static WireRequest Get(string target, IReadOnlyCollection<string> names) => new()
    {
        Method = HttpMethod.Get,
        Target = target,
        Flaw = names.Count == 0 ? "no name is given" : names.Select(Target.FlawOf).FirstOrDefault(flaw => flaw is not null),
    };
}
