using Microsoft.AspNetCore.Builder;
using Switchback.Dashboard.Hosting;

namespace Switchback.Dashboard.Tests;

/// <summary>The whole app in this process, on a free loopback port, with a data folder of its own that goes with it.</summary>
public sealed class RunningDashboard : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;

    private RunningDashboard(WebApplication app, DirectoryInfo data)
    {
        _app = app;
        _data = data;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public string DataFolder => _data.FullName;

    public static async Task<RunningDashboard> StartAsync(params string[] args)
    {
        var data = Directory.CreateTempSubdirectory("switchback-");
        var app = DashboardApp.Build(
        [
            "--Urls", "http://127.0.0.1:0",
            "--DataFolder", data.FullName,
            "--Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", "Warning",
            .. args,
        ]);
        await app.StartAsync();
        return new RunningDashboard(app, data);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
