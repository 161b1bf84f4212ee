using Switchback.Dashboard.Access;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Dashboard.Fleet;

/// <summary>Pokes remotes for people who may operate, and says in a sentence what came of it.</summary>
public sealed class RemotePokes(RemotePoke poke, Authority authority)
{
    public async Task<string> PokeAsync(Principal? principal, string cluster, string alias)
    {
        if (principal is null) return "Nobody is signed in. Nothing was done.";
        if (authority.Operate(principal) is Ruling.Refused refused) return $"{refused.Why} {refused.Remedy}";
        return await poke.PokeAsync(cluster, alias, CancellationToken.None) switch
        {
            PokeOutcome.Answered => $"{alias} answered {cluster}: it is connected now.",
            PokeOutcome.NoAnswer silent => $"{alias} did not answer {cluster}. {silent.Why}",
            PokeOutcome.Refused no => $"{cluster} was not asked. {no.Why}",
            _ => throw new InvalidOperationException("PokeOutcome is closed."),
        };
    }
}
