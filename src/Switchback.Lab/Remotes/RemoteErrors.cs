using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Remotes;

/// <summary>What using a remote can end in, besides the failures of the transport itself.</summary>
public static class RemoteErrors
{
    public static ElasticException NoSuchRemote(string alias) =>
        new(404, "no_such_remote_cluster_exception", $"no such remote cluster: [{alias}]");

    public static ElasticException TimedOut(string address, string what, TimeSpan after) =>
        new(500, "connect_transport_exception", $"[][{address}] {what}[{(int)after.TotalSeconds}s]");

    public static ElasticException OtherCluster(string address, string found, string expected) => Foreign(
        $"handshake with [{address}] failed: remote cluster name [{found}] does not match expected remote cluster name [{expected}]");

    /// <summary>A proxy's address was tried three times for every socket; the last refusal is kept by later versions only.</summary>
    public static ElasticException NoProxyConnection(RemoteDefinition remote, Profile profile, ElasticException refusal)
    {
        if (!profile.NamesWhyProxyRefused) return Foreign($"Unable to open any proxy connections to remote cluster [{remote.Alias}]");
        var reason = $"Unable to open any proxy connections to cluster [{remote.Alias}] at address [{remote.Addresses}]";
        var refused = new ElasticException(500, "no_seed_node_left_exception", reason);
        refused.Suppressed.Add(refusal);
        return refused;
    }

    private static ElasticException Foreign(string reason) => new(500, "illegal_state_exception", reason) { IsForeign = true };
}
