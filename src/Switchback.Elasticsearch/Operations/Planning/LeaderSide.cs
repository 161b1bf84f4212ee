using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <param name="Uuid">Null when only the follower's side could be asked.</param>
/// <param name="Bytes">Of the primary shards.</param>
/// <param name="Stream">The data stream it backs.</param>
internal sealed record LeaderIndex(string Name, string? Uuid, bool IsOpen, long? Bytes, string? Stream);

/// <summary>What can be followed through an alias: by the leader's own word when it is one of ours, else as the follower's side sees it.</summary>
/// <param name="Cluster">The configured cluster behind the alias; null when it is none.</param>
/// <param name="Others">Names that stand for more than an index.</param>
/// <param name="IsComplete">False: what is not listed may be there all the same.</param>
internal sealed record LeaderSide(string Alias, string? Cluster, IReadOnlyDictionary<string, LeaderIndex> Indices, IReadOnlySet<string> Others, bool IsComplete)
{
    public string Called => Cluster ?? $"the remote {Alias}";

    /// <returns>Null when it was refused: the alias is not there, or nobody can list what is behind it.</returns>
    public static async Task<LeaderSide?> ReadAsync(World world, Draft draft, string member, string alias, CancellationToken cancel)
    {
        if (!(await world.Sources.RemotesAsync(member, cancel)).TryGet(out var remotes, out var fault))
        {
            draft.Refuse(member, $"Its remotes cannot be read. {fault.Say()}", "Try again when it answers.");
            return null;
        }
        if (remotes.FirstOrDefault(remote => remote.Alias == alias) is not { } remote)
        {
            draft.Refuse(alias, $"{member} has no remote of this name.", remotes.Count == 0 ? $"Connect a remote cluster on {member} first." : $"Choose one of {string.Join(", ", remotes.Select(known => known.Alias))}.");
            return null;
        }
        var cluster = ClusterBehind(world, member, remote);
        return cluster is null ? await ThroughAsync(world, draft, member, alias, cancel) : await OwnWordAsync(world, draft, cluster, alias, cancel);
    }

    /// <summary>Known by the followers it has, by its nodes' addresses, or by its name, in this order.</summary>
    private static string? ClusterBehind(World world, string member, RemoteInfo remote)
    {
        var byFollowers = world.Snapshot.Items.FirstOrDefault(item => item.Member == member && item.Source.Link == remote.Alias && item.Source.Member is not null && item.Verdict.Kind != VerdictKind.NotFollowed);
        if (byFollowers is not null) return byFollowers.Source.Member;
        foreach (var other in world.Snapshot.Members)
        {
            var nodes = world.Sources.FactsOf(other.Name)?.Nodes.Value ?? [];
            if (nodes.Any(node => remote.Addresses.Contains(node.TransportAddress, StringComparer.OrdinalIgnoreCase))) return other.Name;
        }
        return world.Snapshot.Members.FirstOrDefault(other => string.Equals(other.Name, remote.Alias, StringComparison.OrdinalIgnoreCase)
            || string.Equals(world.Sources.FactsOf(other.Name)?.Identity.Value?.ClusterName, remote.Alias, StringComparison.OrdinalIgnoreCase))?.Name;
    }

    private static async Task<LeaderSide?> OwnWordAsync(World world, Draft draft, string cluster, string alias, CancellationToken cancel)
    {
        if (!(await world.Sources.IndicesAsync(cluster, cancel)).TryGet(out var all, out var fault))
        {
            draft.Refuse(cluster, $"It does not answer, and following asks it first. {fault.Say()}", $"Bring {cluster} back.");
            return null;
        }
        var others = new HashSet<string>(StringComparer.Ordinal);
        if ((await world.Sources.AliasesAsync(cluster, cancel)).TryGet(out var aliases, out _)) others.UnionWith(aliases.Select(known => known.Alias));
        var streamOf = new Dictionary<string, string>(StringComparer.Ordinal);
        if ((await world.Sources.StreamsAsync(cluster, cancel)).TryGet(out var streams, out _))
        {
            foreach (var stream in streams)
            {
                others.Add(stream.Name);
                foreach (var index in stream.BackingIndices) streamOf[index] = stream.Name;
            }
        }
        var indices = all.ToDictionary(index => index.Name, index => new LeaderIndex(index.Name, index.Uuid, index.State == IndexState.Open, index.PrimaryBytes, streamOf.GetValueOrDefault(index.Name)), StringComparer.Ordinal);
        return new LeaderSide(alias, cluster, indices, others, true);
    }

    private static async Task<LeaderSide?> ThroughAsync(World world, Draft draft, string member, string alias, CancellationToken cancel)
    {
        if (!(await world.Sources.ThroughAsync(member, alias, cancel)).TryGet(out var list, out var fault))
        {
            draft.Refuse(alias, $"{member} cannot see what is behind it. {fault.Say()}", "Repair the remote, or configure its cluster here.");
            return null;
        }
        if (!list.IsComplete) draft.Warn($"Only indices with documents can be seen through {alias}: what is named and not seen is tried all the same.");
        return new LeaderSide(alias, null, list.Indices.ToDictionary(index => index.Name, index => new LeaderIndex(index.Name, null, index.IsOpen, null, index.DataStream), StringComparer.Ordinal), list.Others.ToHashSet(StringComparer.Ordinal), list.IsComplete);
    }
}
