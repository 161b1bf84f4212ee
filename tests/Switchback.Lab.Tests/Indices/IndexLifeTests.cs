using Switchback.Lab.Hosting;
using Switchback.Lab.Indices;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Indices;

/// <summary>What an index goes through: made, closed, opened, its node restarted, cloned, rolled over.</summary>
public sealed class IndexLifeTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await RunningLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task CloseAndOpen_Index_RaisesThePrimaryTermByTwo()
    {
        await CreateAsync("i");
        await _lab.OnA("POST /i/_close");
        Assert.Equal("true", (await _lab.OnA("GET /i/_settings?flat_settings=true")).TextAt("i/settings/index.verified_before_close"));
        await _lab.OnA("POST /i/_open");

        var written = await _lab.OnA("PUT /i/_doc/1", """{"n":1}""");

        Assert.Equal(("0", "3"), (written.TextAt("_seq_no"), written.TextAt("_primary_term")));
        Assert.Null((await _lab.OnA("GET /i/_settings?flat_settings=true")).At("i/settings/index.verified_before_close"));
    }

    [Fact]
    public async Task Close_ClosedIndex_DoesNothing()
    {
        await CreateAsync("i");
        await _lab.OnA("POST /i/_close");

        Assert.Equal("""{"acknowledged":true,"shards_acknowledged":false,"indices":{}}""", (await _lab.OnA("POST /i/_close")).Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Open_AskedForWhileACloseIsUnderWay_EndsOpen(int masterCost)
    {
        await CreateAsync("i");
        var cluster = _lab.Laboratory["clusterA"];

        await _lab.Laboratory.Loop.InvokeAsync(async () =>
        {
            cluster.Master.Cost = TimeSpan.FromMilliseconds(masterCost);
            IndexState[] indices = [cluster.State.Find("i")!];
            var closing = cluster.Indices.OpenClose.CloseAsync(indices, ActiveShards.None, TimeSpan.Zero);
            await cluster.Indices.OpenClose.OpenAsync(indices, ActiveShards.None, TimeSpan.Zero);
            return await closing;
        });

        Assert.Equal("open", (await _lab.OnA("GET /_cluster/state/metadata/i")).TextAt("metadata/indices/i/state"));
    }

    [Fact]
    public async Task Restart_OfTheNode_ShardsRecoverForAWhileWithTheirData()
    {
        await CreateAsync("i");
        await _lab.OnA("PUT /i/_doc/1", """{"n":1}""");
        await _lab.StopAsync("clusterA");
        await _lab.StartClusterAsync("clusterA");
        await _lab.UntilAsync("clusterA", "GET /_cluster/health/i?wait_for_status=green&timeout=5s", health => health.Status == 200);

        var shard = (await _lab.OnA("GET /i/_stats?level=shards")).At("indices/i/shards/0/0")!;

        Assert.Equal(("0", "0"), (shard["seq_no"]!["global_checkpoint"]!.ToString(), shard["commit"]!["user_data"]!["max_seq_no"]!.ToString()));
        Assert.Equal("0", shard["indexing"]!["index_total"]!.ToString());
        Assert.Equal("2", (await _lab.OnA("PUT /i/_doc/2", """{"n":2}""")).TextAt("_primary_term"));
    }

    [Fact]
    public async Task Health_AfterARestart_RedUntilTheShardsHaveRecovered()
    {
        await using var lab = await RunningLab.StartAsync(options: new LabOptions { Seed = 7, ClockRuns = false });
        await lab.OnA("PUT /i", """{"settings":{"number_of_replicas":0}}""");
        await lab.StopAsync("clusterA");
        await lab.StartClusterAsync("clusterA");
        Assert.Equal("red", (await lab.OnA("GET /_cluster/health")).TextAt("status"));

        await lab.AdvanceAsync(ShardLife.AfterStart);

        Assert.Equal("green", (await lab.OnA("GET /_cluster/health")).TextAt("status"));
    }

    [Fact]
    public async Task Shard_NotWrittenToForFiveMinutes_IsFlushed()
    {
        await CreateAsync("i");
        await _lab.OnA("PUT /i/_doc/1", """{"n":1}""");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(4));
        await _lab.OnA("PUT /i/_doc/2", """{"n":2}""");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(4));
        Assert.Equal("-1", await CommittedAsync());

        await _lab.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("1", await CommittedAsync());

        async Task<string?> CommittedAsync() => (await _lab.OnA("GET /i/_stats/docs?level=shards")).TextAt("indices/i/shards/0/0/commit/user_data/max_seq_no");
    }

    [Fact]
    public async Task Rollover_MarkedWriteIndex_MovesTheMark()
    {
        await _lab.OnA("PUT /logs-000001", """{"aliases":{"logs":{"is_write_index":true}}}""");

        var dry = await _lab.OnA("POST /logs/_rollover?dry_run", """{"conditions":{"max_docs":5,"max_age":"7d"}}""");
        var rolled = await _lab.OnA("POST /logs/_rollover");

        Assert.Equal("""{"acknowledged":false,"shards_acknowledged":false,"old_index":"logs-000001","new_index":"logs-000002","rolled_over":false,"dry_run":true,"conditions":{"[max_docs: 5]":false,"[max_age: 7d]":false}}""", dry.Text);
        Assert.Equal(("logs-000002", "True"), (rolled.TextAt("new_index"), rolled.At("rolled_over")!.GetValue<bool>().ToString()));
        var aliases = await _lab.OnA("GET /_alias/logs");
        Assert.Equal(("false", "true"), (aliases.TextAt("logs-000001/aliases/logs/is_write_index"), aliases.TextAt("logs-000002/aliases/logs/is_write_index")));
    }

    [Fact]
    public async Task Rollover_AliasMarkedAgainstWrites_Refused()
    {
        await _lab.OnA("PUT /logs-000001", """{"aliases":{"logs":{"is_write_index":false}}}""");

        var refusal = await _lab.OnA("POST /logs/_rollover");

        Assert.Equal((400, "source alias [logs] does not point to a write index"), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task Clone_OfABlockedIndex_HasItsDocumentsAndHistory()
    {
        await CreateAsync("i");
        await _lab.OnA("PUT /i/_doc/1?refresh", """{"n":1}""");
        await _lab.OnA("PUT /i/_doc/1?refresh", """{"n":2}""");
        await _lab.OnA("PUT /i/_settings", """{"index.blocks.write":true}""");

        await _lab.OnA("POST /i/_clone/j", """{"settings":{"index.blocks.write":null}}""");

        Assert.Equal("2", (await _lab.OnA("GET /j/_doc/1")).TextAt("_source/n"));
        Assert.Equal("1", (await _lab.OnA("GET /j/_stats?level=shards")).TextAt("indices/j/shards/0/0/seq_no/max_seq_no"));
        Assert.Equal(201, (await _lab.OnA("PUT /j/_doc/2", """{"n":3}""")).Status);
    }

    [Fact]
    public async Task Create_WithReplicas_YellowWithUnassignedCopies()
    {
        await _lab.OnA("PUT /i", """{"settings":{"number_of_shards":2}}""");

        var health = await _lab.OnA("GET /_cluster/health/i");

        Assert.Equal(("yellow", "2", "2"), (health.TextAt("status"), health.TextAt("active_shards"), health.TextAt("unassigned_shards")));
    }

    [Fact]
    public async Task Create_MoreCopiesWantedThanCome_SaysSoAfterTheTime()
    {
        var answer = await _lab.OnA("PUT /i?wait_for_active_shards=2&timeout=50ms");

        Assert.Equal("""{"acknowledged":true,"shards_acknowledged":false,"index":"i"}""", answer.Text);
    }

    [Fact]
    public async Task Templates_SeveralThatMatch_HighestOrderWins()
    {
        await _lab.OnA("PUT /_template/low", """{"index_patterns":["t*"],"order":0,"settings":{"number_of_shards":2,"number_of_replicas":0},"mappings":{"properties":{"a":{"type":"keyword"}}}}""");
        await _lab.OnA("PUT /_template/high", """{"index_patterns":["t-*"],"order":1,"settings":{"number_of_shards":3},"aliases":{"all-{index}":{}}}""");
        await _lab.OnA("PUT /t-1", """{"mappings":{"properties":{"b":{"type":"long"}}}}""");

        var index = await _lab.OnA("GET /t-1?flat_settings=true");

        Assert.Equal(("3", "0"), (index.TextAt("t-1/settings/index.number_of_shards"), index.TextAt("t-1/settings/index.number_of_replicas")));
        Assert.Equal("""{"properties":{"a":{"type":"keyword"},"b":{"type":"long"}}}""", index.At("t-1/mappings")!.ToJsonString());
        Assert.NotNull(index.At("t-1/aliases/all-t-1"));
    }

    private Task CreateAsync(string name) => _lab.OnA($"PUT /{name}", """{"settings":{"number_of_replicas":0}}""");
}
