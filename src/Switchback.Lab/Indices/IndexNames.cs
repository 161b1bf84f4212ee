using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

/// <summary>
/// From what a caller wrote - names, lists, wildcards, exclusions, aliases, data streams - to indices, with the errors
/// Elasticsearch gives on the way.
/// </summary>
public sealed class IndexNames(Cluster cluster)
{
    private ClusterState State => cluster.State;

    /// <summary>Indices in the order of their names, or of the caller where no wildcard was used.</summary>
    public IReadOnlyList<IndexState> Resolve(string? expression, IndicesOptions options) => Resolve(Split(expression), options);

    public IReadOnlyList<IndexState> Resolve(IReadOnlyList<string> expressions, IndicesOptions options)
    {
        if (expressions.Count == 0) expressions = ["_all"];
        var names = Expand([.. expressions.Select(Dated)], options);
        if (names.Count == 0)
        {
            if (options.AllowNoIndices) return [];
            throw expressions is ["_all"] ? NoIndices("_all") : NotFound(null, expressions, "index_expression");
        }
        var failMissing = expressions.Count == 1 ? !options.AllowNoIndices : !options.IgnoreUnavailable;
        var found = new OrderedDictionary<string, IndexState>(StringComparer.Ordinal);
        foreach (var name in names) Add(found, name, options, failMissing);
        return found.Values;
    }

    /// <summary>The one index a document goes to or comes from.</summary>
    public IndexState Single(string name, IndicesOptions? options = null)
    {
        var found = Resolve([name], options ?? IndicesOptions.SingleIndex);
        if (found.Count != 1) throw Errors.IndexNotFound(name, "index_expression");
        return found[0];
    }

    /// <summary>Where a write to this name goes: the index, an alias's write index, a stream's newest index. Null when there is nothing of the name.</summary>
    public IndexState? WriteTarget(string name)
    {
        name = Dated(name);
        if (State.Find(name) is { } index) return index;
        if (State.DataStreams.GetValueOrDefault(name) is { } stream) return State.Find(stream.WriteIndex);
        var behind = Behind(name);
        if (behind.Count == 0) return null;
        return Aliases.WriteIndex(name, behind) ?? throw Errors.IllegalArgument(
            $"no write index is defined for alias [{name}]. The write index may be explicitly disabled using is_write_index=false or the alias points to multiple indices without one being designated as a write index");
    }

    /// <summary>Every index that has the alias.</summary>
    public IReadOnlyList<IndexState> Behind(string alias) => [.. State.Indices.Values.Where(index => index.Aliases.Count > 0 && index.Aliases.ContainsKey(alias))];

    public static IReadOnlyList<string> Split(string? expression) =>
        string.IsNullOrEmpty(expression) ? [] : expression.Split(',');

    public static bool IsAll(IReadOnlyList<string> expressions) => expressions is [] or ["_all"] or ["*"];

    private string Dated(string name) => DateMathName.Resolve(name, cluster.Now);

    private IReadOnlyList<string> Expand(IReadOnlyList<string> expressions, IndicesOptions options)
    {
        if (options.ExpandsNothing) return expressions;
        if (IsAll(expressions)) return [.. State.Indices.Values.Where(index => Reaches(options, index) && (options.ExpandHidden || !index.IsHidden)).Select(index => index.Name)];
        var result = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        var wildcardSeen = false;
        var expanded = false;
        foreach (var written in expressions)
        {
            if (written.Length == 0) throw Errors.IndexNotFound(written);
            if (written.StartsWith('_') && written != "_all")
                throw IndexNameRules.Invalid(written, "must not start with '_'.");
            if (Exists(written, options))
            {
                result.TryAdd(written, true);
                continue;
            }
            var exclude = written[0] == '-' && wildcardSeen;
            var expression = exclude ? written[1..] : written;
            if (!Wildcard.IsPattern(expression) && expression != "_all")
            {
                if (!options.IgnoreUnavailable && !Exists(expression, options))
                {
                    if (options.IgnoreAliases && Behind(expression).Count > 0) throw AliasesNotSupported(expression);
                    throw Errors.IndexNotFound(expression);
                }
                if (exclude) result.Remove(expression);
                else result.TryAdd(expression, true);
                continue;
            }
            expanded = wildcardSeen = true;
            var matches = Matching(expression == "_all" ? "*" : expression, options);
            if (matches.Count == 0 && !options.AllowNoIndices) throw Errors.IndexNotFound(expression);
            foreach (var match in matches.Where(index => Reaches(options, index)))
            {
                if (exclude) result.Remove(match.Name);
                else result.TryAdd(match.Name, true);
            }
        }
        if (expanded && result.Count == 0 && !options.AllowNoIndices) throw NotFound(null, expressions, "index_or_alias");
        return result.Keys;
    }

