using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>Which remote leads to which side, found by its addresses.</summary>
internal static class RemoteMatch
{
    /// <param name="ByName">Only the alias says so; the addresses do not.</param>
    public sealed record Found(RemoteInfo Remote, bool ByName);

    public static Found? Find(IReadOnlyList<RemoteInfo> remotes, IReadOnlyList<NodeFacts> nodes, Party other)
    {
        var addresses = nodes.Select(node => node.TransportAddress).Where(address => address.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (remotes.FirstOrDefault(remote => remote.Addresses.Any(addresses.Contains)) is { } byAddress) return new Found(byAddress, false);
        var names = new[] { other.Cluster, other.Facts.Identity.Value?.ClusterName };
        return remotes.FirstOrDefault(remote => names.Contains(remote.Alias, StringComparer.OrdinalIgnoreCase)) is { } byName ? new Found(byName, true) : null;
    }
}

/// <summary>
/// The remotes in both directions. Whether the other side is up is asked of itself: <c>connected: false</c> only means that nobody
/// has used the remote since the connection broke.
/// </summary>
internal static class RemoteChecks
{
    public static IEnumerable<Check> Of(Party from, Party to, Direction direction)
    {
        // To follow what it is given back, the side that gains writes needs the remote first; the other one needs it to follow afterwards.
        yield return Check(to, from, needed: direction == Direction.FailBack, missing: direction == Direction.FailBack
            ? $"{to.Cluster} cannot copy back what {from.Cluster} took."
            : $"{to.Cluster} follows nothing on {from.Cluster}: there may be nothing to promote.");
        yield return Check(from, to, needed: false, missing: $"{from.Cluster} cannot follow {to.Cluster} afterwards: the pair stays unprotected until it is there.");
    }

    private static Check Check(Party asks, Party other, bool needed, string missing)
    {
        // The other side's addresses stay what they were while it is down: old ones serve.
        var nodes = other.Hear(other.Facts.Nodes, FactGroup.Nodes) is { Has: true } last ? last with { Trouble = null } : other.Hear(other.Facts.Nodes, FactGroup.Nodes);
        return asks.Hear(asks.Facts.Remotes, FactGroup.Remotes).And(nodes)
            .Judge($"remote-{asks.Id}-to-{other.Id}", $"Remote on {asks.Cluster} to {other.Cluster}", both => Judge(asks, other, needed, missing, both.First, both.Second));
    }

    private static Finding Judge(Party asks, Party other, bool needed, string missing, IReadOnlyList<RemoteInfo> remotes, IReadOnlyList<NodeFacts> nodes)
    {
        var limit = $"a remote that leads to {other.Cluster}";
        if (RemoteMatch.Find(remotes, nodes, other) is not { } found)
        {
            var seed = nodes.Select(node => node.TransportAddress).FirstOrDefault(address => address.Length > 0);
            return Finding.Bad(needed, remotes.Count == 0 ? "no remotes" : Say.Names([.. remotes.Select(remote => remote.Alias)]), limit,
                $"No remote of {asks.Cluster} leads to {other.Cluster}. {missing}", $"Add a remote to {other.Cluster} on {asks.Cluster}.",
                seed is null ? null : asks.ByHand(RemoteRequests.Put(other.Cluster, new Dictionary<string, string?> { ["seeds"] = seed })));
        }
        var remote = found.Remote;
        var value = $"{remote.Alias} ({string.Join(", ", remote.Addresses)})";
        var poke = asks.ByHand(RemotePoke.ByHand(remote.Alias));
        if (!remote.Connected)
        {
            return other.Answers
                ? Finding.Warn($"{value}, not connected", limit,
                    $"{other.Cluster} answers, but {asks.Cluster} has no connection to it just now: nobody may have used the remote since it broke.",
                    "Poke the remote: a search across makes it connect.", poke)
                : Finding.Warn($"{value}, not connected", limit, $"{asks.Cluster} has no connection, and {other.Cluster} does not answer us either.",
                    $"Bring {other.Cluster} back, then poke the remote.", poke);
        }
        if (found.ByName)
        {
            return Finding.Warn(value, limit, $"Only its name says that it leads to {other.Cluster}: none of its addresses is one that a node there gives as its own.",
                "Compare the cluster uuid behind the remote's addresses; a name or proxy in between is no fault.", other.ByHand(SelfRequests.Nodes));
        }
        return Finding.Pass(value, limit, $"The remote {remote.Alias} leads to {other.Cluster} and is connected.");
    }
}
