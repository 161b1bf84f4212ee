using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Monitoring;

/// <summary>Stats, health, state, nodes and the _cat calls over one small cluster.</summary>
public sealed class MonitoringCallsTests(MonitoringCallsTests.World world) : IClassFixture<MonitoringCallsTests.World>
{
    [Theory]
    [InlineData("flush")]
    [InlineData("get")]
    [InlineData("indexing")]
    [InlineData("recovery")]
    public async Task Stats_AnyMetric_BringsSequenceNumbersLeasesAndCommit(string metric)
    {
        var shard = (await world.Lab.OnA($"GET /i/_stats/{metric}?level=shards")).At("indices/i/shards/0/0")!.AsObject();

        Assert.Equal(["routing", metric, "commit", "seq_no", "retention_leases", "shard_path"], shard.Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("cluster", "_shards,_all")]
    [InlineData("indices", "_shards,_all,indices")]
    public async Task Stats_Level_ShowsThatMuch(string level, string expected) =>
        Assert.Equal(expected, string.Join(',', (await world.Lab.OnA($"GET /_stats/docs?level={level}")).Json!.AsObject().Select(pair => pair.Key)));

    [Fact]
    public async Task Stats_Documents_AsOfTheLastRefresh() =>
        Assert.Equal("""{"count":2,"deleted":0}""", (await world.Lab.OnA("GET /i/_stats/docs")).At("_all/primaries/docs")!.ToJsonString());

    [Fact]
    public async Task Health_IndexThatIsNotThere_TimesOutRed()
    {
        var health = await world.Lab.OnA("GET /_cluster/health/none?timeout=20ms");

        Assert.Equal((408, "red", true), (health.Status, health.TextAt("status"), health.At("timed_out")!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("wait_for_status=green&timeout=20ms", 408)]
    [InlineData("wait_for_status=yellow&timeout=20ms", 200)]
    [InlineData("wait_for_nodes=2&timeout=20ms", 408)]
    [InlineData("wait_for_nodes=%3E%3D1&timeout=20ms", 200)]
    [InlineData("wait_for_active_shards=all&timeout=20ms", 408)]
    [InlineData("wait_for_no_initializing_shards=true", 200)]
    public async Task Health_Waits_UntilItHoldsOrTheTimeIsOver(string query, int status) =>
        Assert.Equal(status, (await world.Lab.OnA($"GET /_cluster/health?{query}")).Status);

    [Fact]
    public async Task CatIndices_Text_AlignsItsColumns() => Assert.Equal(
        "health status index  pri rep docs.count\n"
        + "green  close  closed   1   0           \n"
        + "green  open   i        1   0          2\n"
        + "yellow open   wide     2   1          0\n",
        (await world.Lab.OnA("GET /_cat/indices?v&h=health,status,index,pri,rep,docs.count&s=index")).Text);

    [Fact]
    public async Task CatIndices_Json_SaysTexts() => Assert.Equal(
        """[{"index":"i","docs.count":"2","pri":"1"}]""",
        (await world.Lab.OnA("GET /_cat/indices/i?format=json&h=index,docs.count,pri")).Text);

    [Theory]
    [InlineData("/_cat/health?h=status", "yellow\n")]
    [InlineData("/_cat/count/i?h=count", "2\n")]
    [InlineData("/_cat/aliases?h=alias,index", "al i\n")]
    [InlineData("/_cat/nodes?h=name,master", "clusterA-0 *\n")]
    [InlineData("/_cat/shards/i?h=index,shard,prirep,state,docs", "i 0 p STARTED 2\n")]
    [InlineData("/_cat/recovery/i?h=index,type,stage", "i empty_store done\n")]
    [InlineData("/_cat/allocation?h=shards,node", "4 clusterA-0\n2 UNASSIGNED\n")]
    public async Task Cat_Columns_AsAsked(string path, string expected) => Assert.Equal(expected, (await world.Lab.OnA($"GET {path}")).Text);

    [Theory]
    [InlineData("/_cluster/state/version,master_node", "cluster_name,cluster_uuid,version,state_uuid,master_node")]
    [InlineData("/_cluster/state/nodes", "cluster_name,cluster_uuid,nodes")]
    [InlineData("/_cluster/state", "cluster_name,cluster_uuid,version,state_uuid,master_node,blocks,nodes,metadata,routing_table,routing_nodes")]
    public async Task State_Metrics_ShowThatMuch(string path, string expected) =>
        Assert.Equal(expected, string.Join(',', (await world.Lab.OnA($"GET {path}")).Json!.AsObject().Select(pair => pair.Key)));

    [Fact]
    public async Task State_OfOneIndex_ShowsOnlyThat() =>
        Assert.Equal(["i"], (await world.Lab.OnA("GET /_cluster/state/metadata/i")).At("metadata/indices")!.AsObject().Select(pair => pair.Key));

    [Fact]
    public async Task Nodes_ByMasterFromTheState_HasTheTransportAddress()
    {
        var master = (await world.Lab.OnA("GET /_cluster/state")).TextAt("master_node");

        Assert.Equal(world.Lab.Transport("clusterA"), (await world.Lab.OnA("GET /_nodes")).TextAt($"nodes/{master}/transport_address"));
    }

    [Fact]
    public async Task NodeStats_Disk_AddsUp()
    {
        var nodes = (await world.Lab.OnA("GET /_nodes/stats/fs")).At("nodes")!.AsObject();
        var total = nodes.Single().Value!["fs"]!["total"]!;

        Assert.True(total["total_in_bytes"]!.GetValue<long>() > total["free_in_bytes"]!.GetValue<long>());
    }

    /// <summary>An index with two documents and an alias, one with replicas that have nowhere to go, a closed one.</summary>
    public sealed class World : IAsyncLifetime
    {
        public RunningLab Lab { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Lab = await RunningLab.StartAsync();
            await Lab.OnA("PUT /i", """{"settings":{"number_of_replicas":0},"aliases":{"al":{}}}""");
            await Lab.OnA("PUT /i/_doc/1", """{"n":1}""");
            await Lab.OnA("PUT /i/_doc/2?refresh", """{"n":2}""");
            await Lab.OnA("PUT /wide", """{"settings":{"number_of_shards":2}}""");
            await Lab.OnA("PUT /closed", """{"settings":{"number_of_replicas":0}}""");
            await Lab.OnA("POST /closed/_close");
            await Lab.UntilAsync("clusterA", "GET /_cluster/health", health => health.TextAt("initializing_shards") == "0");
        }

        public ValueTask DisposeAsync() => Lab.DisposeAsync();
    }
}
