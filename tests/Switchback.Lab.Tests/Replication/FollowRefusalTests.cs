using System.Text.Json.Nodes;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Replication;

/// <summary>What 7.8 answers to follow calls that it refuses, where the words alone do not tell it all.</summary>
public sealed class FollowRefusalTests : IAsyncLifetime
{
    private const string TwoShards = """{"settings":{"number_of_shards":2,"number_of_replicas":0}}""";
    private const string Foo = """{"remote_cluster":"clusterA","leader_index":"foo"}""";

    private const string NoMetadata = "Cannot invoke \"org.elasticsearch.cluster.metadata.IndexMetadata.getIndex()\" because the return value of "
        + "\"org.elasticsearch.cluster.metadata.Metadata.index(String)\" is null";

    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Resume_ActiveFollowerOfTwoShards_RefusedOnceAShard()
    {
        await FollowAsync();
        var uuid = (await _lab.OnB("GET /bar/_settings")).TextAt("bar/settings/index/uuid");

        var answer = await _lab.OnB("POST /bar/_ccr/resume_follow");

        Assert.Equal(400, answer.Status);
        var second = Refused(1);
        var first = Refused(0, second);
        var expected = first.DeepClone().AsObject();
        expected.Insert(0, "root_cause", new JsonArray(first));
        Same(new JsonObject { ["error"] = expected, ["status"] = 400 }, answer.Json);

        JsonObject Refused(int shard, params JsonNode[] suppressed)
        {
            var refused = new JsonObject
            {
                ["type"] = "resource_already_exists_exception",
                ["reason"] = $"task with id {{{uuid}-{shard}}} already exist",
            };
            if (suppressed.Length > 0) refused["suppressed"] = new JsonArray(suppressed);
            return refused;
        }
    }

    [Theory]
    [InlineData("foo-alias", "foo")]
    [InlineData("fo*", "foo", "foo2")]
    [InlineData("foo,foo2", "foo", "foo2")]
    [InlineData("nothing*")]
    public async Task ForgetFollower_NotTheNameOfAnIndex_EveryShardFails(string expression, params string[] indices)
    {
        await MakeAsync("foo");
        await MakeAsync("foo2");
        Assert.Equal(200, (await _lab.OnA("PUT /foo/_alias/foo-alias")).Status);

        var answer = await _lab.OnA($"POST /{expression}/_ccr/forget_follower",
            """{"follower_cluster":"clusterB","follower_index":"bar","follower_index_uuid":"u","leader_remote_cluster":"clusterA"}""");

        var shards = new JsonObject { ["total"] = 2 * indices.Length, ["successful"] = 0, ["failed"] = 2 * indices.Length };
        if (indices.Length > 0) shards["failures"] = new JsonArray([.. indices.Select(Failure)]);
        Assert.Equal(200, answer.Status);
        Same(new JsonObject { ["_shards"] = shards }, answer.Json);

        static JsonNode Failure(string index) => new JsonObject
        {
            ["shard"] = 0,
            ["index"] = index,
            ["status"] = "INTERNAL_SERVER_ERROR",
            ["reason"] = new JsonObject { ["type"] = "null_pointer_exception", ["reason"] = NoMetadata },
        };
    }

    [Theory]
    [InlineData("\"max_retry_delay\":\"-1s\"", "Validation Failed: 1: [max_retry_delay] must be positive but was [-1];")]
    [InlineData("\"max_retry_delay\":\"-1\"", "Validation Failed: 1: [max_retry_delay] must be positive but was [-1];")]
    [InlineData("\"max_retry_delay\":\"6m\"", "Validation Failed: 1: [max_retry_delay] must be less than [5m] but was [6m];")]
    public async Task Follow_ValueOutOfBounds_ShownAsElasticsearchShowsIt(string parameter, string reason)
    {
        var answer = await _lab.OnB("PUT /bar/_ccr/follow", With(parameter));

        Assert.Equal((400, "action_request_validation_exception", reason), (answer.Status, answer.Type, answer.Reason));
    }

    private static string With(string parameter) => Foo[..^1] + "," + parameter + "}";

    private async Task MakeAsync(string index) => Assert.Equal(200, (await _lab.OnA("PUT /" + index, TwoShards)).Status);

    private async Task FollowAsync()
    {
        await MakeAsync("foo");
        Assert.Equal(200, (await _lab.OnB("PUT /bar/_ccr/follow?wait_for_active_shards=1", Foo)).Status);
    }

    private static void Same(JsonNode expected, JsonNode? actual) => Assert.Equal(expected.ToJsonString(), actual?.ToJsonString());
}
