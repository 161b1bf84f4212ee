using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.ClusterSettings;

/// <summary><c>GET</c> and <c>PUT _cluster/settings</c>.</summary>
public static class ClusterSettingsCalls
{
    private const string TransientWarning = "[transient settings removal] Updating cluster settings through transientSettings is deprecated."
        + " Use persistent settings instead.";

    private static readonly string[] ReadParameters = ["flat_settings", "include_defaults", "local", "master_timeout", "timeout"];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_cluster/settings", "cluster:monitor/state", Read) { Parameters = ReadParameters, Exists = profile => !profile.HasSettingsAction },
        new("GET", "/_cluster/settings", "cluster:monitor/settings", Read) { Parameters = ReadParameters, Exists = profile => profile.HasSettingsAction },
        new("PUT", "/_cluster/settings", "cluster:admin/settings/update", UpdateAsync) { Parameters = ["flat_settings", "master_timeout", "timeout"] },
    ];

    private static Task<LabResponse> Read(RestCall call)
    {
        var state = call.Cluster.State;
        var answer = new JsonObject
        {
            ["persistent"] = Shape(call, state.Persistent),
            ["transient"] = Shape(call, state.Transient),
        };
        if (call.Flag("include_defaults")) answer["defaults"] = Shape(call, Defaults(call.Cluster));
        return Task.FromResult(LabResponse.Ok(answer));
    }

    private static async Task<LabResponse> UpdateAsync(RestCall call)
    {
        var body = call.RequireObject();
        var transient = ReadHalf(body, "transient");
        var change = new SettingsChange(ReadHalf(body, "persistent"), transient);
        if (change.IsEmpty) throw Errors.Validation("no settings to update");
        var cluster = call.Cluster;
        if (change.Transient.Count > 0 && cluster.Profile.WarnsOfTransientSettings) call.Warnings.Add(TransientWarning);
        await cluster.Master.UpdateAsync(() =>
            (cluster.State.Persistent, cluster.State.Transient) = change.Over(cluster.State.Persistent, cluster.State.Transient, cluster.Profile));
        var connecting = cluster.Remotes.ApplySettingsAsync();
        cluster.AutoFollow.Refresh();
        await connecting;
        return LabResponse.Ok(new JsonObject
        {
            ["acknowledged"] = true,
            ["persistent"] = Shape(call, change.Shown.Persistent),
            ["transient"] = Shape(call, change.Shown.Transient),
        });
    }

    private static Settings ReadHalf(JsonObject body, string half) => body[half] switch
    {
        null => Settings.Empty,
        JsonObject settings => Settings.Parse(settings),
        { } other => throw NotAMap(JavaClassOf(other)),
    };

    private static ElasticException NotAMap(string name) => new(500, "class_cast_exception",
        $"class {name} cannot be cast to class java.util.Map ({name} and java.util.Map are in module java.base of loader 'bootstrap')")
    {
        IsForeign = true,
    };

    private static string JavaClassOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Array => "java.util.ArrayList",
        JsonValueKind.String => "java.lang.String",
        JsonValueKind.True or JsonValueKind.False => "java.lang.Boolean",
        _ when int.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out _) => "java.lang.Integer",
        _ when long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out _) => "java.lang.Long",
        _ => "java.lang.Double",
    };

    private static Settings Defaults(Cluster cluster)
    {
        var state = cluster.State;
        var known = KnownSettings.All.Where(pair => pair.Value.Default is not null).Select(pair => (pair.Key, pair.Value.Default!));
        var node = new[]
        {
            ("cluster.name", cluster.Name), ("node.name", cluster.Node.Name),
            ("xpack.security.enabled", cluster.Security.IsOn ? "true" : "false"),
        };
        return Settings.Of([.. known, .. node]).Where(key => state.Setting(key) is null);
    }

    private static JsonObject Shape(RestCall call, Settings settings) =>
        call.Flag("flat_settings") ? settings.ToFlatJson() : settings.ToNestedJson();
}
