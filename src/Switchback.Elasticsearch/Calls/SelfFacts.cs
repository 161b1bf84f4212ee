namespace Switchback.Elasticsearch.Calls;

/// <param name="ExpiresAt">Null for a basic licence, which does not end.</param>
public sealed record License(string Type, string Status, DateTimeOffset? ExpiresAt)
{
    /// <summary>Types that we do not know grant nothing.</summary>
    public bool GrantsFollowing => Status == "active" && Type is ("trial" or "platinum" or "enterprise");
}

public sealed record FollowUsage(bool Available, bool Enabled, long Followers, long Patterns, TimeSpan? SinceLastFollow);

public enum HealthStatus
{
    /// <summary>A word we do not know: it satisfies nothing.</summary>
    Unknown,
    Red,
    Yellow,
    Green,
}

/// <param name="TimedOut">It did not become what was waited for in time; the facts are those at that moment.</param>
public sealed record ClusterHealth(
    string ClusterName,
    HealthStatus Status,
    bool TimedOut,
    long Nodes,
    long DataNodes,
    long ActiveShards,
    long InitializingShards,
    long UnassignedShards,
    long PendingTasks,
    IReadOnlyDictionary<string, HealthStatus> Indices);

/// <summary>Flat, every value as text.</summary>
public sealed record ClusterWideSettings(IReadOnlyDictionary<string, string> Persistent, IReadOnlyDictionary<string, string> Transient)
{
    /// <summary>The keys of each remote's settings, without the prefix.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Remotes()
    {
        var prefix = Wire.RemoteRequests.SettingPrefix;
        return Persistent.Concat(Transient)
            .Where(setting => setting.Key.StartsWith(prefix, StringComparison.Ordinal) && setting.Key.IndexOf('.', prefix.Length) > 0)
            .GroupBy(setting => setting.Key[prefix.Length..setting.Key.IndexOf('.', prefix.Length)])
            .ToDictionary(
                remote => remote.Key,
                remote => (IReadOnlyDictionary<string, string>)remote
                    .GroupBy(setting => setting.Key[(prefix.Length + remote.Key.Length + 1)..])
                    .ToDictionary(key => key.Key, key => key.Last().Value));
    }
}

public sealed record NodeFacts(string Id, string Name, string Version, string TransportAddress, IReadOnlyList<string> Roles);

/// <param name="ReadAt">By the node's own clock: the difference to ours is the skew.</param>
public sealed record DiskFacts(string NodeId, string NodeName, DateTimeOffset? ReadAt, IReadOnlyList<string> Roles, long TotalBytes, long AvailableBytes);

/// <summary>What makes an index a follower. It outlives the pause, unlike the parameters.</summary>
public sealed record FollowMetadata(string Remote, string LeaderIndex, string LeaderUuid, IReadOnlyList<string> LeaderHistoryUuids, bool IsOpen);

/// <param name="IsComplete">False when some node did not answer: a call may be running there.</param>
public sealed record RunningTasks(IReadOnlyList<RunningTask> Tasks, bool IsComplete);

public sealed record RunningTask(string Node, long Id, string Action, string Description, DateTimeOffset? StartedAt, TimeSpan Running)
{
    /// <summary>What its caller sent along as <c>X-Opaque-Id</c>. The description of a CCR call is empty: this alone tells which index it is for.</summary>
    public string? Mark { get; init; }
}

public enum PrimariesState
{
    /// <summary>The answer does not say.</summary>
    Unknown,

    /// <summary>Every primary copy works.</summary>
    Started,

    /// <summary>Some are being made, or wait for their turn.</summary>
    Waiting,

    /// <summary>The cluster has given up on some.</summary>
    Failed,
}

/// <summary>An index as one state of its cluster shows it: all of it is of the same moment.</summary>
/// <param name="Follows">Null for an index that follows nothing.</param>
public sealed record IndexSight(string Name, string Uuid, IndexState State, FollowMetadata? Follows, PrimariesState Primaries, int PrimaryCount);
