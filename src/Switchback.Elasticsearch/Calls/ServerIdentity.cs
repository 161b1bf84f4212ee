using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

/// <summary>Who answers, by its own words in <c>GET /</c>.</summary>
/// <param name="ClusterUuid">Null while the node has not joined a cluster (<c>_na_</c>).</param>
public sealed record ServerIdentity(string NodeName, string ClusterName, string? ClusterUuid, ServerVersion Version, string VersionText, string Flavor);

/// <summary>How far the server's clock is ahead of ours, as its last <c>Date</c> header said; exact to about a second.</summary>
public sealed record ClockSkew(TimeSpan Ahead, DateTimeOffset MeasuredAt);
