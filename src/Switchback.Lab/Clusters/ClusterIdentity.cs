namespace Switchback.Lab.Clusters;

/// <summary>What a cluster stays through stops, starts and resets: names, uuid, node, and where its next ids come from.</summary>
public sealed record ClusterIdentity(string Name, Profile Profile, string Uuid, NodeIdentity Node, Ids Ids)
{
    public static ClusterIdentity Make(int seed, string name, Profile profile, int ordinal)
    {
        var ids = new Ids(SeedOf(seed, name));
        var uuid = ids.NewUuid();
        var node = new NodeIdentity(ids.NewUuid(), $"{name}-0", ids.NewUuid(), $"127.0.0.1:{Laboratory.FirstTransportPort + ordinal}");
        return new ClusterIdentity(name, profile, uuid, node, ids);
    }

    // string.GetHashCode differs from run to run; a seed must not.
    private static int SeedOf(int seed, string name) => name.Aggregate(seed, (hash, c) => unchecked((hash * 31) + c));
}
