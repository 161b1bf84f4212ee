using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Hosting;
using Switchback.Lab.Http;
using Switchback.Lab.Truth;

namespace Switchback.Lab.Control;

/// <summary>
/// <c>/_lab</c>: what no real cluster has. Answers on every open port for the whole lab, also while its cluster is frozen.
/// </summary>
public sealed class ControlApi(LabHost host)
{
    private readonly Laboratory _lab = host.Laboratory;

    public static bool IsFor(LabRequest request) => request.Segments is ["_lab", ..];

    public async Task<ControlAnswer> HandleAsync(LabRequest request, string cameInBy)
    {
        try
        {
            return await AnswerAsync(new ControlRequest(request, cameInBy));
        }
        catch (ControlException e)
        {
            return ControlAnswer.Refused(e.Status, e.Message);
        }
    }

    private async Task<ControlAnswer> AnswerAsync(ControlRequest request)
    {
        switch (request.Method, request.Path)
        {
            case ("GET", []):
                return ControlAnswer.Ok(await _lab.Loop.InvokeAsync(() => LabDescription.Of(host)));
            case ("POST", ["clusters", var name, var verb]):
                return await new ClusterControl(host).HandleAsync(request, Known(name), verb);
            case ("POST", ["clock"]):
                request.Knows("advance");
                await _lab.Loop.AdvanceAsync(request.Span("advance") ?? throw new ControlException(400, "'advance' is missing"));
                return ControlAnswer.Ok(LabDescription.Clock(_lab));
            case ("GET", ["clock"]):
                return ControlAnswer.Ok(LabDescription.Clock(_lab));
            case ("GET", ["truth"]):
                await host.Leaving.SettleAsync();
                return ControlAnswer.Ok(await _lab.Loop.InvokeAsync(() => new TruthReport(_lab).Make(
                    request.Query("cluster"), request.Query("index"), request.Query("writes") is "" or "true")));
            case ("GET", ["scenarios"]):
                return ControlAnswer.Ok(ScenarioControl.List());
            case ("POST", ["scenarios", var name]):
                return ControlAnswer.Ok(await new ScenarioControl(host).BuildAsync(name));
            case (_, ["faults", ..]):
                return await OnLoopAsync(() => Faults(request));
            case ("POST", ["leases", "expire"]):
                return await OnLoopAsync(() => new HistoryControl(_lab).ExpireLeases(request));
            case ("POST", ["history", "merge"]):
                return await OnLoopAsync(() => new HistoryControl(_lab).MergeAway(request));
            case ("POST", ["followers", "fail"]):
                return await OnLoopAsync(() => new FollowerControl(_lab).Fail(request));
            case ("POST", ["seed"]):
                return ControlAnswer.Ok(await new SeedControl(_lab).SeedAsync(request));
            case (_, ["links"]):
                return await OnLoopAsync(() => Links(request));
            case (_, ["load", ..]):
                return await OnLoopAsync(() => Load(request));
            case ("POST", ["reset"]):
                await host.ResetAsync();
                return ControlAnswer.Ok();
            case ("POST", ["shutdown"]):
                return new ControlAnswer(200, new JsonObject { ["acknowledged"] = true }, () =>
                {
                    host.RequestShutdown();
                    return Task.CompletedTask;
                });
            default:
                throw Unknown(request);
        }
    }

    private async Task<ControlAnswer> OnLoopAsync(Func<JsonObject?> work) => ControlAnswer.Ok(await _lab.Loop.InvokeAsync(work));

    private JsonObject? Faults(ControlRequest request)
    {
        var control = new FaultControl(_lab);
        switch (request.Method, request.Path)
        {
            case ("GET", ["faults"]):
                return control.List();
            case ("POST", ["faults"]):
                return control.Add(request);
            case ("DELETE", ["faults"]):
                _lab.RequestFaults.Clear();
                return null;
            case ("DELETE", ["faults", var id]):
                control.Remove(id);
                return null;
            default:
                throw Unknown(request);
        }
    }

    private JsonObject? Links(ControlRequest request) => request.Method switch
    {
        "GET" => new LinkControl(_lab).List(),
        "POST" => new LinkControl(_lab).Set(request),
        _ => throw Unknown(request),
    };

    private JsonObject? Load(ControlRequest request)
    {
        var control = new LoadControl(_lab);
        switch (request.Method, request.Path)
        {
            case ("GET", ["load"]):
                return control.List();
            case ("POST", ["load"]):
                return control.Add(request);
            case ("DELETE", ["load"]):
                control.Remove(null);
                return null;
            case ("DELETE", ["load", var id]):
                control.Remove(id);
                return null;
            default:
                throw Unknown(request);
        }
    }

    private static ControlException Unknown(ControlRequest request) =>
        new(404, $"the lab knows no {request.Method} /_lab/{string.Join('/', request.Path)}; see docs/lab.md");

    private string Known(string cluster) => _lab.Find(cluster)?.Name
        ?? throw new ControlException(404, $"no cluster '{cluster}'; there are {string.Join(", ", _lab.Clusters.Select(c => c.Name))}");
}
