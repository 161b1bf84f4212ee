using System.Collections.Immutable;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Elasticsearch.Tests.Support;

namespace Switchback.Elasticsearch.Tests.Facts;

/// <summary>One keeper over one healthy server, whose answers a test may replace path by path, on a clock that the test moves.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string Hang = "(hang)";
    public const string Drop = "(drop)";

    private static readonly int Groups = Enum.GetValues<FactGroup>().Length;

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly RawServer _server;
    private readonly ElasticsearchCluster _cluster;
    private readonly Action<ClusterFacts>? _publish;
    private ImmutableList<ClusterFacts> _published = [];

    private Bench(Func<string, string?>? replace, Action<ClusterFacts>? publish)
    {
        _publish = publish;
        _server = new RawServer(exchange => AnswerAsync(exchange, replace)) { Root = null };
        _cluster = Some.Cluster(Some.Options(_server.Url) with { ConnectTimeout = TimeSpan.FromSeconds(30) }, time: Time);
        Keeper = new FactsKeeper(_cluster, ["orders-*"], new FactPace(), Time, new Random(7), Publish, Logger);
        Running = Keeper.RunAsync(_stop.Token);
    }

    public MovedTime Time { get; } = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    public CollectingLogger Logger { get; } = new();

    public FactsKeeper Keeper { get; }

    public Task Running { get; }

    public ImmutableList<ClusterFacts> Published => _published;

    public static Task<Bench> StartAsync(Func<string, string?>? replace = null, Action<ClusterFacts>? publish = null) => Task.FromResult(new Bench(replace, publish));

    public int Asked(string path) => _server.Calls.Count(call => PathOf(call) == path);

    /// <summary>Waits until every group pauses: then the only timers set are the nine pauses.</summary>
    public Task AtRestAsync() => LabPair.UntilAsync(() => Task.FromResult(Time.Waiting), waiting => waiting == Groups && Keeper.Pausing == Groups);

    public async Task MoveAsync(double seconds)
    {
        Time.Advance(TimeSpan.FromSeconds(seconds));
        await AtRestAsync();
    }

    public Task StopAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.ContinueWith(_ => { }, TaskScheduler.Default);
        _cluster.Dispose();
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private static string PathOf(string call) => call.Split(' ')[1].Split('?')[0];

    private static string Healthy(string path) => path switch
    {
        "/" => Some.Root(),
        "/_license" => """{"license":{"type":"trial","status":"active"}}""",
        "/_cluster/health" => """{"cluster_name":"clusterA","status":"green","timed_out":false,"number_of_nodes":1,"number_of_data_nodes":1,"active_shards":1,"initializing_shards":0,"unassigned_shards":0}""",
        "/_cluster/settings" => """{"persistent":{},"transient":{}}""",
        "/_nodes/_all/transport" => """{"nodes":{"x":{"name":"n","version":"7.8.1","transport_address":"127.0.0.1:9300","roles":["data","master"]}}}""",
        "/_nodes/stats/fs" => """{"nodes":{"x":{"name":"n","timestamp":1795262400000,"roles":["data"],"fs":{"total":{"total_in_bytes":100,"available_in_bytes":50}}}}}""",
        "/_ccr/auto_follow" => """{"patterns":[]}""",
        "/_ccr/stats" => """{"auto_follow_stats":{"number_of_failed_follow_indices":0,"number_of_failed_remote_cluster_state_requests":0,"number_of_successful_follow_indices":0}}""",
        "/_tasks" => """{"nodes":{}}""",
        "/_index_template" => """{"index_templates":[]}""",
        "/_component_template" => """{"component_templates":[]}""",
        "/_cat/indices" => "[]",
        "/_security/user/_has_privileges" => """{"username":"u","has_all_requested":true,"cluster":{},"index":{}}""",
        _ => "{}",
    };

    private void Publish(ClusterFacts facts)
    {
        _published = _published.Add(facts);
        _publish?.Invoke(facts);
    }

    private static async Task AnswerAsync(RawExchange exchange, Func<string, string?>? replace)
    {
        var path = PathOf(exchange.Line);
        var body = replace?.Invoke(path) ?? Healthy(path);
        if (body == Hang)
            await exchange.HangAsync();
        else if (body == Drop)
            exchange.Reset();
        else
            await exchange.SendAsync(RawServer.Json(body));
    }
}
