using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Scripts;

/// <summary>The facts of both scripts of a pair as they are known now.</summary>
public sealed class ScriptSources(FleetMonitor monitor, FleetAssembler assembler, FactsWatch facts, TimeProvider time)
{
    /// <summary>Everything of a pair that is or was a follower, as far as its clusters have told.</summary>
    public IReadOnlyList<CopyFacts> Copies(PairOptions pair) => [.. (assembler.Copies(pair.Home, pair.Id) ?? []).Concat(assembler.Copies(pair.Away, pair.Id) ?? [])];

    /// <param name="pair">Its id.</param>
    /// <param name="memory">Where copies stood while they followed.</param>
    /// <returns>Null before the clusters have told enough: what was written earlier is better than a script for nothing.</returns>
    public (ScriptFacts Failover, ScriptFacts Failback)? Of(string pair, LineMemory memory)
    {
        var snapshot = monitor.Current;
        if (snapshot.Pair(pair) is not { } view) return null;
        var home = assembler.Copies(view.Options.Home, pair);
        var away = assembler.Copies(view.Options.Away, pair);
        var standby = Standby(view.Active, Followers(home), Followers(away));
        if ((standby == Side.Home ? home : away) is not { } there) return null;
        var failover = Facts(snapshot, view, standby, memory.Recall(there));
        // Nothing follows on the standby side: it is the one to be copied anew, from what was promoted on the other.
        if (Followers(there) > 0 || (standby == Side.Home ? away : home) is not { Count: > 0 } promoted) return (failover, failover);
        return (failover, Facts(snapshot, view, standby == Side.Home ? Side.Away : Side.Home, memory.Recall(promoted)));
    }

    internal static Side Standby(Side? active, int atHome, int away) => active switch
    {
        Side.Home => Side.Away,
        Side.Away => Side.Home,
        _ => atHome > away ? Side.Home : Side.Away,
    };

    private static int Followers(IReadOnlyList<CopyFacts>? copies) => copies?.Count(copy => copy.IsFollower) ?? 0;

    private ScriptFacts Facts(FleetSnapshot snapshot, PairView view, Side side, IReadOnlyList<CopyFacts> copies)
    {
        var (b, a) = side == Side.Home ? (view.Options.Home, view.Options.Away) : (view.Options.Away, view.Options.Home);
        var other = side == Side.Home ? Side.Away : Side.Home;
        var aliases = copies.Select(copy => copy.Alias).ToHashSet(StringComparer.Ordinal);
        var cluster = Cluster(snapshot, b, side);
        return new ScriptFacts(
            view.Options.Id, time.GetUtcNow(), Cluster(snapshot, a, other), cluster, copies,
            (facts.Of(b)?.Streams.Value ?? []).SelectMany(stream => stream.BackingIndices).Concat(copies.Select(copy => copy.Name).Where(name => name.StartsWith(".ds-", StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal),
            [.. (facts.Of(b)?.Patterns.Value ?? []).Where(pattern => pattern.Active && aliases.Contains(pattern.Remote)).Select(pattern => pattern.Name).Order(StringComparer.Ordinal)],
            AliasOf(snapshot, a, b, cluster.Transport));
    }

    private ScriptCluster Cluster(FleetSnapshot snapshot, string name, Side side)
    {
        var member = snapshot.Member(name);
        return new ScriptCluster(
            name, side == Side.Home ? "home" : "away", member?.Identity ?? facts.Of(name)?.Identity.Value?.ClusterUuid, member?.AsOf,
            [.. (facts.Of(name)?.Nodes.Value ?? []).Select(node => node.TransportAddress).Where(address => address.Length > 0).Order(StringComparer.Ordinal)]);
    }

    /// <summary>By the followers that came over it, or by the addresses it has.</summary>
    private string? AliasOf(FleetSnapshot snapshot, string a, string b, IReadOnlyList<string> transport) =>
        snapshot.Items.FirstOrDefault(item => item.Member == a && item.Source.Member == b && item.Verdict.Kind != VerdictKind.NotFollowed && item.Source.Link.Length > 0)?.Source.Link
        ?? (facts.Of(a)?.Remotes.Value ?? []).FirstOrDefault(remote => remote.Addresses.Any(address => transport.Contains(address, StringComparer.OrdinalIgnoreCase)))?.Alias;
}
