using System.Text.Json;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.AutoFollow;

/// <summary>What auto-follow counted and what went wrong lately. Lives in memory only: a restart of the node begins at nothing.</summary>
public sealed class AutoFollowStats(Cluster cluster)
{
    private const int MostErrors = 256;

    // In the order they came, the oldest goes first; shown by name.
    private readonly List<RecentError> _errors = [];

    public long FailedIndices { get; private set; }

    public long FailedFetches { get; private set; }

    public long SuccessfulIndices { get; private set; }

    public void Forget()
    {
        _errors.Clear();
        FailedIndices = FailedFetches = SuccessfulIndices = 0;
    }

    /// <summary>Errors of patterns that are gone leave with the next round of any other.</summary>
    public void Purge(IReadOnlyCollection<string> patterns) => _errors.RemoveAll(error => !patterns.Contains(error.Pattern));

    public void FetchFailed(IReadOnlyList<string> patterns, ElasticException cause, long times)
    {
        FailedFetches += times;
        var wrapped = new ElasticException(cause.Status, "exception", JavaText.Of(cause, cluster.Profile)) { CausedBy = cause };
        foreach (var pattern in patterns) Remember(pattern, null, wrapped);
    }

    public void FetchWorked(string pattern) => _errors.RemoveAll(error => error.Pattern == pattern && error.Index is null);

    public void Followed(string pattern, string index)
    {
        SuccessfulIndices++;
        _errors.RemoveAll(error => error.Pattern == pattern && error.Index == index);
    }

    public void NotFollowed(string pattern, string index, ElasticException cause)
    {
        FailedIndices++;
        // A plain Java exception is put into one of Elasticsearch's own before it is kept.
        Remember(pattern, index, cause.IsForeign
            ? new ElasticException(cause.Status, "exception", JavaText.Of(cause, cluster.Profile)) { CausedBy = cause }
            : cause);
    }

    public void Write(Utf8JsonWriter writer, IEnumerable<AutoFollower> followers)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number_of_failed_follow_indices"u8, FailedIndices);
        writer.WriteNumber("number_of_failed_remote_cluster_state_requests"u8, FailedFetches);
        writer.WriteNumber("number_of_successful_follow_indices"u8, SuccessfulIndices);
        writer.WriteStartArray("recent_auto_follow_errors"u8);
        foreach (var error in _errors.OrderBy(error => error.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("leader_index"u8, error.Key);
            writer.WriteNumber("timestamp"u8, error.Timestamp);
            writer.WritePropertyName("auto_follow_exception"u8);
            ErrorBody.Shape(error.Exception).WriteTo(writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("auto_followed_clusters"u8);
        foreach (var follower in followers)
        {
            writer.WriteStartObject();
            writer.WriteString("cluster_name"u8, follower.Remote);
            writer.WriteNumber("time_since_last_check_millis"u8, follower.SinceLastCheckMillis);
            writer.WriteNumber("last_seen_metadata_version"u8, follower.MetadataVersion);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Remember(string pattern, string? index, ElasticException exception)
    {
        var error = new RecentError(pattern, index, cluster.NowMillis, exception);
        var known = _errors.FindIndex(other => other.Key == error.Key);
        if (known >= 0) _errors[known] = error;
        else _errors.Add(error);
        if (_errors.Count > MostErrors) _errors.RemoveAt(0);
    }

    private sealed record RecentError(string Pattern, string? Index, long Timestamp, ElasticException Exception)
    {
        public string Key { get; } = Index is null ? Pattern : $"{Pattern}:{Index}";
    }
}
