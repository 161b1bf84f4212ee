using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Management;

/// <summary><c>_slm/policy</c> and the switch of snapshot lifecycle management. Nothing is ever snapshotted.</summary>
public static class SnapshotPolicyCalls
{
    private static readonly string[] MasterParameters = ["master_timeout", "timeout"];

    private static readonly string[] Required = ["name", "schedule", "repository"];

    public static IEnumerable<Route> Routes =>
    [
        new("PUT", "/_slm/policy/{name}", "cluster:admin/slm/put", PutAsync) { Parameters = MasterParameters },
        new("GET", "/_slm/policy", "cluster:admin/slm/get", Get) { Parameters = MasterParameters },
        new("GET", "/_slm/policy/{name}", "cluster:admin/slm/get", Get) { Parameters = MasterParameters },
        new("DELETE", "/_slm/policy/{name}", "cluster:admin/slm/delete", DeleteAsync) { Parameters = MasterParameters },
        new("GET", "/_slm/status", "cluster:admin/slm/status", Status) { Parameters = MasterParameters },
        new("POST", "/_slm/start", "cluster:admin/slm/start", call => SwitchAsync(call, true)) { Parameters = MasterParameters },
        new("POST", "/_slm/stop", "cluster:admin/slm/stop", call => SwitchAsync(call, false)) { Parameters = MasterParameters },
    ];

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var (cluster, name, now) = (call.Cluster, call["name"], call.Cluster.NowMillis);
        var policy = call.RequireObject("request body or source parameter is required");
        var missing = Required.Where(field => policy[field] is null).ToList();
        if (missing.Count > 0) throw Errors.IllegalArgument($"Required [{string.Join(", ", missing)}]");
        await cluster.Master.UpdateAsync(() =>
        {
            var repository = policy["repository"]!.ToString();
            if (!cluster.State.Management.Repositories.ContainsKey(repository)) throw Errors.IllegalArgument($"no such repository [{repository}]");
            ManagementState.Put(cluster.State.Management.SnapshotPolicies, name, policy, now);
        });
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> Get(RestCall call)
    {
        var policies = call.Cluster.State.Management.SnapshotPolicies;
        var wanted = ManagementState.Select(policies, call.Value("name"));
        if (wanted.Count == 0 && call.Value("name") is { } names)
        {
            var none = policies.Count == 0 ? ", no policies are configured" : "";
            throw Errors.ResourceNotFound($"snapshot lifecycle policy or policies [{names}] not found{none}");
        }
        var answer = new JsonObject();
        foreach (var policy in wanted)
        {
            answer[policy.Name] = new JsonObject
            {
                ["version"] = policy.Version,
                ["modified_date_millis"] = policy.ModifiedMillis,
                ["policy"] = policy.Content.DeepClone(),
                ["stats"] = new JsonObject
                {
                    ["policy"] = policy.Name,
                    ["snapshots_taken"] = 0,
                    ["snapshots_failed"] = 0,
                    ["snapshots_deleted"] = 0,
                    ["snapshot_deletion_failures"] = 0,
                },
            };
        }
        return Task.FromResult(LabResponse.Ok(answer));
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        var name = call["name"];
        await call.Cluster.Master.UpdateAsync(() =>
        {
            if (!call.Cluster.State.Management.SnapshotPolicies.Remove(name)) throw Errors.ResourceNotFound($"snapshot lifecycle policy not found: {name}");
        });
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> Status(RestCall call) => Task.FromResult(LabResponse.Ok(new JsonObject
    {
        ["operation_mode"] = call.Cluster.State.Management.SnapshotLifecycleRuns ? "RUNNING" : "STOPPED",
    }));

    private static async Task<LabResponse> SwitchAsync(RestCall call, bool runs)
    {
        await call.Cluster.Master.UpdateAsync(() => call.Cluster.State.Management.SnapshotLifecycleRuns = runs);
        return LabResponse.Acknowledged();
    }
}
