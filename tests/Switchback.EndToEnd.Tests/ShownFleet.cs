using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Hosting;
using Switchback.Tests.Fleet;

namespace Switchback.EndToEnd.Tests;

/// <summary>
/// The app with its watch stopped: pages show what a test hands over, so that states a lab reaches only with patience can be looked
/// at in a browser. Its clock begins at <see cref="SomePairs.Now"/> with each of them.
/// </summary>
public sealed class ShownFleet : IAsyncLifetime
{
    private readonly FromThenOn _time = new(SomePairs.Now);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("switchback-");
    private WebApplication? _app;

    public string Url => _app!.Urls.Single();

    public void Show(FleetSnapshot snapshot)
    {
        _time.Restart();
        _app!.Services.GetRequiredService<FleetMonitor>().Publish(snapshot);
    }

    public async ValueTask InitializeAsync()
    {
        _app = DashboardApp.Build(
            ["--Urls", "http://127.0.0.1:0", "--DataFolder", _data.FullName, "--Serilog:MinimumLevel:Default", "Error", "--Rehearsal:Clusters", "clusterA:1,clusterB:2"],
            builder => builder.Services.AddSingleton<TimeProvider>(_time));
        await _app.StartAsync();
        foreach (var watching in _app.Services.GetServices<IHostedService>().Where(service => service.GetType().Name == "FleetWatching"))
        {
            await watching.StopAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>Runs as real time does, from another beginning.</summary>
    private sealed class FromThenOn(DateTimeOffset beginning) : TimeProvider
    {
        private long _started = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => beginning + System.GetElapsedTime(Interlocked.Read(ref _started));

        public void Restart() => Interlocked.Exchange(ref _started, System.GetTimestamp());
    }
}
