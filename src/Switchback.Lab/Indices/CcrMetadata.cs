namespace Switchback.Lab.Indices;

/// <summary>What makes an index a follower: which leader it copies, through which remote.</summary>
public sealed record CcrMetadata(string RemoteCluster, string LeaderIndex, string LeaderIndexUuid, IReadOnlyList<string> LeaderHistoryUuids);
