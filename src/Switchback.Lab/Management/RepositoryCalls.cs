using System.Text.Json.Nodes;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Management;

/// <summary>
/// <c>_snapshot</c>: repositories of files are kept and shown. No snapshot is ever taken, so every list of snapshots is empty.
/// </summary>
public static class RepositoryCalls
{
    private static readonly string[] MasterParameters = ["master_timeout", "timeout"];

    public static IEnumerable<Route> Routes =>
    [
        new("PUT", "/_snapshot/{repository}", "cluster:admin/repository/put", PutAsync) { Parameters = [.. MasterParameters, "verify"] },
        new("POST", "/_snapshot/{repository}", "cluster:admin/repository/put", PutAsync) { Parameters = [.. MasterParameters, "verify"] },
        new("GET", "/_snapshot", "cluster:admin/repository/get", Get) { Parameters = [.. MasterParameters, "local"] },
        new("GET", "/_snapshot/{repository}", "cluster:admin/repository/get", Get) { Parameters = [.. MasterParameters, "local"] },
        new("DELETE", "/_snapshot/{repository}", "cluster:admin/repository/delete", DeleteAsync) { Parameters = MasterParameters },
        new("POST", "/_snapshot/{repository}/_verify", "cluster:admin/repository/verify", Verify) { Parameters = MasterParameters },
        new("GET", "/_snapshot/{repository}/{snapshot}", "cluster:admin/snapshot/get", GetSnapshots)
        {
            Parameters = [.. MasterParameters, "ignore_unavailable", "verbose", "size", "sort", "order", "offset", "after", "from_sort_value", "slm_policy_filter"],
        },
    ];

    private static async Task<LabResponse> PutAsync(RestCall call)
    {
        var (cluster, name, now) = (call.Cluster, call["repository"], call.Cluster.NowMillis);
        var body = call.RequireObject();
        if (body["type"]?.ToString() is not { } type) throw Errors.Validation("type is missing");
        if (type != "fs") throw Failure(name, $"repository type [{type}] does not exist");
        var settings = Settings.Parse(body["settings"] as JsonObject ?? []);
        if (string.IsNullOrEmpty(settings.Text("location"))) throw Failure(name, "missing location");
        var content = new JsonObject { ["type"] = type, ["settings"] = settings.ToNestedJson() };
        await cluster.Master.UpdateAsync(() => ManagementState.Put(cluster.State.Management.Repositories, name, content, now));
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> Get(RestCall call)
    {
        var answer = new JsonObject();
        foreach (var repository in Require(call, call.Value("repository"))) answer[repository.Name] = repository.Content.DeepClone();
        return Task.FromResult(LabResponse.Ok(answer));
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        await call.Cluster.Master.UpdateAsync(() =>
        {
            var wanted = Require(call, call["repository"]);
            // Asked for nothing that is there: a pattern is refused like a name (GET takes it).
            if (wanted.Count == 0) throw Missing(call["repository"]);
            foreach (var repository in wanted) call.Cluster.State.Management.Repositories.Remove(repository.Name);
        });
        return LabResponse.Acknowledged();
    }

    private static Task<LabResponse> Verify(RestCall call)
    {
        Require(call, call["repository"]);
        var node = call.Cluster.Node;
        return Task.FromResult(LabResponse.Ok(new JsonObject { ["nodes"] = new JsonObject { [node.Id] = new JsonObject { ["name"] = node.Name } } }));
    }

    private static Task<LabResponse> GetSnapshots(RestCall call)
    {
        var (repository, snapshot) = (call["repository"], call["snapshot"]);
        Require(call, repository);
        if (snapshot != "_all" && snapshot != "_current" && !Wildcard.IsPattern(snapshot) && !call.Flag("ignore_unavailable"))
            throw new ElasticException(404, "snapshot_missing_exception", $"[{repository}:{snapshot}] is missing");
        var answer = new JsonObject { ["snapshots"] = new JsonArray() };
        if (call.Cluster.Profile.PagesSnapshots)
        {
            answer["total"] = 0;
            answer["remaining"] = 0;
        }
        return Task.FromResult(LabResponse.Ok(answer));
    }

    private static List<Definition> Require(RestCall call, string? names)
    {
        var repositories = call.Cluster.State.Management.Repositories;
        foreach (var name in names is null or "_all" ? [] : names.Split(','))
            if (!Wildcard.IsPattern(name) && !repositories.ContainsKey(name)) throw Missing(name);
        return ManagementState.Select(repositories, names);
    }

    private static ElasticException Missing(string name) => new(404, "repository_missing_exception", $"[{name}] missing");

    private static ElasticException Failure(string name, string why) => new(500, "repository_exception", $"[{name}] {why}");
}
