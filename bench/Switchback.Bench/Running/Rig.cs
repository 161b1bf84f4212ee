using System.Net;
using System.Net.Sockets;
using Switchback.Bench.Circuits;
using Switchback.Bench.Stub;

namespace Switchback.Bench.Running;

/// <summary>Two stub clusters in one process, and the app that watches them in another: what most commands measure.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("switchback-bench-");
    private readonly List<ChildProcess> _children = [];
    private readonly HttpClient _http = new() { DefaultRequestHeaders = { Authorization = new("Bearer", Circuit.Viewer) } };
    private string _stub = "";

    public Uri App { get; private set; } = new("about:blank");

    public int AppId { get; private set; }

    public string FollowerUrl { get; private set; } = "";

    public HttpClient Http => _http;

    public static async Task<Rig> StartAsync(RigOptions options, CancellationToken cancel)
    {
        var rig = await StartStubAloneAsync(options, cancel);
        try
        {
            await rig.StartAppAsync(options, cancel);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>For another client than ours.</summary>
    public static async Task<Rig> StartStubAloneAsync(RigOptions options, CancellationToken cancel)
    {
        var rig = new Rig();
        try
        {
            await rig.StartStubAsync(options.Followers, cancel);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public Task<StubReport> ReportAsync(CancellationToken cancel) => StubReport.ReadAsync(_http, _stub, cancel);

    public Task<Viewers> OpenAsync(int viewers, string path, CancellationToken cancel) => Viewers.OpenAsync(new Uri(App, path), viewers, cancel);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var child in Enumerable.Reverse(_children))
            await child.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task StartStubAsync(int followers, CancellationToken cancel)
    {
        var stub = ChildProcess.StartProgram(typeof(Rig).Assembly.Location, "stub", "--followers", $"{followers}");
        _children.Add(stub);
        _stub = await stub.Output.ReadLineAsync(cancel) ?? throw new InvalidOperationException("The stub ended at once.");
        FollowerUrl = await stub.Output.ReadLineAsync(cancel) ?? throw new InvalidOperationException("The stub ended at once.");
    }

    private async Task StartAppAsync(RigOptions options, CancellationToken cancel)
    {
        App = new Uri($"http://127.0.0.1:{FreePort()}");
        var app = ChildProcess.StartProgram(options.AppPath,
            "--Urls", App.GetLeftPart(UriPartial.Authority), "--DataFolder", _data.FullName, "--Poll:Seconds", $"{options.PollSeconds}",
            "--Clusters:clusterA:Urls", _stub, "--Clusters:clusterB:Urls", FollowerUrl,
            "--Pairs:main:System", "elasticsearch", "--Pairs:main:Home", "clusterA", "--Pairs:main:Away", "clusterB");
        _children.Add(app);
        AppId = app.Id;
        var said = app.DrainAsync();
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        while (!await IsUpAsync(either.Token))
        {
            if (app.HasEnded) throw new InvalidOperationException($"The app ended at once:\n{await said}");
            await ticks.WaitForNextTickAsync(either.Token);
        }
    }

    /// <summary>It answers, and has read both clusters' positions more than once.</summary>
    private async Task<bool> IsUpAsync(CancellationToken cancel)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(App, "/health/live"), cancel);
            return answer.IsSuccessStatusCode && (await ReportAsync(cancel)).Left.Count >= 2;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
