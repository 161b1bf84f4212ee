using System.Globalization;
using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.Search;

/// <summary>Where a search goes: which indices, which of their shards, and what an alias leaves of them.</summary>
public sealed record SearchScope(IReadOnlyList<string> Expressions, IndicesOptions Options)
{
    public string? Preference { get; init; }

    public string? Routing { get; init; }

    public IReadOnlyList<SearchTarget> Resolve(Cluster cluster)
    {
        var targets = new List<SearchTarget>();
        foreach (var index in cluster.Indices.Resolve(Expressions, Options))
        {
            if (!index.IsOpen) throw Errors.IndexClosed(index.Name, index.Uuid);
            IndexBlocks.Check(BlockLevel.Read, index);
            var filter = FilterFor(index);
            targets.AddRange(ShardsOf(index).Select(shard => new SearchTarget(shard, filter)));
        }
        return targets;
    }

    private IEnumerable<Shard> ShardsOf(IndexState index)
    {
        IEnumerable<Shard> shards = index.Shards;
        if (RoutingFor(index) is { } routing)
        {
            var ids = routing.Split(',').Select(value => DocumentRouting.ShardOf(value, index.Shards.Count, index.RoutingShards)).ToHashSet();
            shards = shards.Where(shard => ids.Contains(shard.Id));
        }
        if (Preference is { } preference && preference.StartsWith("_shards:", StringComparison.Ordinal))
        {
            var wanted = preference["_shards:".Length..].Split('|')[0].Split(',')
                .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw Errors.IllegalArgument($"For input string: \"{text}\"")).ToHashSet();
            shards = shards.Where(shard => wanted.Contains(shard.Id));
        }
        return shards;
    }

    private string? RoutingFor(IndexState index)
    {
        if (Routing is not null) return Routing;
        return Expressions.Count == 1 && index.Aliases.TryGetValue(Expressions[0], out var alias) ? alias.SearchRouting : null;
    }

    // Reached by its own name an index is whole; reached by aliases only, what their filters leave.
    private Bind? FilterFor(IndexState index)
    {
        if (index.Aliases.Count == 0 || Expressions.Count == 0) return null;
        if (Expressions.Any(expression => expression == "_all" || Wildcard.Matches(expression, index.Name))) return null;
        var filters = new List<Bind>();
        foreach (var alias in index.Aliases.Values.Where(alias => Expressions.Any(expression => Wildcard.Matches(expression, alias.Name))))
        {
            if (alias.Filter is null) return null;
            filters.Add(QueryParser.Parse(Located.Parse(System.Text.Encoding.UTF8.GetBytes(alias.Filter.ToJsonString()))));
        }
        return filters.Count == 0 ? null : context => new BoolQuery([], [], [.. filters.Select(filter => filter(context))], [], 1);
    }
}
