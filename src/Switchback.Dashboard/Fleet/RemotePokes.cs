using Switchback.Dashboard.Access;
using Switchback.Elasticsearch.Readiness;

namespace Switchback.Dashboard.Fleet;

/// <summary>Pokes remotes for people who may operate, and says in a sentence what came of it.</summary>
public sealed class RemotePokes(RemotePoke poke, Authority authority)
{
    public async Task<string> PokeAsync(Principal? principal, string cluster, string alias)
    {
        if (principal is null) return "Nobody is signed in. Nothing was done.";
        if (authority.Operate(principal) is Ruling.Refused refused) return $"{refused.Why} {refused.Remedy}";
        return $"{cluster}, {alias}: {(await poke.PokeAsync(cluster, alias, CancellationToken.None)).Say()}";
    }
}
