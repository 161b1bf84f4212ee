using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Watching;

/// <summary>What one poll of a cluster brought.</summary>
/// <param name="Stats">Null when the cluster does not tell its followers' health.</param>
/// <param name="TasksUnknown">Why it does not; null when it does.</param>
/// <param name="Positions">Null when it does not tell its indices' positions.</param>
internal sealed record ClusterReading(
    FollowStats? Stats, string? TasksUnknown, Positions? Positions, string? Version, string? Identity, TimeSpan Pace, bool IsSlowed);
