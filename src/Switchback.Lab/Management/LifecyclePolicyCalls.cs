using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Units;

namespace Switchback.Lab.Management;

/// <summary><c>_ilm/policy</c> and the switch of index lifecycle management. The lab keeps policies and never acts on one.</summary>
public static class LifecyclePolicyCalls
{
    private static readonly string[] MasterParameters = ["master_timeout", "timeout"];

    private static readonly string[] Phases = ["hot", "warm", "cold", "frozen", "delete"];

    public static IEnumerable<Route> Routes =>
    [
        new("PUT", "/_ilm/policy/{name}", "cluster:admin/ilm/put", PutAsync) { Parameters = MasterParameters },
        new("GET", "/_ilm/policy", "cluster:admin/ilm/get", Get) { Parameters = MasterParameters },
        new("GET", "/_ilm/policy/{name}", "cluster:admin/ilm/get", Get) { Parameters = MasterParameters },
        new("DELETE", "/_ilm/policy/{name}", "cluster:admin/ilm/delete", DeleteAsync) { Parameters = MasterParameters },
        new("GET", "/{index}/_ilm/explain", "indices:admin/ilm/explain", Explain)
        {
            Parameters = [.. MasterParameters, "only_managed", "only_errors"],
        },
        new("GET", "/_ilm/status", "cluster:admin/ilm/operation_mode/get", Status) { Parameters = MasterParameters },
        new("POST", "/_ilm/start", "cluster:admin/ilm/start", call => SwitchAsync(call, true)) { Parameters = MasterParameters },
        new("POST", "/_ilm/stop", "cluster:admin/ilm/stop", call => SwitchAsync(call, false)) { Parameters = MasterParameters },
    ];

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var name = call["name"];
        if (ComplaintAbout(name) is { } complaint) throw Errors.IllegalArgument($"invalid policy name [{name}]: {complaint}");
        if (call.RequireObject("request body or source parameter is required")["policy"] is not JsonObject policy) throw Errors.IllegalArgument("Required [policy]");
        var content = Normalize(policy);
        var (cluster, now) = (call.Cluster, call.Cluster.NowMillis);
        await cluster.Master.UpdateAsync(() => ManagementState.Put(cluster.State.Management.LifecyclePolicies, name, content, now));
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> Get(RestCall call)
    {
        var state = call.Cluster.State;
        var policies = state.Management.LifecyclePolicies;
        var wanted = ManagementState.Select(policies, call.Value("name"));
        if (call.Value("name") is { } names && !Wildcard.IsPattern(names))
        {
            foreach (var name in names.Split(','))
                if (!policies.ContainsKey(name)) throw Errors.ResourceNotFound($"Lifecycle policy not found: {name}");
        }
        var answer = new JsonObject();
        foreach (var policy in wanted)
        {
            var shape = new JsonObject
            {
                ["version"] = policy.Version,
                ["modified_date"] = DateTimeOffset.FromUnixTimeMilliseconds(policy.ModifiedMillis)
                    .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
                ["policy"] = policy.Content.DeepClone(),
            };
            if (call.Cluster.Profile.ShowsUseOfPolicies) shape["in_use_by"] = UseOf(state, policy.Name);
            answer[policy.Name] = shape;
        }
        return Task.FromResult(LabResponse.Ok(answer));
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        var (state, name) = (call.Cluster.State, call["name"]);
        await call.Cluster.Master.UpdateAsync(() =>
        {
            var users = UsersOf(state, name);
            if (users.Count > 0)
                throw Errors.IllegalArgument($"Cannot delete policy [{name}]. It is in use by one or more indices: [{string.Join(", ", users)}]");
            if (!state.Management.LifecyclePolicies.Remove(name)) throw Errors.ResourceNotFound($"Lifecycle policy not found: {name}");
        });
        return LabResponse.Acknowledged();
    }

