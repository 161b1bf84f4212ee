using System.Text.Json.Nodes;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Remotes;

/// <summary>Contract 2.12: what <c>PUT _cluster/settings</c> takes, refuses and answers.</summary>
public sealed class RemoteSettingsTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await RunningLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("""{"cluster.remote.x.seeds":["nohost"]}""", "remote hosts need to be configured as [host:port], found [nohost] instead")]
    [InlineData("""{"cluster.remote.x.seeds":["127.0.0.1:0"]}""", "port number must be > 0 but was: [0]")]
    [InlineData("""{"cluster.remote.x.seeds":["127.0.0.1:9","127.0.0.1:-1"]}""", "port number must be > 0 but was: [-1]")]
    [InlineData("""{"cluster.remote.x.seeds":["127.0.0.1:abc"]}""", "failed to parse port")]
    [InlineData("""{"cluster.remote.x.seeds":["127.0.0.1:"]}""", "failed to parse port")]
    [InlineData("""{"cluster.remote.x.mode":"proxy","cluster.remote.x.proxy_address":"nohost"}""",
        "remote hosts need to be configured as [host:port], found [nohost] instead")]
    [InlineData("""{"cluster.remote.x.mode":"proxy","cluster.remote.x.seeds":["127.0.0.1:9"]}""",
        "Setting \"cluster.remote.x.seeds\" cannot be used with the configured \"cluster.remote.x.mode\" [required=SNIFF, configured=PROXY]")]
    [InlineData("""{"cluster.remote.x.mode":"proxy","cluster.remote.x.node_connections":2}""",
        "Setting \"cluster.remote.x.node_connections\" cannot be used with the configured \"cluster.remote.x.mode\" [required=SNIFF, configured=PROXY]")]
    [InlineData("""{"cluster.remote.x.proxy_address":"127.0.0.1:9"}""",
        "Setting \"cluster.remote.x.proxy_address\" cannot be used with the configured \"cluster.remote.x.mode\" [required=PROXY, configured=SNIFF]")]
    [InlineData("""{"cluster.remote.x.server_name":"n","cluster.remote.x.seeds":["127.0.0.1:9"]}""",
        "Setting \"cluster.remote.x.server_name\" cannot be used with the configured \"cluster.remote.x.mode\" [required=PROXY, configured=SNIFF]")]
    [InlineData("""{"cluster.remote.x.mode":"tunnel"}""",
        "No enum constant org.elasticsearch.transport.RemoteConnectionStrategy.ConnectionStrategy.TUNNEL")]
    [InlineData("""{"cluster.remote.x.skip_unavailable":true}""",
        "Cannot configure setting [cluster.remote.x.skip_unavailable] if remote cluster is not enabled.")]
    [InlineData("""{"cluster.remote.x.transport.ping_schedule":"5s"}""",
        "Cannot configure setting [cluster.remote.x.transport.ping_schedule] if remote cluster is not enabled.")]
    [InlineData("""{"cluster.remote.x.seeds":["127.0.0.1:9"],"cluster.remote.x.skip_unavailable":"maybe"}""",
        "Failed to parse value [maybe] as only [true] or [false] are allowed.")]
    [InlineData("""{"cluster.remote.x.seeds":["127.0.0.1:9"],"cluster.remote.x.node_connections":0}""",
        "Failed to parse value [0] for setting [cluster.remote.x.node_connections] must be >= 1")]
    [InlineData("""{"cluster.remote.x.mode":"proxy","cluster.remote.x.proxy_socket_connections":"many"}""",
        "Failed to parse value [many] for setting [cluster.remote.x.proxy_socket_connections]")]
    [InlineData("""{"cluster.remote.x.seeds":["127.0.0.1:9"],"cluster.remote.x.transport.compress":"maybe"}""",
        "Failed to parse value [maybe] as only [true] or [false] are allowed.")]
    [InlineData("""{"cluster.remote.x.seeds":["127.0.0.1:9"],"cluster.remote.x.transport.compression_scheme":"lz4"}""",
        "persistent setting [cluster.remote.x.transport.compression_scheme], not recognized")]
    [InlineData("""{"cluster.remote.x.nope":1}""", "persistent setting [cluster.remote.x.nope], not recognized")]
    [InlineData("""{"cluster.remote.x.nope":null}""", "persistent setting [cluster.remote.x.nope], not recognized")]
    [InlineData("""{"nope.nope":1}""", "persistent setting [nope.nope], not recognized")]
    [InlineData("""{"cluster.name":"other"}""", "persistent setting [cluster.name], not dynamically updateable")]
    [InlineData("""{"ccr.indices.recovery.max_bytes_per_sec":"12"}""",
        "failed to parse setting [ccr.indices.recovery.max_bytes_per_sec] with value [12] as a size in bytes: unit is missing or unrecognized")]
    [InlineData("""{"ccr.indices.recovery.chunk_size":"1b"}""",
        "failed to parse value [1b] for setting [ccr.indices.recovery.chunk_size], must be >= [1kb]")]
    [InlineData("""{"ccr.indices.recovery.chunk_size":"2gb"}""",
        "failed to parse value [2gb] for setting [ccr.indices.recovery.chunk_size], must be <= [1gb]")]
    [InlineData("""{"ccr.indices.recovery.max_concurrent_file_chunks":11}""",
        "Failed to parse value [11] for setting [ccr.indices.recovery.max_concurrent_file_chunks] must be <= 10")]
    [InlineData("""{"ccr.wait_for_metadata_timeout":"5"}""",
        "failed to parse setting [ccr.wait_for_metadata_timeout] with value [5] as a time value: unit is missing or unrecognized")]
    public async Task Put_UnusableSetting_RefusedInElasticsearchsWords(string persistent, string reason)
    {
        var answer = await _lab.OnB("PUT /_cluster/settings", $$"""{"persistent":{{persistent}}}""");

        Assert.Equal((400, "illegal_argument_exception", reason), (answer.Status, answer.Type, answer.Reason));
        Assert.Equal("illegal_argument_exception", answer.TextAt("error/root_cause/0/type"));
        Assert.Equal("""{"persistent":{},"transient":{}}""", (await _lab.OnB("GET /_cluster/settings")).Text);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"persistent":{}}""")]
    [InlineData("""{"transient":{},"persistent":null}""")]
    public async Task Put_NothingToSet_Refused(string body)
    {
        var answer = await _lab.OnB("PUT /_cluster/settings", body);

        Assert.Equal((400, "action_request_validation_exception", "Validation Failed: 1: no settings to update;"),
            (answer.Status, answer.Type, answer.Reason));
    }

    [Theory]
    [InlineData("""{"persistent":[]}""", "java.util.ArrayList")]
    [InlineData("""{"transient":"x"}""", "java.lang.String")]
    [InlineData("""{"persistent":[],"transient":1}""", "java.lang.Integer")]
    public async Task Put_HalfThatIsNoObject_CannotBeCast(string body, string name)
    {
        var answer = await _lab.OnB("PUT /_cluster/settings", body);

        Assert.Equal((500, "class_cast_exception", $"class {name} cannot be cast to class java.util.Map "
            + $"({name} and java.util.Map are in module java.base of loader 'bootstrap')"), (answer.Status, answer.Type, answer.Reason));
    }

    [Fact]
    public async Task Put_NoBody_Refused()
    {
        var answer = await _lab.OnB("PUT /_cluster/settings");

        Assert.Equal((400, "parse_exception", "request body is required"), (answer.Status, answer.Type, answer.Reason));
    }

    [Fact]
    public async Task Put_SeveralFaultyRemotes_FirstIsToldTheOthersRideAlong()
    {
        var answer = await _lab.OnB("PUT /_cluster/settings",
            """{"persistent":{"cluster.remote.x.skip_unavailable":true,"cluster.remote.y.skip_unavailable":true}}""");

        Assert.Equal("Cannot configure setting [cluster.remote.x.skip_unavailable] if remote cluster is not enabled.", answer.Reason);
        Assert.Equal("Cannot configure setting [cluster.remote.y.skip_unavailable] if remote cluster is not enabled.",
            answer.TextAt("error/suppressed/0/reason"));
    }

    [Theory]
    [InlineData("""{"persistent":{"cluster.remote.x.seeds":"{a}"}}""", """{"persistent":{"cluster.remote.x.seeds":"{a}"},"transient":{}}""")]
    [InlineData("""{"persistent":{"cluster":{"remote":{"x":{"seeds":["{a}"]}}}}}""", """{"persistent":{"cluster.remote.x.seeds":["{a}"]},"transient":{}}""")]
    [InlineData("""{"transient":{"cluster.remote.x.seeds":["{a}"]}}""", """{"persistent":{},"transient":{"cluster.remote.x.seeds":["{a}"]}}""")]
    [InlineData("""{"persistent":{"cluster.remote.x":{"seeds":["{a}"],"skip_unavailable":true,"node_connections":2}}}""",
        """{"persistent":{"cluster.remote.x.node_connections":"2","cluster.remote.x.seeds":["{a}"],"cluster.remote.x.skip_unavailable":"true"},"transient":{}}""")]
    [InlineData("""{"persistent":{"cluster.remote.none.seeds":null}}""", """{"persistent":{},"transient":{}}""")]
    public async Task Put_NestedOrDotted_AnswersAsStored(string body, string expected)
    {
        var answer = await _lab.OnB("PUT /_cluster/settings?flat_settings=true", body);

        var shown = answer.Json!.AsObject();
        Assert.True(shown.Remove("acknowledged"));
        Assert.Equal(_lab.Fill(expected), shown.ToJsonString());
        Assert.Equal(_lab.Fill(expected), (await _lab.OnB("GET /_cluster/settings?flat_settings=true")).Text);
    }

    [Fact]
    public async Task Put_Answers_OnlyWhatThisCallSet()
    {
        await _lab.OnB("PUT /_cluster/settings", """{"persistent":{"ccr.indices.recovery.chunk_size":"16kb"}}""");

        var answer = await _lab.OnB("PUT /_cluster/settings",
            """{"persistent":{"ccr.indices.recovery.chunk_size":null,"ccr.indices.recovery.max_bytes_per_sec":"30kb"}}""");

        Assert.Equal("""{"acknowledged":true,"persistent":{"ccr":{"indices":{"recovery":{"max_bytes_per_sec":"30kb"}}}},"transient":{}}""", answer.Text);
    }

    [Fact]
    public async Task Put_NullWithStar_RemovesAllOfAnAlias()
    {
        await _lab.OnB("PUT /_cluster/settings",
            """{"persistent":{"cluster.remote.x":{"seeds":["{a}"],"skip_unavailable":true},"cluster.remote.y.seeds":["{a}"]}}""");

        await _lab.OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.x.*":null}}""");

        Assert.Equal(_lab.Fill("""{"persistent":{"cluster.remote.y.seeds":["{a}"]},"transient":{}}"""),
            (await _lab.OnB("GET /_cluster/settings?flat_settings=true")).Text);
    }

    [Fact]
    public async Task Put_SeedsGoneButSkipUnavailableLeft_Refused()
    {
        await _lab.OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.x":{"seeds":["{a}"],"skip_unavailable":true}}}""");

        var answer = await _lab.OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.x.seeds":null}}""");

        Assert.Equal("Cannot configure setting [cluster.remote.x.skip_unavailable] if remote cluster is not enabled.", answer.Reason);
    }

    [Fact]
    public async Task Get_WithDefaults_ShowsWhatNobodySet()
    {
        await _lab.OnB("PUT /_cluster/settings", """{"transient":{"ccr.wait_for_metadata_timeout":"5s"}}""");

        var answer = await _lab.OnB("GET /_cluster/settings?include_defaults=true&flat_settings=true");

        Assert.Equal("40mb", answer.Json!["defaults"]!["ccr.indices.recovery.max_bytes_per_sec"]!.ToString());
        Assert.Equal("clusterB", answer.Json["defaults"]!["cluster.name"]!.ToString());
        Assert.Null(answer.Json["defaults"]!["ccr.wait_for_metadata_timeout"]);
        Assert.Equal(["persistent", "transient", "defaults"], answer.Json.AsObject().Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("7.8.1", false)]
    [InlineData("7.17", true)]
    [InlineData("9", true)]
    public async Task PutTransient_FromSevenSixteenOn_Warned(string version, bool warned)
    {
        await using var lab = await RunningLab.StartAsync(version);

        var answer = await lab.OnA("PUT /_cluster/settings", """{"transient":{"ccr.wait_for_metadata_timeout":"5s"}}""");

        Assert.Equal((200, warned), (answer.Status, answer.Warnings.Any(w => w.Contains("[transient settings removal]", StringComparison.Ordinal))));
    }
}
