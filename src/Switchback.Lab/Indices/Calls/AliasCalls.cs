using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices.Calls;

/// <summary>Aliases: one by one, and lists of changes.</summary>
public static class AliasCalls
{
    private static readonly string[] ReadParameters = [.. IndicesOptions.Parameters, "local", "master_timeout"];

    public static IEnumerable<Route> Routes =>
    [
        .. new[] { "/_alias", "/_aliases", "/_alias/{name}", "/{index}/_alias", "/{index}/_alias/{name}" }
            .Select(template => new Route("GET", template, "indices:admin/aliases/get", Get) { Parameters = ReadParameters }),
        .. new[] { "PUT", "POST" }.SelectMany(method => new[] { "/{index}/_alias/{name}", "/{index}/_aliases/{name}", "/_alias/{name}", "/_aliases/{name}", "/{index}/_alias", "/_alias" }
            .Select(template => new Route(method, template, "indices:admin/aliases", PutAsync) { Parameters = Timeouts.Master })),
        .. new[] { "/{index}/_alias/{name}", "/{index}/_aliases/{name}" }
            .Select(template => new Route("DELETE", template, "indices:admin/aliases", DeleteAsync) { Parameters = Timeouts.Master }),
        new("POST", "/_aliases", "indices:admin/aliases", ChangeAsync) { Parameters = Timeouts.Master, ChecksOwnIndices = true },
    ];

    private static Task<LabResponse> Get(RestCall call)
    {
        var names = call.Value("name")?.Split(',') ?? [];
        var indices = call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpandHidden));
        var json = new JsonObject();
        foreach (var index in indices)
        {
            var shown = IndexJson.AliasesOf(index, alias => names.Length == 0 || names is ["_all"] || names.Any(name => Wildcard.Matches(name, alias.Name)));
            if (shown.Count > 0 || names.Length == 0) json[index.Name] = new JsonObject { ["aliases"] = shown };
        }
        var missing = names.Where(name => name != "_all" && !Wildcard.IsPattern(name) && !indices.Any(index => index.Aliases.ContainsKey(name))).Order(StringComparer.Ordinal).ToList();
        if (missing.Count == 0) return Task.FromResult(LabResponse.Ok(json));
        var failure = new JsonObject
        {
            ["error"] = missing.Count == 1 ? $"alias [{missing[0]}] missing" : $"aliases [{string.Join(",", missing)}] missing",
            ["status"] = 404,
        };
        foreach (var (name, found) in json) failure[name] = found!.DeepClone();
        return Task.FromResult(LabResponse.Of(404, failure));
    }

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var body = call.ReadObject() ?? [];
        var name = call.Value("name") ?? body["alias"]?.ToString() ?? throw Errors.Validation("[alias] may not be empty string");
        var change = new JsonObject { ["index"] = call.Value("index") ?? body["index"]?.ToString() ?? "_all", ["alias"] = name };
        foreach (var (key, value) in body)
            if (key is not ("index" or "alias"))
                change[key] = value?.DeepClone();
        return await ApplyAsync(call, [Of("add", change)]);
    }

    private static Task<LabResponse> DeleteAsync(RestCall call) =>
        ApplyAsync(call, [Of("remove", new JsonObject { ["index"] = call["index"], ["aliases"] = new JsonArray([.. call["name"].Split(',').Select(n => (JsonNode)n)]) })]);

    private static JsonObject Of(string action, JsonObject change) => new() { [action] = change };

    private static Task<LabResponse> ChangeAsync(RestCall call)
    {
        var body = call.RequireObject("request body or source parameter is required");
        if (body["actions"] is not JsonArray { Count: > 0 } actions) throw Errors.IllegalArgument("No action specified");
        return ApplyAsync(call, [.. actions.OfType<JsonObject>()]);
    }

    private static async Task<LabResponse> ApplyAsync(RestCall call, IReadOnlyList<JsonObject> wanted)
    {
        var steps = wanted.SelectMany(action => action.Select(pair => Read(pair.Key, pair.Value as JsonObject ?? []))).ToList()
            .ConvertAll(step => (Step: step, Indices: call.Cluster.Indices.Resolve(step.Expressions, IndicesOptions.StrictExpand with { IgnoreAliases = true, IncludeDataStreams = false })));
        if (call.Route.ChecksOwnIndices)
            call.Cluster.Security.Check(call.User, call.Route.Action, [.. steps.SelectMany(step => step.Indices).Select(index => index.Name).Distinct()]);
        var actions = new List<AliasAction>();
        foreach (var (step, indices) in steps)
        {
            // Before anything is known of the aliases: a follower's are not looked for.
            AliasChange.RefuseFollowers(indices);
            actions.AddRange(ActionsOf(step, indices));
        }
        await call.Cluster.Indices.AliasChange.ApplyAsync(actions);
        return LabResponse.Acknowledged();
    }

    private sealed record Step(string Kind, IReadOnlyList<string> Expressions, IReadOnlyList<string> Names, JsonObject Change);

    private static Step Read(string kind, JsonObject change)
    {
        if (kind is not ("add" or "remove" or "remove_index")) throw Errors.XContent("alias_action", kind);
        var expressions = Texts(change, "index", "indices");
        if (expressions.Count == 0) throw Errors.IllegalArgument("One of [index] or [indices] is required");
        if (kind == "remove_index") return new Step(kind, expressions, [], change);
        var names = Texts(change, "alias", "aliases");
        if (names.Count == 0) throw Errors.IllegalArgument("One of [alias] or [aliases] is required");
        if (kind == "add")
            foreach (var name in names)
                IndexNameRules.CheckAlias(name);
        return new Step(kind, expressions, names, change);
    }

    private static IEnumerable<AliasAction> ActionsOf(Step step, IReadOnlyList<IndexState> indices) => step.Kind switch
    {
        "remove_index" => indices.Select(index => new AliasAction.RemoveIndex(index)),
        "remove" => Removals(indices, step.Names, step.Change["must_exist"]?.ToString() == "false"),
        _ => indices.SelectMany(index => step.Names.Select(name => new AliasAction.Add(index, IndexJson.ReadAlias(name, step.Change)))),
    };

    private static List<AliasAction> Removals(IReadOnlyList<IndexState> indices, IReadOnlyList<string> names, bool mayBeMissing)
    {
        var removals = new List<AliasAction>();
        foreach (var index in indices)
            foreach (var alias in index.Aliases.Keys.Where(alias => names.Any(name => name == "_all" || Wildcard.Matches(name, alias))))
                removals.Add(new AliasAction.Remove(index, alias));
        if (removals.Count == 0 && !mayBeMissing) throw AliasChange.Missing([.. names]);
        return removals;
    }

    private static IReadOnlyList<string> Texts(JsonObject change, string one, string many)
    {
        if (change[one] is { } single) return single.ToString().Split(',');
        return change[many] switch
        {
            JsonArray array => [.. array.Select(item => item!.ToString())],
            { } text => text.ToString().Split(','),
            _ => [],
        };
    }
}