    /// <summary>Nothing moves a managed index on: it stays in the phase in which it began.</summary>
    private static Task<LabResponse> Explain(RestCall call)
    {
        var explained = new JsonObject();
        foreach (var index in call.Cluster.Indices.Resolve(call["index"], IndicesOptions.StrictExpand))
        {
            var policy = index.Settings.Text("index.lifecycle.name");
            if (call.Flag("only_errors") || (call.Flag("only_managed") && string.IsNullOrEmpty(policy))) continue;
            var shape = new JsonObject { ["index"] = index.Name, ["managed"] = !string.IsNullOrEmpty(policy) };
            if (!string.IsNullOrEmpty(policy))
            {
                shape["policy"] = policy;
                shape["lifecycle_date_millis"] = index.CreationDate;
                shape["age"] = Human.Millis(call.Cluster.NowMillis - index.CreationDate);
                shape["phase"] = "new";
                shape["phase_time_millis"] = index.CreationDate;
                shape["action"] = "complete";
                shape["action_time_millis"] = index.CreationDate;
                shape["step"] = "complete";
                shape["step_time_millis"] = index.CreationDate;
            }
            explained[index.Name] = shape;
        }
        return Task.FromResult(LabResponse.Ok(new JsonObject { ["indices"] = explained }));
    }

    private static Task<LabResponse> Status(RestCall call) => Task.FromResult(LabResponse.Ok(new JsonObject
    {
        ["operation_mode"] = call.Cluster.State.Management.LifecycleRuns ? "RUNNING" : "STOPPED",
    }));

    private static async Task<LabResponse> SwitchAsync(RestCall call, bool runs)
    {
        await call.Cluster.Master.UpdateAsync(() => call.Cluster.State.Management.LifecycleRuns = runs);
        return LabResponse.Acknowledged();
    }

    private static string? ComplaintAbout(string name) => name switch
    {
        _ when name.Contains(',') => "must not contain ','",
        _ when name.Contains(' ') => "must not contain ' '",
        _ when name.StartsWith('_') => "must not start with '_'",
        _ when System.Text.Encoding.UTF8.GetByteCount(name) > 255 => $"name is too long, ({System.Text.Encoding.UTF8.GetByteCount(name)} > 255)",
        _ => null,
    };

    /// <summary>Phases in their own order, each with the age and the actions that stand for nothing given.</summary>
    private static JsonObject Normalize(JsonObject policy)
    {
        var given = policy["phases"] as JsonObject ?? throw Errors.IllegalArgument("Required [phases]");
        if (given.FirstOrDefault(pair => !Phases.Contains(pair.Key)).Key is { } unknown)
            throw Errors.IllegalArgument($"Timeseries lifecycle does not support phase [{unknown}]");
        var phases = new JsonObject();
        foreach (var phase in Phases.Where(given.ContainsKey).OrderBy(phase => phase, StringComparer.Ordinal))
        {
            phases[phase] = new JsonObject
            {
                ["min_age"] = given[phase]?["min_age"]?.DeepClone() ?? "0ms",
                ["actions"] = given[phase]?["actions"]?.DeepClone() ?? new JsonObject(),
            };
        }
        var content = new JsonObject { ["phases"] = phases };
        if (policy["_meta"] is { } meta) content["_meta"] = meta.DeepClone();
        return content;
    }

    private static List<string> UsersOf(Clusters.ClusterState state, string policy) =>
        [.. state.Indices.Values.Where(index => index.Settings.Text("index.lifecycle.name") == policy).Select(index => index.Name)];

    private static JsonObject UseOf(Clusters.ClusterState state, string policy) => new()
    {
        ["indices"] = new JsonArray([.. UsersOf(state, policy).Select(name => (JsonNode)name)]),
        ["data_streams"] = new JsonArray([.. state.Indices.Values
            .Where(index => index.DataStream is not null && index.Settings.Text("index.lifecycle.name") == policy)
            .Select(index => index.DataStream!).Distinct().Select(name => (JsonNode)name)]),
        ["composable_templates"] = new JsonArray(),
    };
}
