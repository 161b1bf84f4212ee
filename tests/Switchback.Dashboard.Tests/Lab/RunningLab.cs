using Switchback.Dashboard.Rehearsal;
using Switchback.Dashboard.Rehearsal.Control;
using Switchback.Lab.Hosting;

namespace Switchback.Dashboard.Tests.Lab;

/// <summary>A lab in this process and the control of it.</summary>
internal sealed class RunningLab : IAsyncDisposable
{
    private readonly LabHost _host;

    private RunningLab(LabHost host)
    {
        _host = host;
        Control = new LabControl(
            [.. host.Laboratory.Clusters.Select(cluster => new LabAddress(cluster.Name, new Uri(host.Url(cluster.Name)).Port))], LabControl.Client(), TimeProvider.System);
    }

    public LabControl Control { get; }

    public LabRoom Room => new(Control, LabRights.Everyone);

    public static async Task<RunningLab> StartAsync() => new(await LabHost.StartAsync(new LabOptions(), TestContext.Current.CancellationToken));

    public async Task<LabPicture> LookAsync()
    {
        using var watch = new LabWatch(Control, TimeProvider.System);
        // A busy machine may not answer within a reading's three seconds: a reading that failed says nothing of the lab.
        while (watch.Latest.Picture is null) await watch.RefreshAsync(TestContext.Current.CancellationToken);
        return watch.Latest.Picture;
    }

    public async Task<string> StateAsync(string cluster) => (await LookAsync()).Self.Clusters.Single(known => known.Name == cluster).State;

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
