using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Tests.Replication;

public sealed class RetryRuleTests
{
    [Theory]
    [InlineData("connect_transport_exception", true)]
    [InlineData("node_disconnected_exception", true)]
    [InlineData("node_not_connected_exception", true)]
    [InlineData("node_closed_exception", true)]
    [InlineData("no_such_remote_cluster_exception", true)]
    [InlineData("shard_not_found_exception", true)]
    [InlineData("index_shard_closed_exception", true)]
    [InlineData("index_shard_not_started_exception", true)]
    [InlineData("no_shard_available_action_exception", true)]
    [InlineData("unavailable_shards_exception", true)]
    [InlineData("already_closed_exception", true)]
    [InlineData("security_exception", true)]
    [InlineData("cluster_block_exception", true)]
    [InlineData("index_closed_exception", true)]
    [InlineData("es_rejected_execution_exception", true)]
    [InlineData("circuit_breaking_exception", true)]
    [InlineData("index_not_found_exception", false)]
    [InlineData("resource_not_found_exception", false)]
    [InlineData("illegal_state_exception", false)]
    [InlineData("illegal_argument_exception", false)]
    [InlineData("mapper_parsing_exception", false)]
    public void Failure_IsRetriedOrFatal(string type, bool retried) =>
        Assert.Equal(retried, RetryRule.ShouldRetry(new ElasticException(500, type, "x"), Profile.Newest));

    [Theory]
    [InlineData("7.8.1", false)]
    [InlineData("7.17", false)]
    [InlineData("8", true)]
    [InlineData("9", true)]
    public void NoSeedNodeLeft_IsRetriedByNewerVersionsOnly(string version, bool retried) =>
        Assert.Equal(retried, RetryRule.ShouldRetry(new ElasticException(500, "no_seed_node_left_exception", "x"), Profile.Find(version)!));

    [Fact]
    public void BackOff_GrowsAtRandomInStepsOf50Millis_UpToThePollTimeout()
    {
        var chance = new Random(7);
        var longest = TimeSpan.FromSeconds(60);
        for (var retry = 1; retry <= 40; retry++)
        {
            var bound = Math.Min(50 * Math.Pow(2, Math.Min(retry, 24) - 1), longest.TotalMilliseconds);
            for (var i = 0; i < 50; i++)
            {
                var delay = BackOff.Delay(retry, longest, chance).TotalMilliseconds;
                Assert.InRange(delay, 0, bound);
                Assert.Equal(0, delay % 50);
            }
        }
        Assert.Contains(longest, Enumerable.Range(0, 20).Select(_ => BackOff.Delay(30, longest, chance)));
        Assert.Contains(TimeSpan.Zero, Enumerable.Range(0, 20).Select(_ => BackOff.Delay(1, longest, chance)));
    }
}
