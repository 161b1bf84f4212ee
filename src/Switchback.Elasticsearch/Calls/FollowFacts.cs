using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

public enum FollowerStatus
{
    /// <summary>A word we do not know.</summary>
    Unknown,

    /// <summary>It has tasks, which may have failed for good.</summary>
    Active,

    /// <summary>It has none. An index that is still being copied says this too.</summary>
    Paused,
}

/// <param name="Parameters">Null when paused: they are gone.</param>
public sealed record FollowerInfo(string Index, string Remote, string LeaderIndex, FollowerStatus Status, FollowParameters? Parameters);

/// <param name="Created">The follower index is there.</param>
/// <param name="ShardsAcknowledged">Its copies became active in time.</param>
/// <param name="Started">Its tasks run. False without waiting, or after a copy that failed: then it is there, and paused.</param>
public sealed record FollowResult(bool Created, bool ShardsAcknowledged, bool Started);

/// <param name="Failures">Grouped by reason, so fewer than <paramref name="Failed"/>.</param>
public sealed record ForgetResult(long Shards, long Successful, long Failed, IReadOnlyList<ServerError> Failures);

public sealed record AutoFollowStats(
    long FailedFollows, long FailedStateRequests, long SuccessfulFollows, IReadOnlyList<AutoFollowError> RecentErrors, IReadOnlyList<AutoFollowedCluster> Clusters);

/// <param name="Index">Null when the remote's cluster state could not be had.</param>
public sealed record AutoFollowError(string Pattern, string? Index, DateTimeOffset? At, ServerError Error);

/// <param name="SinceLastCheck">Null before the first.</param>
public sealed record AutoFollowedCluster(string Remote, TimeSpan? SinceLastCheck, long LastSeenMetadataVersion);

/// <param name="Excluded">Empty before 7.14, which has none.</param>
public sealed record AutoFollowPattern(
    string Name,
    bool Active,
    string Remote,
    IReadOnlyList<string> LeaderPatterns,
    IReadOnlyList<string> Excluded,
    string? FollowPattern,
    FollowParameters Parameters,
    IReadOnlyDictionary<string, string?> Settings);
