using Switchback.Lab.Clusters;

namespace Switchback.Lab.Http;

/// <summary>
/// A failure as Java prints it: what a wrapper made of nothing but its cause takes as its reason. In 7.x that names the classes
/// of the whole chain, later only the outermost with its package.
/// </summary>
public static class JavaText
{
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["connect_transport_exception"] = "org.elasticsearch.transport",
        ["node_disconnected_exception"] = "org.elasticsearch.transport",
        ["node_not_connected_exception"] = "org.elasticsearch.transport",
        ["no_such_remote_cluster_exception"] = "org.elasticsearch.transport",
        ["no_seed_node_left_exception"] = "org.elasticsearch.transport",
        ["remote_transport_exception"] = "org.elasticsearch.transport",
        ["index_not_found_exception"] = "org.elasticsearch.index",
        ["index_closed_exception"] = "org.elasticsearch.indices",
        ["no_shard_available_action_exception"] = "org.elasticsearch.action",
        ["unavailable_shards_exception"] = "org.elasticsearch.action",
        ["retention_lease_not_found_exception"] = "org.elasticsearch.index.seqno",
        ["cluster_block_exception"] = "org.elasticsearch.cluster.block",
        ["snapshot_restore_exception"] = "org.elasticsearch.snapshots",
        ["annotated_connect_exception"] = "io.netty.channel.AbstractChannel$",
        ["connect_exception"] = "java.net",
        ["null_pointer_exception"] = "java.lang",
        ["illegal_argument_exception"] = "java.lang",
        ["illegal_state_exception"] = "java.lang",
    };

    // What Elasticsearch strips from a class name to make a type.
    private static readonly string[] Prefixed = ["exception", "status_exception", "security_exception", "parse_exception", "timeout_exception", "generation_exception"];

    public static string Of(ElasticException e, Profile profile) => profile.PrintsChainOfCauses && !e.IsForeign ? Chain(e) : $"{FullName(e.Type)}: {e.Reason}";

    public static string SimpleName(string type) => (Prefixed.Contains(type) ? "Elasticsearch" : "") + ElasticException.JavaName(type);

    private static string Chain(ElasticException e)
    {
        if (e.CausedBy is null) return $"{SimpleName(e.Type)}[{e.Reason}]";
        var chain = new List<string>();
        for (var at = e; at is not null; at = at.CausedBy) chain.Add(SimpleName(at.Type) + (at.Reason is { } reason ? $"[{reason}]" : ""));
        return string.Join("; nested: ", chain) + ";";
    }

    private static string FullName(string type)
    {
        var package = Packages.GetValueOrDefault(type, "org.elasticsearch");
        return package + (package.EndsWith('$') ? "" : ".") + SimpleName(type);
    }
}