    private List<IndexState> Matching(string pattern, IndicesOptions options)
    {
        var dotted = pattern.StartsWith('.');
        bool Shown(bool hidden, string name) => options.ExpandHidden || !hidden || (dotted && name.StartsWith('.'));
        var matches = new List<IndexState>();
        foreach (var index in State.Indices.Values)
        {
            var byName = Wildcard.Matches(pattern, index.Name) && Shown(index.IsHidden, index.Name);
            var byAlias = !options.IgnoreAliases && index.Aliases.Values.Any(alias => Wildcard.Matches(pattern, alias.Name) && Shown(alias.IsHidden == true, alias.Name));
            var byStream = options.IncludeDataStreams && index.DataStream is { } stream && Wildcard.Matches(pattern, stream);
            if (byName || byAlias || byStream) matches.Add(index);
        }
        return matches;
    }

    private void Add(OrderedDictionary<string, IndexState> found, string name, IndicesOptions options, bool failMissing)
    {
        if (State.Find(name) is { } index)
        {
            AddIndex(found, index, options);
            return;
        }
        IReadOnlyList<IndexState> behind = options.IncludeDataStreams && State.DataStreams.GetValueOrDefault(name) is { } stream
            ? [.. stream.Indices.Select(State.Find).OfType<IndexState>()]
            : Behind(name);
        if (behind.Count == 0)
        {
            if (!failMissing) return;
            throw name == "_all" ? NoIndices(name) : Errors.IndexNotFound(name, "index_expression");
        }
        if (options.IgnoreAliases && !State.DataStreams.ContainsKey(name))
        {
            if (failMissing) throw AliasesNotSupported(name);
            return;
        }
        if (behind.Count > 1 && !options.AllowAliasesToMany)
        {
            throw Errors.IllegalArgument($"{(State.DataStreams.ContainsKey(name) ? "data_stream" : "alias")} [{name}] has more than one index associated with it "
                + $"[{string.Join(", ", behind.Select(one => one.Name))}], can't execute a single index op");
        }
        foreach (var one in behind) AddIndex(found, one, options);
    }

    private static void AddIndex(OrderedDictionary<string, IndexState> found, IndexState index, IndicesOptions options)
    {
        if (!index.IsOpen && options.ForbidClosed)
        {
            if (options.IgnoreUnavailable) return;
            throw Errors.IndexClosed(index.Name, index.Uuid);
        }
        found.TryAdd(index.Name, index);
    }

    private bool Exists(string name, IndicesOptions options) =>
        State.Find(name) is not null
        || (options.IncludeDataStreams && State.DataStreams.ContainsKey(name))
        || (!options.IgnoreAliases && State.Indices.Values.Any(index => index.Aliases.Count > 0 && index.Aliases.ContainsKey(name)));

    private static bool Reaches(IndicesOptions options, IndexState index) => index.IsOpen ? options.ExpandOpen : options.ExpandClosed;

    private static ElasticException NoIndices(string name) => new ElasticException(404, "index_not_found_exception", "no such index [null]")
        .With("resource.type", "index_expression").With("resource.id", name).With("index_uuid", "_na_").With("index", name);

    private static ElasticException NotFound(string? name, IReadOnlyList<string> resources, string type) =>
        new ElasticException(404, "index_not_found_exception", $"no such index [{name ?? "null"}]")
            .With("resource.type", type)
            .With("resource.id", resources.Count == 1 ? resources[0] : new System.Text.Json.Nodes.JsonArray([.. resources.Select(r => (System.Text.Json.Nodes.JsonNode)r)]));

    private static ElasticException AliasesNotSupported(string expression) =>
        Errors.IllegalArgument($"The provided expression [{expression}] matches an alias, specify the corresponding concrete indices instead.");
}
