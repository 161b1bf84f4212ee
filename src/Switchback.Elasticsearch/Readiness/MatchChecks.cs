using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>What must hold between the two sides: that they are two, and that their versions fit.</summary>
internal static class MatchChecks
{
    public static IEnumerable<Check> Of(Party from, Party to, Direction direction)
    {
        yield return from.Hear(from.Facts.Identity, FactGroup.Health).And(to.Hear(to.Facts.Identity, FactGroup.Health))
            .Judge("identity", "Two different clusters", both => Identity(from, to, both.First, both.Second));
        yield return from.Hear(from.Facts.Nodes, FactGroup.Nodes).And(to.Hear(to.Facts.Nodes, FactGroup.Nodes))
            .Judge("version", "Versions in both directions", both => Version(from, to, direction, both.First, both.Second));
    }

    private static Finding Identity(Party from, Party to, ServerIdentity one, ServerIdentity other)
    {
        if (one.ClusterUuid is not { } mine || other.ClusterUuid is not { } theirs)
        {
            return Finding.Unknown(
                $"{(one.ClusterUuid is null ? from.Cluster : to.Cluster)} has not formed a cluster yet: it has no uuid.", "Wait until its nodes have elected a master.");
        }
        return mine != theirs
            ? Finding.Pass($"{mine}, {theirs}", "different uuids", "The two sides are two clusters.")
            : Finding.Fail(mine, "different uuids", $"{from.Cluster} and {to.Cluster} are the same cluster: a copy would live and die with its original.",
                $"Correct the addresses under Clusters:{from.Cluster}:Urls and Clusters:{to.Cluster}:Urls.", to.ByHand(SelfRequests.Root));
    }

    /// <summary>
    /// A cluster may follow one of its own version or an older one, patch level included; so both directions want equal versions.
    /// The oldest node of who follows and the newest of who leads decide, as an upgrade may be going on.
    /// </summary>
    private static Finding Version(Party from, Party to, Direction direction, IReadOnlyList<NodeFacts> fromNodes, IReadOnlyList<NodeFacts> toNodes)
    {
        const string limit = "equal, patch level included";
        if (Range(fromNodes) is not { } leaves || Range(toNodes) is not { } gains)
            return Finding.Unknown("A node gives a version that cannot be read.", "Compare the versions by hand.");
        var value = $"{from.Cluster} {Words(leaves)}, {to.Cluster} {Words(gains)}";
        var toMayFollow = gains.Oldest >= leaves.Newest;
        var fromMayFollow = leaves.Oldest >= gains.Newest;
        if (toMayFollow && fromMayFollow) return Finding.Pass(value, limit, "Each side may follow the other.");
        var (older, newer) = toMayFollow ? (from, to) : (to, from);
        var upgrade = toMayFollow || fromMayFollow ? $"Upgrade {older.Cluster} to the version of {newer.Cluster}." : "Finish the upgrades, so that all nodes run the same version.";
        if (direction == Direction.FailBack && !toMayFollow)
            return Finding.Fail(value, limit, $"{to.Cluster} is older than {from.Cluster}: it cannot follow it, so nothing can be copied back.", upgrade);
        if (direction == Direction.FailBack)
            return Finding.Warn(value, limit, $"{to.Cluster} can copy back, but {from.Cluster} is older and cannot follow it afterwards: the pair stays unprotected.", upgrade);
        return fromMayFollow
            ? Finding.Warn(value, limit, $"{to.Cluster} is older than {from.Cluster}: what it has can be promoted, but following a newer cluster is against the rules and may have stopped.", upgrade)
            : Finding.Warn(value, limit, $"Promoting works, but {from.Cluster} cannot follow {to.Cluster} afterwards: the pair stays unprotected and cannot fail back.", upgrade);
    }

    private static (ServerVersion Oldest, ServerVersion Newest)? Range(IReadOnlyList<NodeFacts> nodes)
    {
        var versions = nodes.Select(node => ServerVersion.Parse(node.Version)).ToList();
        if (versions.Count == 0 || versions.Any(version => version is null)) return null;
        return (versions.Min()!.Value, versions.Max()!.Value);
    }

    private static string Words((ServerVersion Oldest, ServerVersion Newest) range) =>
        range.Oldest == range.Newest ? range.Oldest.ToString() : $"{range.Oldest} to {range.Newest}";
}
