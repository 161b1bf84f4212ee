using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Search;

/// <summary>
/// A search over this cluster's indices and over those of remotes (<c>remote:index</c>): each remote answers for itself, over the
/// link, and what all of them found becomes one.
/// </summary>
public sealed class CrossClusterSearch(Cluster cluster)
{
    private const string Action = "indices:data/read/search";

    public sealed record Found(SearchPart Part, RemotesAsked? Remotes);

    public async Task<Found> RunAsync(SearchRequest request, SearchScope scope, bool isScroll = false)
    {
        var (local, remote) = Split(scope.Expressions);
        var part = new SearchPart();
        if (remote.Count == 0 || local.Count > 0)
            part.Add(await cluster.Search.RunAsync(request, (scope with { Expressions = local }).Resolve(cluster), isScroll: isScroll));
        if (remote.Count == 0) return new Found(part, null);
        var asked = remote.Select(pair => AskAsync(pair.Key, request, scope with { Expressions = pair.Value }, isScroll)).ToList();
        var skipped = 0;
        foreach (var answer in asked)
        {
            if (await answer is { } found) part.Add(found);
            else skipped++;
        }
        return new Found(part, new RemotesAsked(remote.Count + (local.Count > 0 ? 1 : 0), remote.Count - skipped + (local.Count > 0 ? 1 : 0), skipped));
    }

    public bool IsRemote(string expression) => Split([expression]).Remote.Count > 0;

    /// <summary>Null: the remote could not be asked, and its settings say to go on without it.</summary>
    private async Task<SearchPart?> AskAsync(string alias, SearchRequest request, SearchScope scope, bool isScroll)
    {
        try
        {
            return await cluster.Remotes.SendAsync(alias, Action, target => target.Search.RunAsync(request, scope.Resolve(target), alias + ":", isScroll));
        }
        catch (ElasticException e) when (e.Status >= 500 && cluster.Remotes.Has(alias) && cluster.Remotes.Require(alias).Definition.SkipUnavailable)
        {
            return null;
        }
    }

    private (IReadOnlyList<string> Local, IReadOnlyDictionary<string, IReadOnlyList<string>> Remote) Split(IReadOnlyList<string> expressions)
    {
        var local = new List<string>();
        var remote = new OrderedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var expression in expressions)
        {
            var colon = expression.IndexOf(':');
            var aliases = colon <= 0 || expression[0] == '<' ? [] : cluster.Remotes.All.Select(connection => connection.Definition.Alias)
                .Where(alias => Wildcard.Matches(expression[..colon], alias)).ToList();
            if (aliases.Count == 0)
            {
                if (colon > 0 && expression[0] != '<' && cluster.Profile.RefusesUnknownRemotes) throw Remotes.RemoteErrors.NoSuchRemote(expression[..colon]);
                local.Add(expression);
            }
            foreach (var alias in aliases)
                remote[alias] = [.. remote.TryGetValue(alias, out var known) ? known : [], expression[(colon + 1)..]];
        }
        return (local, remote);
    }
}
