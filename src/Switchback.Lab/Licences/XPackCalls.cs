using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Licences;

/// <summary><c>_xpack</c> and <c>_xpack/usage</c>: which features are licensed, switched on and used.</summary>
public static class XPackCalls
{
    private static readonly string[] Features = ["ccr", "enrich", "graph", "ilm", "ml", "monitoring", "rollup", "security", "slm", "sql", "transform", "voting_only", "watcher"];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_xpack", "cluster:monitor/xpack/info", Info) { Parameters = ["categories", "accept_enterprise"] },
        new("GET", "/_xpack/usage", "cluster:monitor/xpack/usage", Usage) { Parameters = ["master_timeout"] },
    ];

    private static Task<LabResponse> Info(RestCall call)
    {
        var cluster = call.Cluster;
        var categories = call.Query("categories", "_all").Split(',');
        var json = new JsonObject();
        if (Wants("build")) json["build"] = new JsonObject { ["hash"] = cluster.Profile.BuildHash, ["date"] = cluster.Profile.BuildDate };
        if (Wants("license")) json["license"] = LicenceOf(cluster);
        if (Wants("features")) json["features"] = new JsonObject(Features.Select(name => KeyValuePair.Create(name, (JsonNode?)Feature(cluster, name))));
        if (call.Human || !call.Has("human")) json["tagline"] = "You know, for X";
        return Task.FromResult(LabResponse.Ok(json));

        bool Wants(string category) => categories is ["_all"] || categories.Contains(category);
    }

    private static JsonObject LicenceOf(Cluster cluster)
    {
        var licence = cluster.Licence.Current;
        var json = new JsonObject
        {
            ["uid"] = licence.Uid,
            ["type"] = licence.Type.Name,
            ["mode"] = licence.Type.Name,
            ["status"] = licence.Expires <= cluster.NowMillis ? "expired" : "active",
        };
        if (licence.Expires is { } expires) json["expiry_date_in_millis"] = expires;
        return json;
    }

    private static Task<LabResponse> Usage(RestCall call)
    {
        var json = new JsonObject();
        foreach (var name in Features) json[name] = name == "ccr" ? Replication(call.Cluster) : Feature(call.Cluster, name);
        return Task.FromResult(LabResponse.Ok(json));
    }

    private static JsonObject Replication(Cluster cluster)
    {
        var followers = cluster.State.Indices.Values.Where(index => index.IsFollower).ToList();
        var json = Feature(cluster, "ccr");
        json["follower_indices_count"] = followers.Count;
        json["auto_follow_patterns_count"] = cluster.State.AutoFollow.Patterns.Count;
        var newest = followers.Select(index => long.TryParse(index.Settings.Text("index.creation_date"), out var created) ? created : 0).DefaultIfEmpty().Max();
        if (newest > 0) json["last_follow_time_in_millis"] = Math.Max(0, cluster.NowMillis - newest);
        return json;
    }

    private static JsonObject Feature(Cluster cluster, string name) => new()
    {
        ["available"] = cluster.Licence.Allows(name),
        ["enabled"] = name != "security" || cluster.Security.IsOn,
    };
}
