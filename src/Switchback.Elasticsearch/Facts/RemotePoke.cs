using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Facts;

/// <summary>What became of a poke. Closed.</summary>
public abstract record PokeOutcome
{
    private PokeOutcome()
    {
    }

    /// <summary>The other side answered through the remote: it is connected now.</summary>
    public sealed record Answered : PokeOutcome;

    public sealed record NoAnswer(string Why) : PokeOutcome;

    public sealed record Refused(string Why) : PokeOutcome;
}

/// <summary>Makes a cluster use one of its remotes, which connects it again. Changes nothing else.</summary>
public sealed class RemotePoke(ElasticsearchClusters clusters, FactsWatch facts)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<PokeOutcome> PokeAsync(string cluster, string alias, CancellationToken cancel)
    {
        if (clusters.Find(cluster) is not { } known) return new PokeOutcome.Refused($"There is no cluster {cluster} in the configuration.");
        if (facts.Of(cluster)?.Remotes.Value?.Any(remote => remote.Alias == alias) != true) return new PokeOutcome.Refused($"{cluster} has no remote {alias}.");
        var answer = await known.Remotes.PokeAsync(alias, "*", Patience, cancel);
        facts.AskNow(cluster, FactGroup.Running);
        if (answer.TryGet(out var poked, out var fault))
            return poked.RemoteAnswered ? new PokeOutcome.Answered() : new PokeOutcome.NoAnswer($"{cluster} skipped the remote: it could not be reached.");
        return fault is Fault.NotAllowed or Fault.Unsendable ? new PokeOutcome.Refused(fault.Say()) : new PokeOutcome.NoAnswer(fault.Say());
    }
}
