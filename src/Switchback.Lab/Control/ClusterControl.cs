using Switchback.Lab.Clusters;
using Switchback.Lab.Hosting;

namespace Switchback.Lab.Control;

/// <summary>Stop, start, freeze and thaw of one cluster, and its licence.</summary>
public sealed class ClusterControl(LabHost host)
{
    private readonly Laboratory _lab = host.Laboratory;

    public async Task<ControlAnswer> HandleAsync(ControlRequest request, string cluster, string verb)
    {
        switch (verb)
        {
            case "stop":
                return await StopAsync(request, cluster);
            case "start":
                await host.StartClusterAsync(cluster);
                return ControlAnswer.Ok();
            case "freeze":
                await _lab.Loop.InvokeAsync(() => Running(cluster).Runtime.Freeze());
                return ControlAnswer.Ok();
            case "thaw":
                await _lab.Loop.InvokeAsync(() => Running(cluster).Runtime.Thaw());
                return ControlAnswer.Ok();
            default:
                throw new ControlException(404, $"unknown verb '{verb}'; known: stop, start, freeze, thaw, licence");
        }
    }

    private async Task<ControlAnswer> StopAsync(ControlRequest request, string cluster)
    {
        var othersRun = _lab.Clusters.Any(other => other.Name != cluster && other.Runtime.State != NodeState.Stopped);
        if (!othersRun && _lab[cluster].Runtime.State != NodeState.Stopped)
            throw new ControlException(409, $"'{cluster}' is the last cluster that runs: with its port closed nobody could start anything again");
        await _lab.Loop.InvokeAsync(() => _lab.Stop(_lab[cluster]));
        // Asked by its own port: the answer leaves first, then the port closes.
        if (request.CameInBy == cluster) return ControlAnswer.Ok() with { Afterwards = () => host.Endpoint(cluster).CloseAsync() };
        await host.Endpoint(cluster).CloseAsync();
        return ControlAnswer.Ok();
    }

    private Cluster Running(string cluster) => _lab[cluster] is { Runtime.State: not NodeState.Stopped } running
        ? running
        : throw new ControlException(409, $"'{cluster}' is stopped; start it first");
}
