using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Planning;

internal enum LeaseUse
{
    /// <summary>The cluster that holds it does not answer, or is none of ours.</summary>
    NotKnown,

    /// <summary>A follower is there that will need it.</summary>
    InUse,

    /// <summary>No follower of that identity is there any more.</summary>
    LeftBehind,
}

/// <summary>Tells whose a lease is. Leases carry the follower cluster's own name, which need not be the configured one; identities of indices decide.</summary>
internal sealed class LeaseOwners
{
    private readonly Dictionary<string, List<string>> _membersByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Member, bool Follows)> _byUuid = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unseen = new(StringComparer.Ordinal);

    private LeaseOwners()
    {
    }

    /// <summary>Three reads for each configured cluster, whatever is asked afterwards.</summary>
    public static async Task<LeaseOwners> ReadAsync(World world, CancellationToken cancel)
    {
        var owners = new LeaseOwners();
        foreach (var read in await Task.WhenAll(world.Snapshot.Members.Select(member => ReadAsync(world, member, cancel)))) owners.Take(read);
        return owners;
    }

    public LeaseUse UseOf(RetentionLeaseId lease)
    {
        if (_byUuid.TryGetValue(lease.FollowerUuid, out var index)) return index.Follows ? LeaseUse.InUse : LeaseUse.LeftBehind;
        return _membersByName.TryGetValue(lease.FollowerCluster, out var members) && !members.Exists(_unseen.Contains) ? LeaseUse.LeftBehind : LeaseUse.NotKnown;
    }

    /// <summary>The configured cluster that holds it; null when that is not one.</summary>
    public string? MemberOf(RetentionLeaseId lease) => _byUuid.TryGetValue(lease.FollowerUuid, out var index) ? index.Member
        : _membersByName.GetValueOrDefault(lease.FollowerCluster) is [var only] ? only : null;

    private static async Task<Read> ReadAsync(World world, Member member, CancellationToken cancel)
    {
        if (member.Line is not MemberLine.Answering) return new Read(member.Name, null, null);
        var identity = await world.Sources.IdentityAsync(member.Name, cancel);
        var indices = await world.Sources.IndicesAsync(member.Name, cancel);
        var followers = await world.Sources.FollowersAsync(member.Name, null, cancel);
        identity.TryGet(out var who, out _);
        if (!indices.TryGet(out var all, out _) || !followers.TryGet(out var follow, out _)) return new Read(member.Name, who?.ClusterName, null);
        var names = follow.Select(info => info.Index).ToHashSet(StringComparer.Ordinal);
        return new Read(member.Name, who?.ClusterName, [.. all.Select(index => (index.Uuid, names.Contains(index.Name)))]);
    }

    private void Take(Read read)
    {
        // A cluster that never said its own name may well be called as it is configured.
        var name = read.ClusterName ?? read.Member;
        if (!_membersByName.TryGetValue(name, out var members)) _membersByName[name] = members = [];
        members.Add(read.Member);
        if (read.Indices is null) _unseen.Add(read.Member);
        foreach (var (uuid, follows) in read.Indices ?? []) _byUuid[uuid] = (read.Member, follows);
    }

    private sealed record Read(string Member, string? ClusterName, IReadOnlyList<(string Uuid, bool Follows)>? Indices);
}
