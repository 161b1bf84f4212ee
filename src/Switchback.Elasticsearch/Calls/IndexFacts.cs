using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Calls;

public enum IndexState
{
    /// <summary>A word we do not know.</summary>
    Unknown,
    Open,
    Closed,
}

/// <param name="CreatedMillis">A follower has its leader's, and keeps it when it is promoted: equal ones tell of a common past.</param>
/// <param name="Documents">Null for a closed index, and for one none of whose copies answers.</param>
public sealed record IndexFacts(
    string Name, string Uuid, IndexState State, HealthStatus Health, int Primaries, int Replicas, long? Documents, long? DeletedDocuments, long? Bytes, long? PrimaryBytes, long? CreatedMillis = null);

/// <param name="ShardsAcknowledged">Null where the call does not say.</param>
/// <param name="Refused">By index, in words, where a list was only partly done.</param>
public sealed record IndexResult(bool? ShardsAcknowledged, IReadOnlyDictionary<string, string> Refused);

/// <summary>One shard's recovery. A follower's first copy has the type SNAPSHOT and <paramref name="FromRemote"/>.</summary>
/// <param name="Stage">As it came: INIT, INDEX, VERIFY_INDEX, TRANSLOG, FINALIZE, DONE, or a word we do not know.</param>
/// <param name="FromRemote">The alias of the leader's cluster, for a remote recovery.</param>
public sealed record RecoveryFacts(
    string Index, int Shard, bool Primary, string Type, string Stage, string? FromRemote, string? LeaderIndex,
    DateTimeOffset? StartedAt, TimeSpan Running, long TotalBytes, long ReusedBytes, long RecoveredBytes, long TotalFiles, long RecoveredFiles)
{
    public bool IsDone => Stage is "DONE" or "done";
}

/// <param name="IsWriteIndex">Null when not said.</param>
public sealed record AliasFacts(string Index, string Alias, bool? IsWriteIndex, bool HasFilter);

public sealed record ShardsAnswered(long Total, long Successful, long Failed, IReadOnlyList<ServerError> Failures)
{
    public bool All => Failed == 0 && Successful == Total;
}
