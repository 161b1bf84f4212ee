using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Switchback.Core.Settings;
using Switchback.Dashboard.Rehearsal;
using Switchback.Lab.Hosting;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Rehearsal;

public sealed class LabKeeperTests : IDisposable
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> Handed = [];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("switchback-");
    private readonly HttpClient _http = new();

    [Fact]
    public async Task Ensure_LabRuns_AdoptsItAndNotesItsUuids()
    {
        await using var lab = await LabHost.StartAsync(new LabOptions { Clusters = [new("clusterA"), new("clusterB")] }, TestContext.Current.CancellationToken);

        var found = await Keeper(Addresses(lab)).EnsureAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Environment.ProcessId, found.Process);
        Assert.Equal(lab.Laboratory.Clusters.ToDictionary(cluster => cluster.Name, cluster => cluster.Uuid), found.Clusters);
        Assert.Contains(found.Clusters["clusterB"], await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "rehearsal", "lab.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ensure_OneClusterOfTheLabStopped_AdoptsItThroughTheOther()
    {
        await using var lab = await LabHost.StartAsync(new LabOptions { Clusters = [new("clusterA"), new("clusterB")] }, TestContext.Current.CancellationToken);
        var addresses = Addresses(lab);
        using var stopped = await _http.PostAsync($"{lab.Url("clusterB").TrimEnd('/')}/_lab/clusters/clusterA/stop", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);

        var found = await Keeper(addresses).EnsureAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["clusterA", "clusterB"], found.Clusters.Keys.Order());
    }

    [Fact]
    public async Task Ensure_LabOfOtherClusters_RefusesAndNamesThem()
    {
        await using var lab = await LabHost.StartAsync(new LabOptions { Clusters = [new("north"), new("south")] }, TestContext.Current.CancellationToken);
        var addresses = new[] { new LabAddress("clusterA", new Uri(lab.Url("north")).Port), new LabAddress("clusterB", new Uri(lab.Url("south")).Port) };

        var refused = await Assert.ThrowsAsync<SettingsException>(() => Keeper(addresses).EnsureAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            $"names clusterA and clusterB, but the lab that runs there (process {Environment.ProcessId}) simulates north and south.",
            Assert.Single(refused.Faults).Problem);
    }

    [Fact]
    public async Task Ensure_PortTakenByAnotherProgram_RefusesAndStartsNothing()
    {
        await using var other = await RunningDashboard.StartAsync("--Clusters:east:Urls", "http://127.0.0.1:9");
        var taken = new Uri(other.Url).Port;
        var addresses = new[] { new LabAddress("clusterA", taken), new LabAddress("clusterB", FreePort()) };

        var refused = await Assert.ThrowsAsync<SettingsException>(() => Keeper(addresses).EnsureAsync(TestContext.Current.CancellationToken));

        var fault = Assert.Single(refused.Faults);
        Assert.Equal(LabAddress.SettingsKey, fault.Key);
        Assert.StartsWith($"needs port {taken}, which is taken by something that is not the lab: it answered /_lab with status ", fault.Problem);
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "lab-program")));
    }

    [Fact]
    public async Task Ensure_NothingRuns_StartsALabThatTheNextAppAdopts()
    {
        var addresses = new[] { new LabAddress("clusterA", FreePort()), new LabAddress("clusterB", FreePort()) };
        var started = await Keeper(addresses).EnsureAsync(TestContext.Current.CancellationToken);
        using var process = Process.GetProcessById(started.Process);
        try
        {
            var adopted = await Keeper(addresses).EnsureAsync(TestContext.Current.CancellationToken);

            Assert.NotEqual(Environment.ProcessId, started.Process);
            Assert.Equal(started.Process, adopted.Process);
            Assert.True(adopted.IsSameLabAs(started));
            Assert.Empty(_folder.GetDirectories("rehearsal-until-*"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private LabKeeper Keeper(IReadOnlyList<LabAddress> addresses) =>
        new(addresses, _folder.FullName, _http, TimeProvider.System, NullLogger<LabKeeper>.Instance);

    private static LabAddress[] Addresses(LabHost lab) =>
        [.. lab.Laboratory.Clusters.Select(cluster => new LabAddress(cluster.Name, new Uri(lab.Url(cluster.Name)).Port))];

    /// <summary>Below the range that the system hands out for port 0, or another test could be given the port in between.</summary>
    private static int FreePort()
    {
        for (var port = 20_000 + (Environment.ProcessId % 5_000); ; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (Handed.TryAdd(port, true))
                {
                    return port;
                }
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
