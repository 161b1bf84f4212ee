using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>
/// Makes a cluster use a remote. Elasticsearch does not connect again by itself, so a remote can say that it is not connected for
/// minutes after the other side is back.
/// </summary>
public sealed class RemotePoke(ElasticsearchClusters clusters, FactsWatch facts)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>A pattern that is no index's name: the search connects, and reads nothing.</summary>
    public const string Nothing = "switchback-poke-*";

    public async Task<PokeOutcome> PokeAsync(string cluster, string alias, CancellationToken cancel)
    {
        if (clusters.Find(cluster) is not { } asked) return new PokeOutcome.Refused($"No cluster {cluster} is configured.");
        var answer = await asked.Remotes.PokeAsync(alias, Nothing, Patience, cancel);
        // Whatever came of it, whether it is connected may have changed.
        facts.AskNow(asked.Name, FactGroup.Remotes);
        return Judge(asked.Name, alias, answer);
    }

    private static PokeOutcome Judge(string cluster, string alias, Answer<PokeResult> answer)
    {
        if (answer.TryGet(out var result, out var fault))
        {
            return result switch
            {
                { RemoteAsked: false } => new PokeOutcome.Refused($"{cluster} has no remote {alias}."),
                { RemoteAnswered: false } => new PokeOutcome.Skipped(),
                _ => new PokeOutcome.Answered(),
            };
        }
        return fault switch
        {
            Fault.Refused or Fault.Missing or Fault.NotAllowed or Fault.NotLicensed or Fault.Conflict or Fault.TooManyRequests or Fault.WatchOnly
                or Fault.NoSecret or Fault.TooOld or Fault.Unsendable => new PokeOutcome.Refused(fault.Say()),
            _ => new PokeOutcome.NoAnswer(fault.Say()),
        };
    }

    /// <summary>The same by hand.</summary>
    public static WireRequest ByHand(string alias) => RemoteRequests.Poke(alias, Nothing, Patience);
}
