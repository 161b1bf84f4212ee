namespace Switchback.Elasticsearch.Operations;

/// <summary>What a plan keeps of an index besides its name and uuid, by name.</summary>
public static class ItemFacts
{
    /// <summary>The alias of the leader's cluster on the follower's.</summary>
    public const string Remote = "remote";
    public const string Leader = "leader";
    public const string LeaderUuid = "leaderUuid";

    /// <summary>The configured name of the leader's cluster, where it is one of ours.</summary>
    public const string LeaderCluster = "leaderCluster";

    /// <summary>The data stream it backs.</summary>
    public const string Stream = "stream";

    /// <summary>Retention leases to remove, one a line, as the leader names them.</summary>
    public const string Leases = "leases";

    /// <summary>Settings that override the leader's, as one JSON object.</summary>
    public const string Settings = "settings";

    /// <summary>Before a follow parameter's wire name: <c>param.max_retry_delay</c>.</summary>
    public const string Parameter = "param.";

    /// <summary>Before a follow parameter's wire name, where taking a step back sends another value than going forward: <c>was.max_retry_delay</c>.</summary>
    public const string FormerParameter = "was.";
}
