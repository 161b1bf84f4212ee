using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Tasks;

/// <summary><c>_tasks</c>: what runs, by node, by parent or in one list.</summary>
public static class TaskCalls
{
    private const string ListAction = "cluster:monitor/tasks/lists";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_tasks", ListAction, ListAsync)
        {
            Parameters = ["actions", "detailed", "nodes", "group_by", "parent_task_id", "wait_for_completion", "timeout", "master_timeout"],
        },
        new("GET", "/_tasks/{task_id}", "cluster:monitor/task/get", GetAsync) { Parameters = ["wait_for_completion", "timeout"] },
    ];

    private static Task<LabResponse> ListAsync(RestCall call)
    {
        var cluster = call.Cluster;
        var detailed = call.Flag("detailed");
        var found = Find(call).ToList();
        return Task.FromResult(LabResponse.Stream(writer =>
        {
            writer.WriteStartObject();
            switch (call.Query("group_by", "nodes"))
            {
                case "none":
                    writer.WriteStartArray("tasks");
                    foreach (var task in found) TaskJson.Write(writer, cluster, task, detailed);
                    writer.WriteEndArray();
                    break;
                case "parents":
                    WriteByParent(writer, cluster, found, detailed);
                    break;
                default:
                    WriteByNode(writer, cluster, found, detailed);
                    break;
            }
            writer.WriteEndObject();
        }));
    }

    private static Task<LabResponse> GetAsync(RestCall call)
    {
        var id = call["task_id"];
        var parts = id.Split(':');
        if (parts.Length != 2 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Errors.IllegalArgument($"malformed task id {id}");
        var finished = parts[0] == call.Cluster.Node.Id ? call.Cluster.Tasks.Finished(number) : null;
        if (finished is not null) return Task.FromResult(LabResponse.Stream(writer => WriteFinished(writer, call.Cluster, finished)));
        if (parts[0] != call.Cluster.Node.Id || call.Cluster.Tasks.Find(number) is not { } task)
            throw Errors.ResourceNotFound($"task [{id}] isn't running and hasn't stored its results");
        return Task.FromResult(LabResponse.Stream(writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("completed", false);
            writer.WritePropertyName("task");
            TaskJson.Write(writer, call.Cluster, task, detailed: true);
            writer.WriteEndObject();
        }));
    }

    private static void WriteFinished(Utf8JsonWriter writer, Cluster cluster, FinishedTask finished)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("completed", true);
        writer.WritePropertyName("task");
        TaskJson.Write(writer, cluster, finished.Task, detailed: true);
        if (finished.Failure is { } failure)
        {
            writer.WritePropertyName("error");
            ErrorBody.Shape(failure).WriteTo(writer);
        }
        else
        {
            writer.WritePropertyName("response");
            finished.Response!.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    private static IEnumerable<RunningTask> Find(RestCall call)
    {
        var node = call.Cluster.Node;
        string[] nodes = call.Query("nodes") is { Length: > 0 } named ? named.Split(',') : [];
        if (nodes.Length > 0 && !nodes.Any(name => name is "_all" or "_local" or "_master" || Wildcard.Matches(name, node.Name) || name == node.Id)) return [];
        string[] actions = call.Query("actions") is { Length: > 0 } wanted ? wanted.Split(',') : ["*"];
        var parent = call.Query("parent_task_id");
        return call.Cluster.Tasks.All.Where(task => actions.Any(action => Wildcard.Matches(action, task.Action)) && (parent is null || task.Parent == parent));
    }

    private static void WriteByNode(Utf8JsonWriter writer, Cluster cluster, List<RunningTask> found, bool detailed)
    {
        writer.WriteStartObject("nodes");
        if (found.Count > 0)
        {
            writer.WriteStartObject(cluster.Node.Id);
            foreach (var (key, value) in NodeHeader(cluster))
            {
                writer.WritePropertyName(key);
                value!.WriteTo(writer);
            }
            writer.WriteStartObject("tasks");
            foreach (var task in found)
            {
                writer.WritePropertyName($"{cluster.Node.Id}:{task.Id}");
                TaskJson.Write(writer, cluster, task, detailed);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteByParent(Utf8JsonWriter writer, Cluster cluster, List<RunningTask> found, bool detailed)
    {
        var names = found.ToDictionary(task => $"{cluster.Node.Id}:{task.Id}");
        writer.WriteStartObject("tasks");
        foreach (var (name, task) in names)
        {
            if (task.Parent is { } parent && names.ContainsKey(parent)) continue;
            writer.WriteStartObject(name);
            TaskJson.WriteFields(writer, cluster, task, detailed);
            var children = found.Where(child => child.Parent == name).ToList();
            if (children.Count > 0)
            {
                writer.WriteStartArray("children");
                foreach (var child in children) TaskJson.Write(writer, cluster, child, detailed);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static JsonObject NodeHeader(Cluster cluster) => new()
    {
        ["name"] = cluster.Node.Name,
        ["transport_address"] = cluster.Node.TransportAddress,
        ["host"] = cluster.Node.Host,
        ["ip"] = cluster.Node.TransportAddress,
        ["roles"] = new JsonArray([.. cluster.Profile.NodeRoles.Select(role => (JsonNode)role)]),
        ["attributes"] = new JsonObject([.. cluster.Profile.NodeAttributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]),
    };
}
