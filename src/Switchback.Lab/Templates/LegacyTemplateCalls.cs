using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Indices.Rules;

namespace Switchback.Lab.Templates;

/// <summary>Templates of the old kind.</summary>
public static class LegacyTemplateCalls
{
    private static readonly string[] Known = ["flat_settings", "local", "master_timeout", "timeout", "order", "create", "include_type_name", "cause"];

    public static IEnumerable<Route> Routes =>
    [
        new("PUT", "/_template/{name}", "indices:admin/template/put", PutAsync) { Parameters = Known },
        new("POST", "/_template/{name}", "indices:admin/template/put", PutAsync) { Parameters = Known },
        new("GET", "/_template", "indices:admin/template/get", Get) { Parameters = Known },
        new("GET", "/_template/{name}", "indices:admin/template/get", Get) { Parameters = Known },
        new("DELETE", "/_template/{name}", "indices:admin/template/delete", DeleteAsync) { Parameters = Known },
        Monitoring.Cat.CatIndexCalls.Cat("/_cat/templates", "indices:admin/template/get", Cat),
        Monitoring.Cat.CatIndexCalls.Cat("/_cat/templates/{name}", "indices:admin/template/get", Cat),
    ];

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var name = call["name"];
        var body = call.RequireObject("request body is required");
        if (Patterns(body) is not { Count: > 0 } patterns) throw Errors.Validation("index patterns are missing");
        foreach (var key in body.Select(pair => pair.Key))
            if (key is not ("index_patterns" or "template" or "order" or "version" or "settings" or "mappings" or "aliases"))
                throw Errors.Parse($"unknown key [{key}] in the template ");
        var parts = TemplateParts.Read(body);
        IndexSettingChecks.Validate(parts.Settings);
        var template = new LegacyTemplate(name, patterns, Number(body["order"]) ?? call.Number("order", 0), Number(body["version"]),
            parts with { Mapping = call.Cluster.Indices.Mappings.Prepare(parts.Mapping, Settings.Empty) });
        await call.Cluster.Master.UpdateAsync(() =>
        {
            if (call.Flag("create") && call.Cluster.Templates.Legacy.ContainsKey(name)) throw Errors.IllegalArgument($"index_template [{name}] already exists");
            call.Cluster.Templates.Legacy[name] = template;
        });
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> Get(RestCall call)
    {
        var names = call.Value("name")?.Split(',') ?? ["*"];
        var found = call.Cluster.Templates.Legacy.Values.Where(template => names.Any(name => Wildcard.Matches(name, template.Name))).ToList();
        var json = new JsonObject();
        foreach (var template in found) json[template.Name] = TemplateService.Shape(template, call.Flag("flat_settings"));
        var exact = names.Any(name => !Wildcard.IsPattern(name));
        return Task.FromResult(LabResponse.Of(found.Count == 0 && exact ? 404 : 200, json));
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        await call.Cluster.Master.UpdateAsync(() =>
        {
            var found = call.Cluster.Templates.Legacy.Keys.Where(name => Wildcard.Matches(call["name"], name)).ToList();
            if (found.Count == 0 && call["name"] != "*")
                throw new ElasticException(404, "index_template_missing_exception", $"index_template [{call["name"]}] missing");
            foreach (var name in found) call.Cluster.Templates.Legacy.Remove(name);
        });
        return LabResponse.Acknowledged();
    }

    private static Monitoring.Cat.CatTable Cat(RestCall call)
    {
        var table = new Monitoring.Cat.CatTable(new("name", "n"), new("index_patterns", "t"), new("order", "o,p"), new("version", "v"), new("composed_of", "c"));
        var pattern = call.Value("name") ?? "*";
        foreach (var template in call.Cluster.Templates.Legacy.Values.Where(template => Wildcard.Matches(pattern, template.Name)))
            table.Add(template.Name, $"[{string.Join(", ", template.Patterns)}]", template.Order.ToString(CultureInfo.InvariantCulture), template.Version?.ToString(CultureInfo.InvariantCulture), "");
        foreach (var template in call.Cluster.Templates.Composable.Values.Where(template => Wildcard.Matches(pattern, template.Name)))
            table.Add(template.Name, $"[{string.Join(", ", template.Patterns)}]", template.Priority.ToString(CultureInfo.InvariantCulture), template.Source["version"]?.ToString(), $"[{string.Join(", ", template.ComposedOf)}]");
        return table;
    }

    public static IReadOnlyList<string> Patterns(JsonObject body) => (body["index_patterns"] ?? body["template"]) switch
    {
        JsonArray array => [.. array.Select(item => item!.ToString())],
        JsonValue value => [value.ToString()],
        _ => [],
    };

    private static int? Number(JsonNode? node) => node is null ? null : int.Parse(node.ToString(), CultureInfo.InvariantCulture);
}
