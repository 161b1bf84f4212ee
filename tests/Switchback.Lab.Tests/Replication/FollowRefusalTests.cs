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

    [Theory]
    [InlineData("-5mb", "Values less than -1 bytes are not supported: -5mb")]
    [InlineData("-1kb", "Values less than -1 bytes are not supported: -1kb")]
    [InlineData("99999999999pb", "Values greater than 9223372036854775807 bytes are not supported: 99999999999pb")]
    public async Task Follow_SizeThatNothingHas_RefusedWhereItIsRead(string size, string reason)
    {
        var answer = await _lab.OnB("PUT /bar/_ccr/follow", With($"\"max_read_request_size\":\"{size}\""));

        var unreadable = $"failed to parse setting [max_read_request_size] with value [{size}] as a size in bytes";
        Assert.Equal((400, "x_content_parse_exception"), (answer.Status, answer.Type));
        Assert.EndsWith("[indices:admin/xpack/ccr/put_follow] failed to parse field [max_read_request_size]", answer.Reason);
        Same(new JsonObject { ["type"] = "parse_exception", ["reason"] = unreadable }, answer.At("error/root_cause/0"));
        Same(new JsonObject
        {
            ["type"] = "parse_exception",
            ["reason"] = unreadable,
            ["caused_by"] = new JsonObject { ["type"] = "illegal_argument_exception", ["reason"] = reason },
        }, answer.At("error/caused_by"));
    }

    [Theory]
    [InlineData("max_read_request_size", "\"-2b\"", "illegal_argument_exception", "Values less than -1 bytes are not supported: -2b")]
    [InlineData("max_read_request_size", "\"1.5b\"", "number_format_exception", "For input string: \"1.5\"")]
    [InlineData("max_write_buffer_count", "99999999999", "input_coercion_exception",
        "Numeric value (99999999999) out of range of int (-2147483648 - 2147483647)")]
    [InlineData("max_write_buffer_count", "\"99999999999\"", "illegal_argument_exception", "Value [99999999999] is out of range for an integer")]
    public async Task Follow_ValueThatCannotBeRead_CauseIsTold(string field, string value, string type, string reason)
    {
        var answer = await _lab.OnB("PUT /bar/_ccr/follow", With($"\"{field}\":{value}"));

        Assert.Equal((400, "x_content_parse_exception", "x_content_parse_exception"), (answer.Status, answer.Type, answer.TextAt("error/root_cause/0/type")));
        Assert.Equal((type, reason), (answer.TextAt("error/caused_by/type"), WithoutPlace(answer.TextAt("error/caused_by/reason"))));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-1b")]
    public async Task Follow_SizeOfNone_ReadButTooSmall(string size)
    {
        var answer = await _lab.OnB("PUT /bar/_ccr/follow", With($"\"max_read_request_size\":\"{size}\""));

        Assert.Equal("Validation Failed: 1: max_read_request_size must be larger than 0;", answer.Reason);
    }

    [Fact]
    public async Task Follow_FractionalSize_Warned()
    {
        await MakeAsync("foo");

        var answer = await _lab.OnB("PUT /bar/_ccr/follow?wait_for_active_shards=1", With("\"max_write_buffer_size\":\"1.5gb\""));

        Assert.Equal(200, answer.Status);
        Assert.Contains("\"Fractional bytes values are deprecated. Use non-fractional bytes values instead: [1.5gb] found for setting [max_write_buffer_size]\"",
            Assert.Single(answer.Warnings));
    }

    [Theory]
    [InlineData("PUT /bar/_ccr/follow", """{"remote_cluster":"a","remote_cluster":"b","leader_index":"foo"}""", "Duplicate field 'remote_cluster'")]
    [InlineData("POST /bar/_ccr/resume_follow", """{"max_retry_delay":"1s","max_retry_delay":"1s"}""", "Duplicate field 'max_retry_delay'")]
    [InlineData("PUT /_ccr/auto_follow/p", """{"remote_cluster":"a","remote_cluster":"b"}""", "Duplicate field 'remote_cluster'")]
    [InlineData("POST /foo/_ccr/forget_follower", """{"follower_index":"a","follower_index":"a"}""", "Duplicate field 'follower_index'")]
    public async Task Body_FieldTwice_Refused(string call, string body, string reason)
    {
        var answer = await _lab.OnB(call, body);

        Assert.Equal((400, "json_parse_exception", reason), (answer.Status, answer.Type, WithoutPlace(answer.Reason)));
    }

    [Theory]
    [InlineData("[1,true,\"x\"]", """["1","true","x"]""")]
    [InlineData("[1.50]", """["1.50"]""")]
    public async Task AutoFollow_PatternsThatAreNoTexts_TakenAsText(string patterns, string shown)
    {
        Assert.Equal(200, (await _lab.OnB("PUT /_ccr/auto_follow/p", Patterns(patterns))).Status);

        Assert.Equal(shown, (await _lab.OnB("GET /_ccr/auto_follow/p")).At("patterns/0/pattern/leader_index_patterns")!.ToJsonString());
    }

    [Theory]
    [InlineData("[null]", "Can't get text on a VALUE_NULL at 1:55")]
    [InlineData("[\"x\",{}]", "Can't get text on a START_OBJECT at 1:59")]
    [InlineData("[[\"x\"]]", "expected value but got [START_ARRAY]")]
    public async Task AutoFollow_PatternsWithoutText_Refused(string patterns, string reason)
    {
        var answer = await _lab.OnB("PUT /_ccr/auto_follow/p", Patterns(patterns));

        Assert.Equal((400, "x_content_parse_exception"), (answer.Status, answer.Type));
        Assert.Equal(("illegal_state_exception", reason), (answer.TextAt("error/caused_by/type"), answer.TextAt("error/caused_by/reason")));
    }

    [Fact]
    public async Task Follow_NoBody_RefusedBeforeParametersAreRead()
    {
        var answer = await _lab.OnB("PUT /bar/_ccr/follow?wait_for_active_shards=x");

        Assert.Equal((400, "parse_exception", "request body or source parameter is required"), (answer.Status, answer.Type, answer.Reason));
    }

    [Theory]
    [InlineData("7.8.1", "the leader index setting[{")]
    [InlineData("7.17", "the leader index settings [{")]
    public async Task Resume_SettingsHaveParted_SaidInTheVersionsWords(string version, string start)
    {
        await using var lab = await RunningLab.StartAsync(version);
        await lab.ConnectAsync();
        Assert.Equal(200, (await lab.OnA("PUT /foo", TwoShards)).Status);
        Assert.Equal(200, (await lab.OnB("PUT /bar/_ccr/follow?wait_for_active_shards=1", Foo)).Status);
        Assert.Equal(200, (await lab.OnB("POST /bar/_ccr/pause_follow")).Status);
        Assert.Equal(200, (await lab.OnA("PUT /foo/_settings", """{"index.mapping.total_fields.limit":2000}""")).Status);

        var answer = await lab.OnB("POST /bar/_ccr/resume_follow");

        Assert.Equal((400, "illegal_argument_exception"), (answer.Status, answer.Type));
        Assert.StartsWith(start, answer.Reason);
        Assert.Contains("}] and follower index settings [{", answer.Reason);
        Assert.EndsWith("}] must be identical", answer.Reason);
    }

    private static string Patterns(string patterns) => $$"""{"remote_cluster":"clusterA","leader_index_patterns":{{patterns}}}""";

    private static string? WithoutPlace(string? reason) => reason?.Split("\n at [Source: ")[0];

    private static string With(string parameter) => Foo[..^1] + "," + parameter + "}";

    private async Task MakeAsync(string index) => Assert.Equal(200, (await _lab.OnA("PUT /" + index, TwoShards)).Status);

    private async Task FollowAsync()
    {
        await MakeAsync("foo");
        Assert.Equal(200, (await _lab.OnB("PUT /bar/_ccr/follow?wait_for_active_shards=1", Foo)).Status);
    }

    private static void Same(JsonNode expected, JsonNode? actual) => Assert.Equal(expected.ToJsonString(), actual?.ToJsonString());
}
