using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Switchback.Dashboard.Hosting;

namespace Switchback.Tests.Running;

/// <summary>The whole app in this process, on a free loopback port, with a data folder of its own that goes with it.</summary>
public sealed class RunningDashboard : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("switchback-");
    private readonly string[] _args;
    private readonly Action<WebApplicationBuilder>? _configure;
    private WebApplication _app;

    private RunningDashboard(Action<WebApplicationBuilder>? configure, string[] args)
    {
        (_configure, _args) = (configure, args);
        _app = Build("http://127.0.0.1:0");
    }

    /// <summary>Sends the viewer's token: looking at things is what most tests do.</summary>
    public HttpClient Client { get; private set; } = new();

    public string Url { get; private set; } = "";

    public string DataFolder => _data.FullName;

    public IServiceProvider Services => _app.Services;

    public static Task<RunningDashboard> StartAsync(params string[] args) => StartAsync(configure: null, args);

    /// <param name="configure">Has the last word on settings and services.</param>
    /// <param name="args">The command line.</param>
    public static async Task<RunningDashboard> StartAsync(Action<WebApplicationBuilder>? configure, params string[] args)
    {
        var dashboard = new RunningDashboard(configure, args);
        await dashboard._app.StartAsync();
        dashboard.Url = dashboard._app.Urls.Single();
        dashboard.Client = dashboard.ClientOf("viewer");
        return dashboard;
    }

    /// <summary>A program that sends a persona's token, or nobody's with null. Sees redirects as they are, and keeps no cookies.</summary>
    public HttpClient ClientOf(string? persona)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Url) };
        if (persona is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"rehearsal-{persona}");
        }

        return client;
    }

    /// <summary>A person's browser: keeps cookies, sends no token, sees redirects as they are.</summary>
    public HttpClient Browser() =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Url) };

    /// <summary>The process dies: open circuits are not waited for.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    /// <summary>A new process at the same address, with the same data: it knows nothing of the circuits of the old one.</summary>
    public Task StartAgainAsync()
    {
        _app = Build(Url);
        return _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        // A process that dies takes its threads along; here one may be writing its last file.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _data.Delete(recursive: true);
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Yield();
            }
        }
    }

    private WebApplication Build(string url) => DashboardApp.Build(
    [
        "--Urls", url,
        "--DataFolder", _data.FullName,
        // What tests provoke on purpose need not be read; the file in the data folder has it all the same.
        "--Serilog:MinimumLevel:Default", "Error",
        "--Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", "Error",
        // Nothing listens there: a test that wants clusters names its own.
        .. _args.Any(argument => argument.StartsWith("--Clusters:", StringComparison.Ordinal)) ? Array.Empty<string>() : ["--Rehearsal:Clusters", "clusterA:1,clusterB:2"],
        .. _args,
    ],
    _configure);
}
