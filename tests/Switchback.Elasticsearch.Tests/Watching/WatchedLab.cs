using Microsoft.Extensions.Logging.Abstractions;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Watching;
using Switchback.Lab.Hosting;

namespace Switchback.Elasticsearch.Tests.Watching;

/// <summary>A lab and everything that watches it, at a quick pace.</summary>
internal sealed class WatchedLab : IFleetKnowledge, IAsyncDisposable
{
    private static readonly WatchPace Pace = new(TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1));

    private readonly CancellationTokenSource _over = new();
    private readonly LabHost _lab;
    private readonly ElasticsearchClusters _clusters;
    private readonly Task _watching;
    private readonly HttpClient _http = new();

    private WatchedLab(LabHost lab)
    {
        _lab = lab;
        _clusters = new ElasticsearchClusters(
            lab.Laboratory.Options.Clusters.Select(cluster => new Switchback.Elasticsearch.Configuration.ClusterOptions { Name = cluster.Name, Urls = [new Uri(lab.Url(cluster.Name) + "/")] }),
            TimeProvider.System, new Random(7), NullLogger<ElasticsearchCluster>.Instance);
        var pair = new PairOptions { Id = "orders", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse(["*"]), Policy = new PairPolicy() };
        Monitor = new FleetMonitor(TimeProvider.System);
        Assembler = new FleetAssembler(["clusterA", "clusterB"], Pace, [pair], this, Monitor, TimeProvider.System);
        var watch = new FleetWatch(_clusters, Pace, Assembler, TimeProvider.System, new Random(7), NullLogger<FleetWatch>.Instance);
        _watching = watch.RunAsync(_over.Token);
    }

    public FleetMonitor Monitor { get; }

    public FleetAssembler Assembler { get; }

    public static async Task<WatchedLab> StartAsync(string scenario)
    {
        var lab = await LabHost.StartAsync(new LabOptions { Seed = 7 }, TestContext.Current.CancellationToken);
        var watched = new WatchedLab(lab);
        await watched.SteerAsync($"scenarios/{scenario}");
        return watched;
    }

    /// <summary>Steers the lab, asked through clusterB.</summary>
    public Task SteerAsync(string path, string body = "{}") => SendAsync("clusterB", HttpMethod.Post, "_lab/" + path, body);

    public async Task SendAsync(string cluster, HttpMethod method, string path, string body = "{}")
    {
        using var request = new HttpRequestMessage(method, _lab.Url(cluster) + "/" + path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>Waits until a snapshot is so; what never comes is told with the last snapshot.</summary>
    public async Task<FleetSnapshot> UntilAsync(Func<FleetSnapshot, bool> isSo, int seconds = 30)
    {
        using var watcher = Monitor.Subscribe();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        var snapshot = watcher.Latest;
        try
        {
            while (!isSo(snapshot)) snapshot = await watcher.NextAsync(TimeSpan.FromSeconds(1), limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It never came. {Describe(Monitor.Current)}");
        }
        return snapshot;
    }

    public static string Describe(FleetSnapshot snapshot) =>
        $"{string.Join("; ", snapshot.Members)}\n{string.Join("; ", snapshot.Pairs.Select(pair => $"{pair.Options.Id} {pair.State}"))}\n"
        + string.Join('\n', snapshot.Items.Take(40).Select(item => $"{item.Key} <- {item.Source}: {item.Verdict.Word} ({item.Verdict.Reason}) {item.Verdict.Cause} {item.Lag}"));

    ActiveRecord? IFleetKnowledge.ActiveOf(string pair) => null;

    IReadOnlyList<ReadinessReport> IFleetKnowledge.ReadinessOf(string pair) => [];

    IReadOnlyList<AutoFollowPattern> IFleetKnowledge.PatternsOf(string cluster) => [];

    TimeSpan IFleetKnowledge.LeasePeriod(string? cluster, string index) => TimeSpan.FromHours(12);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching.ContinueWith(static _ => { }, TaskScheduler.Default);
        _http.Dispose();
        _clusters.Dispose();
        _over.Dispose();
        await _lab.DisposeAsync();
    }
}
