using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>Which failures a follow task tries again for ever, and which end it (contract 3.1): everything that is not named here.</summary>
public static class RetryRule
{
    private static readonly HashSet<string> Retried = new(StringComparer.Ordinal)
    {
        "connect_transport_exception",
        "node_disconnected_exception",
        "node_not_connected_exception",
        "send_request_transport_exception",
        "connect_exception",
        "node_closed_exception",
        "no_such_remote_cluster_exception",
        "shard_not_found_exception",
        "illegal_index_shard_state_exception",
        "index_shard_closed_exception",
        "index_shard_not_started_exception",
        "index_shard_not_recovering_exception",
        "index_shard_recovering_exception",
        "no_shard_available_action_exception",
        "unavailable_shards_exception",
        "already_closed_exception",
        "security_exception",
        "cluster_block_exception",
        "index_closed_exception",
        "es_rejected_execution_exception",
        "circuit_breaking_exception",
    };

    public static bool ShouldRetry(ElasticException e, Profile profile) =>
        Retried.Contains(e.Type) || (e.Type == "no_seed_node_left_exception" && profile.RetriesWithoutSeedNodes);
}
