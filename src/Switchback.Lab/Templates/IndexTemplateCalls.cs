using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Indices.Rules;

namespace Switchback.Lab.Templates;

/// <summary>Composable templates and their components.</summary>
public static class IndexTemplateCalls
{
    private static readonly string[] Known = ["create", "master_timeout", "timeout", "cause", "flat_settings", "local", "include_defaults"];

    public static IEnumerable<Route> Routes =>
    [
        .. new[] { "PUT", "POST" }.Select(method => new Route(method, "/_index_template/{name}", "indices:admin/index_template/put", PutAsync) { Parameters = Known }),
        .. new[] { "/_index_template", "/_index_template/{name}" }.Select(template => new Route("GET", template, "indices:admin/index_template/get", Get) { Parameters = Known }),
        new("DELETE", "/_index_template/{name}", "indices:admin/index_template/delete", DeleteAsync) { Parameters = Known },
        new("POST", "/_index_template/_simulate_index/{name}", "indices:admin/index_template/simulate_index", Simulate) { Parameters = Known },
        .. new[] { "PUT", "POST" }.Select(method => new Route(method, "/_component_template/{name}", "cluster:admin/component_template/put", PutComponentAsync) { Parameters = Known }),
        .. new[] { "/_component_template", "/_component_template/{name}" }.Select(template => new Route("GET", template, "cluster:admin/component_template/get", GetComponents) { Parameters = Known }),
        new("DELETE", "/_component_template/{name}", "cluster:admin/component_template/delete", DeleteComponentAsync) { Parameters = Known },
    ];

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var name = call["name"];
        var body = call.RequireObject();
        var streams = call.Cluster.Profile.HasDataStreams;
        foreach (var key in body.Select(pair => pair.Key))
            if (key is not ("index_patterns" or "template" or "priority" or "version" or "composed_of" or "_meta" or "allow_auto_create" or "ignore_missing_component_templates" or "deprecated")
                && !(key == "data_stream" && streams))
                throw Errors.XContent("index_template", key);
        if (LegacyTemplateCalls.Patterns(body) is not { Count: > 0 } patterns) throw Errors.Validation("index patterns are missing");
        var parts = ReadParts(call, body["template"] as JsonObject ?? []);
        var priority = body["priority"] is { } text ? long.Parse(text.ToString(), CultureInfo.InvariantCulture) : 0;
        if (priority < 0) throw Errors.Validation("index template priority must be >= 0");
        var composed = (body["composed_of"] as JsonArray ?? []).Select(item => item!.ToString()).ToList();
        var template = new IndexTemplate(name, patterns, composed, priority, parts, body.ContainsKey("data_stream"), body.DeepClone().AsObject());
        await call.Cluster.Master.UpdateAsync(() => Put(call, template));
        return LabResponse.Acknowledged();
    }

    private static void Put(RestCall call, IndexTemplate template)
    {
        var templates = call.Cluster.Templates;
        if (call.Flag("create") && templates.Composable.ContainsKey(template.Name)) throw Errors.IllegalArgument($"index template [{template.Name}] already exists");
        var missing = template.ComposedOf.Where(name => !templates.Components.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            throw new ElasticException(400, "invalid_index_template_exception",
                $"index_template [{template.Name}] invalid, cause [index template [{template.Name}] specifies component templates [{string.Join(", ", missing)}] that do not exist]");
        }
        var rival = templates.Composable.Values.FirstOrDefault(other => other.Name != template.Name && other.Priority == template.Priority
            && other.Patterns.Any(theirs => template.Patterns.Any(ours => Overlap(theirs, ours))));
        if (rival is not null)
        {
            throw Errors.IllegalArgument($"index template [{template.Name}] has index patterns [{string.Join(", ", template.Patterns)}] matching patterns from existing templates "
                + $"[{rival.Name}] with patterns ({rival.Name} => [{string.Join(", ", rival.Patterns)}]) that have the same priority [{template.Priority}], multiple index templates may not match during index creation, please use a different priority");
        }
        templates.Composable[template.Name] = template;
    }

    // Whether one name could match both patterns: either covers the other, or both agree on what stands before the first star.
    private static bool Overlap(string a, string b)
    {
        if (Wildcard.Matches(a, b) || Wildcard.Matches(b, a)) return true;
        if (!Wildcard.IsPattern(a) || !Wildcard.IsPattern(b)) return false;
        var (left, right) = (a[..a.IndexOf('*')], b[..b.IndexOf('*')]);
        var (tailLeft, tailRight) = (a[(a.LastIndexOf('*') + 1)..], b[(b.LastIndexOf('*') + 1)..]);
        return (left.StartsWith(right, StringComparison.Ordinal) || right.StartsWith(left, StringComparison.Ordinal))
            && (tailLeft.EndsWith(tailRight, StringComparison.Ordinal) || tailRight.EndsWith(tailLeft, StringComparison.Ordinal));
    }

    private static Task<LabResponse> Get(RestCall call)
    {
        var name = call.Value("name") ?? "*";
        var found = call.Cluster.Templates.Composable.Values.Where(template => Wildcard.Matches(name, template.Name)).ToList();
        if (found.Count == 0 && !Wildcard.IsPattern(name)) throw Errors.ResourceNotFound($"index template matching [{name}] not found");
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["index_templates"] = new JsonArray([.. found.Select(template => (JsonNode)new JsonObject { ["name"] = template.Name, ["index_template"] = Shape(template) })]),
        }));
    }

    private static JsonObject Shape(IndexTemplate template)
    {
        var json = new JsonObject { ["index_patterns"] = new JsonArray([.. template.Patterns.Select(pattern => (JsonNode)pattern)]) };
        if (template.Source["template"] is JsonObject) json["template"] = Shape(template.Parts, template.Source["template"]!.AsObject());
        json["composed_of"] = new JsonArray([.. template.ComposedOf.Select(name => (JsonNode)name)]);
        foreach (var key in new[] { "priority", "version", "_meta", "data_stream", "allow_auto_create" })
            if (template.Source[key] is { } value)
                json[key] = key == "data_stream" ? Stream(value) : value.DeepClone();
        return json;
    }

    private static JsonNode Stream(JsonNode given)
    {
        var json = given.DeepClone().AsObject();
        json["hidden"] ??= false;
        return json;
    }

    // Only what was given is shown, with settings as texts.
    private static JsonObject Shape(TemplateParts parts, JsonObject given)
    {
        var json = new JsonObject();
        if (given.ContainsKey("settings")) json["settings"] = parts.Settings.ToNestedJson();
        if (given.ContainsKey("mappings")) json["mappings"] = parts.Mapping.DeepClone();
        if (!given.ContainsKey("aliases")) return json;
        var aliases = new JsonObject();
        foreach (var alias in parts.Aliases) aliases[alias.Name] = IndexJson.Alias(alias);
        json["aliases"] = aliases;
        return json;
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        await call.Cluster.Master.UpdateAsync(() =>
        {
            var templates = call.Cluster.Templates.Composable;
            foreach (var pattern in call["name"].Split(','))
            {
                var found = templates.Values.Where(template => Wildcard.Matches(pattern, template.Name)).ToList();
                if (found.Count == 0 && !Wildcard.IsPattern(pattern))
                    throw new ElasticException(404, "index_template_missing_exception", $"index_template [{pattern}] missing");
                CheckUnused(call, found);
                foreach (var template in found) templates.Remove(template.Name);
            }
        });
        return LabResponse.Acknowledged();
    }

    private static void CheckUnused(RestCall call, IReadOnlyList<IndexTemplate> going)
    {
        var inUse = call.Cluster.State.DataStreams.Values
            .Where(stream => call.Cluster.Templates.For(stream.Name) is { } template && going.Contains(template)).Select(stream => stream.Name).ToList();
        if (inUse.Count > 0)
            throw Errors.IllegalArgument($"unable to remove composable templates [{string.Join(", ", going.Select(template => template.Name))}] as they are in use by a data streams [{string.Join(", ", inUse)}]");
    }

    private static Task<LabResponse> Simulate(RestCall call)
    {
        var template = call.Cluster.Templates.For(call["name"]);
        var parts = template is null ? TemplateParts.Nothing : call.Cluster.Templates.Compose(template);
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["template"] = Shape(parts, new JsonObject { ["settings"] = new JsonObject(), ["mappings"] = new JsonObject(), ["aliases"] = new JsonObject() }),
            ["overlapping"] = new JsonArray(),
        }));
    }

    private static async Task<LabResponse> PutComponentAsync(RestCall call)
    {
        var name = call["name"];
        var body = call.RequireObject();
        var component = new ComponentTemplate(name, ReadParts(call, body["template"] as JsonObject ?? throw Errors.IllegalArgument("Required [template]")), body.DeepClone().AsObject());
        await call.Cluster.Master.UpdateAsync(() =>
        {
            if (call.Flag("create") && call.Cluster.Templates.Components.ContainsKey(name)) throw Errors.IllegalArgument($"component template [{name}] already exists");
            call.Cluster.Templates.Components[name] = component;
        });
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> GetComponents(RestCall call)
    {
        var name = call.Value("name") ?? "*";
        var found = call.Cluster.Templates.Components.Values.Where(component => Wildcard.Matches(name, component.Name)).ToList();
        if (found.Count == 0 && !Wildcard.IsPattern(name)) throw Errors.ResourceNotFound($"component template matching [{name}] not found");
        return Task.FromResult(LabResponse.Ok(new JsonObject { ["component_templates"] = new JsonArray([.. found.Select(Shape)]) }));
    }

    private static JsonNode Shape(ComponentTemplate component)
    {
        var shown = new JsonObject { ["template"] = Shape(component.Parts, component.Source["template"]!.AsObject()) };
        foreach (var key in new[] { "version", "_meta" })
            if (component.Source[key] is { } value)
                shown[key] = value.DeepClone();
        return new JsonObject { ["name"] = component.Name, ["component_template"] = shown };
    }

    private static async Task<LabResponse> DeleteComponentAsync(RestCall call)
    {
        await call.Cluster.Master.UpdateAsync(() =>
        {
            var components = call.Cluster.Templates.Components;
            var going = components.Keys.Where(name => Wildcard.Matches(call["name"], name)).ToList();
            if (going.Count == 0 && !Wildcard.IsPattern(call["name"])) throw Errors.ResourceNotFound($"component template matching [{call["name"]}] not found");
            var users = call.Cluster.Templates.Composable.Values.Where(template => template.ComposedOf.Any(going.Contains)).Select(template => template.Name).ToList();
            if (users.Count > 0)
                throw Errors.IllegalArgument($"component templates [{string.Join(",", going)}] cannot be removed as they are still in use by index templates [{string.Join(", ", users)}]");
            foreach (var name in going) components.Remove(name);
        });
        return LabResponse.Acknowledged();
    }

    private static TemplateParts ReadParts(RestCall call, JsonObject json)
    {
        var parts = TemplateParts.Read(json);
        IndexSettingChecks.Validate(parts.Settings);
        return parts with { Mapping = call.Cluster.Indices.Mappings.Prepare(parts.Mapping, Settings.Empty) };
    }
}
