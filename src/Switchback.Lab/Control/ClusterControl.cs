using Switchback.Lab.Clusters;
using Switchback.Lab.Hosting;
using Switchback.Lab.Licences;

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
            case "licence":
                await _lab.Loop.InvokeAsync(() => SetLicence(request, Running(cluster)));
                return ControlAnswer.Ok();
            case "version":
                await _lab.Loop.InvokeAsync(() => SetVersion(request, Running(cluster)));
                return ControlAnswer.Ok();
            default:
                throw new ControlException(404, $"unknown verb '{verb}'; known: stop, start, freeze, thaw, licence, version");
        }
    }

    private static void SetLicence(ControlRequest request, Cluster cluster)
    {
        request.Knows("type");
        var type = request.RequireText("type");
        if (LicenceType.Find(type) is null)
            throw new ControlException(400, $"unknown licence '{type}'; known: basic, standard, gold, platinum, enterprise, trial");
        cluster.Licence.Set(type);
    }

    /// <summary>A restart under another version, over in a moment: callers see their connection break.</summary>
    private void SetVersion(ControlRequest request, Cluster cluster)
    {
        request.Knows("version", "patch");
        var profile = (request.Text("version"), request.Number("patch")) switch
        {
            ({ } version, null) => Profile.Find(version)
                ?? throw new ControlException(400, $"no profile for version '{version}'; there are {string.Join(", ", Profile.All.Select(p => p.Number))}"),
            (null, { } patch) => cluster.Profile.AtPatch((int)Math.Min(patch, 99)),
            _ => throw new ControlException(400, "give either 'version' (a profile) or 'patch' (a patch level of the one that runs)"),
        };
        _lab.Stop(cluster);
        cluster.RunAs(profile);
        cluster.Runtime.Start();
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
