using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

/// <summary>One step of a change of aliases.</summary>
public abstract record AliasAction
{
    private AliasAction(IndexState index) => Index = index;

    public IndexState Index { get; }

    public sealed record Add(IndexState Target, AliasState Alias) : AliasAction(Target);

    public sealed record Remove(IndexState Target, string Alias) : AliasAction(Target);

    public sealed record RemoveIndex(IndexState Target) : AliasAction(Target);
}

/// <summary>Applies changes of aliases all together, in one update, or not at all.</summary>
public sealed class AliasChange(Cluster cluster)
{
    public async Task ApplyAsync(IReadOnlyList<AliasAction> actions)
    {
        await cluster.Master.UpdateAsync(() =>
        {
            var touched = actions.Select(action => action.Index).Distinct().ToList();
            var before = touched.ToDictionary(index => index, index => index.Aliases.ToList());
            try
            {
                foreach (var action in actions) Apply(action);
                CheckWriteIndices(actions.OfType<AliasAction.Add>().Select(add => add.Alias.Name).Distinct());
            }
            catch (ElasticException)
            {
                foreach (var (index, aliases) in before) Set(index, aliases.ConvertAll(pair => pair.Value));
                throw;
            }
            foreach (var (index, aliases) in before)
                if (!aliases.SequenceEqual(index.Aliases))
                    index.AliasesVersion++;
        });
        foreach (var index in actions.Select(action => action.Index).Distinct()) cluster.Indices.RaiseChanged(index);
    }

    public static void RefuseFollowers(IEnumerable<IndexState> indices)
    {
        var followers = indices.Where(index => index.IsFollower).Select(index => index.Name).Distinct().ToList();
        if (followers.Count > 0)
            throw Errors.Status(403, $"can't modify aliases on indices [{string.Join(",", followers)}]; aliases of following indices are self-replicated from their leader indices");
    }

    private void Apply(AliasAction action)
    {
        switch (action)
        {
            case AliasAction.Add add:
                if (cluster.State.Find(add.Alias.Name) is not null || cluster.State.DataStreams.ContainsKey(add.Alias.Name)) throw NameTaken(add.Alias.Name, add.Index);
                add.Index.Aliases[add.Alias.Name] = add.Alias;
                break;
            case AliasAction.Remove remove:
                remove.Index.Aliases.Remove(remove.Alias);
                break;
            case AliasAction.RemoveIndex remove:
                cluster.Indices.Remove(remove.Index);
                break;
        }
    }

    private void CheckWriteIndices(IEnumerable<string> aliases)
    {
        foreach (var alias in aliases)
        {
            var writers = cluster.Indices.Names.Behind(alias).Where(index => index.Aliases[alias].IsWriteIndex == true).Select(index => index.Name).ToList();
            if (writers.Count > 1) throw Errors.IllegalState($"alias [{alias}] has more than one write index [{string.Join(",", writers)}]");
        }
    }

    private ElasticException NameTaken(string alias, IndexState index) =>
        new ElasticException(400, "invalid_alias_name_exception", $"Invalid alias name [{alias}]: an index{(cluster.Profile.AliasesShareNamesWithStreams ? " or data stream" : "")} exists with the same name as the alias")
            .With("index_uuid", index.Uuid).With("index", index.Name);

    private static void Set(IndexState index, IEnumerable<AliasState> aliases)
    {
        index.Aliases.Clear();
        foreach (var alias in aliases) index.Aliases[alias.Name] = alias;
    }

    public static ElasticException Missing(params IReadOnlyList<string> aliases) =>
        new ElasticException(404, "aliases_not_found_exception", $"aliases [{string.Join(", ", aliases)}] missing")
            .With("resource.type", "aliases")
            .With("resource.id", aliases.Count == 1 ? aliases[0] : new JsonArray([.. aliases.Select(alias => (JsonNode)alias)]));
}
