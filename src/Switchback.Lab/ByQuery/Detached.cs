using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.ByQuery;

/// <summary><c>wait_for_completion=false</c>: the caller gets the number of a task, and asks <c>_tasks</c> for what became of it.</summary>
public static class Detached
{
    public static async Task<LabResponse> AnswerAsync(RestCall call, Func<Task<(int Status, JsonObject Answer)>> work)
    {
        if (call.Flag("wait_for_completion", true))
        {
            var (status, answer) = await work();
            return LabResponse.Of(status, answer);
        }
        var id = call.Cluster.Tasks.Begin(call.Route.Action, async () => (await work()).Answer, call.Request.OpaqueId);
        return LabResponse.Ok(new JsonObject { ["task"] = $"{call.Cluster.Node.Id}:{id}" });
    }
}
