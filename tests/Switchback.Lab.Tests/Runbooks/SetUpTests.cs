using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>Contract 4.1: one direction is set up, A leads and B follows.</summary>
public sealed class SetUpTests
{
    private const string A = "clusterA";
    private const string B = "clusterB";

    [Theory]
    [InlineData("7.8.1")]
    [InlineData("9")]
    public async Task SetUp_StepByStep_CopiesThenFollows(string version)
    {
        await using var lab = await RunningLab.StartAsync(version);
        await lab.CreateAsync(A, "kibana_sample_data_ecommerce");
        await lab.WriteAsync(A, "kibana_sample_data_ecommerce", 50);
        await lab.DoAsync(A, "POST /kibana_sample_data_ecommerce/_flush");

        foreach (var cluster in new[] { A, B })
            Assert.Equal(("trial", "active"), await LicenceAsync(lab, cluster));
        await lab.ConnectAsync(B, A);
        await lab.FollowAsync(B, "kibana_sample_data_ecommerce2", A, "kibana_sample_data_ecommerce");

        var shard = (await lab.DoAsync(B, "GET /kibana_sample_data_ecommerce2/_recovery")).At("kibana_sample_data_ecommerce2/shards/0")!;
        Assert.Equal(("SNAPSHOT", "DONE", "_ccr_clusterA"), ((string?)shard["type"], (string?)shard["stage"], (string?)shard["source"]!["repository"]));
        Assert.Equal(50, await lab.CountAsync(B, "kibana_sample_data_ecommerce2"));
        await lab.WriteAsync(A, "kibana_sample_data_ecommerce", 7, "later");
        await lab.SoonAsync(B, "GET /kibana_sample_data_ecommerce2/_ccr/stats",
            stats => stats.TextAt("indices/0/shards/0/operations_written") == "7");
        Assert.Equal(57, await lab.CountAsync(B, "kibana_sample_data_ecommerce2"));
    }

    [Fact]
    public async Task SetUp_OfASeries_PatternFirstThenTheIndicesThatAreThere()
    {
        await using var lab = await RunningLab.StartAsync();
        await lab.ConnectAsync(B, A);
        await lab.CreateAsync(A, "logs-1");

        await lab.DoAsync(B, "PUT /_ccr/auto_follow/logs", """{"remote_cluster":"clusterA","leader_index_patterns":["logs-*"]}""");
        await lab.FollowAsync(B, "logs-1", A, "logs-1");
        await lab.CreateAsync(A, "logs-2");

        foreach (var index in new[] { "logs-1", "logs-2" })
            await lab.SoonAsync(B, $"GET /{index}/_ccr/info", info => info.TextAt("follower_indices/0/status") == "active");
    }

    private static async Task<(string?, string?)> LicenceAsync(RunningLab lab, string cluster)
    {
        var licence = await lab.DoAsync(cluster, "GET /_license");
        return (licence.TextAt("license/type"), licence.TextAt("license/status"));
    }
}
