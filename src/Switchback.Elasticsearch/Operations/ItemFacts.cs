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

    /// <summary>What the same index is called on the other side of its pair, and which cluster that is.</summary>
    public const string Twin = "twin";
    public const string TwinCluster = "twinCluster";

    /// <summary>How far it had its leader's operations when it was promoted, shard by shard.</summary>
    public const string Line = "line";

    /// <summary>Where it stood, shard by shard, when it was last compared with its twin behind a fence.</summary>
    public const string Settled = "settled";

    /// <summary>What it has and its twin lacks, as JSON.</summary>
    public const string Divergence = "divergence";

    /// <summary>The set of preserved copies that belongs to the plan.</summary>
    public const string Kept = "kept";

    /// <summary><c>setting</c> where the cluster is too old for the call that stops writes.</summary>
    public const string FenceBy = "fenceBy";

    /// <summary>For a rule that makes followers: the whole of it, as it is put.</summary>
    public const string Pattern = "pattern";

    /// <summary>For a remote cluster: its settings, one a line.</summary>
    public const string RemoteKeys = "remoteKeys";

    /// <summary>An alias that it shall be the write index of; several with commas between.</summary>
    public const string WriteAliases = "writeAliases";

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
