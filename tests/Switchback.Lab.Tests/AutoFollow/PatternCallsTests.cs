using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.AutoFollow;

/// <summary>Contract 2.10: what may be put as a pattern, and how patterns are shown.</summary>
public sealed class PatternCallsTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("p", """{"leader_index_patterns":["x-*"]}""", "1: [remote_cluster] is missing;")]
    [InlineData("p", """{"remote_cluster":"clusterA"}""", "1: [leader_index_patterns] is missing;")]
    [InlineData("p", """{"remote_cluster":"clusterA","leader_index_patterns":[]}""", "1: [leader_index_patterns] is missing;")]
    [InlineData("p", "{}", "1: [remote_cluster] is missing;2: [leader_index_patterns] is missing;")]
    [InlineData("_p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"]}""", "1: [name] name must not start with '_';")]
    [InlineData("p,q", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"]}""", "1: [name] name must not contain a ',';")]
    [InlineData("_p,q", "{}", "1: [name] name must not contain a ',';2: [name] name must not start with '_';3: [remote_cluster] is missing;4: [leader_index_patterns] is missing;")]
    [InlineData("p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"],"max_retry_delay":"0s"}""",
        "1: [max_retry_delay] must be positive but was [0s];")]
    [InlineData("p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"],"max_retry_delay":"6m"}""",
        "1: [max_retry_delay] must be less than [5m] but was [6m];")]
    [InlineData("p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"],"max_outstanding_read_requests":0,"max_write_buffer_size":"0b"}""",
        "1: max_outstanding_read_requests must be larger than 0;2: max_write_buffer_size must be larger than 0;")]
    public async Task Put_Incomplete_EveryFaultNamed(string name, string body, string faults)
    {
        var answer = await _lab.OnB($"PUT /_ccr/auto_follow/{name}", body);

        Assert.Equal((400, "action_request_validation_exception", "Validation Failed: " + faults), (answer.Status, answer.Type, answer.Reason));
    }

    [Fact]
    public async Task Put_NameOfMoreThan255Bytes_Refused()
    {
        // Bytes, not letters.
        var answer = await _lab.OnB($"PUT /_ccr/auto_follow/{new string('é', 128)}", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"]}""");

        Assert.Equal("Validation Failed: 1: [name] name is too long (256 > 255);", answer.Reason);
    }

    [Theory]
    [InlineData(null, 400, "parse_exception", "request body or source parameter is required")]
    [InlineData("""{"remote_cluster":"clusterA","leader_index_patterns":["x-*"],"nope":1}""", 400, "x_content_parse_exception",
        "[1:62] [put_auto_follow_pattern_request] unknown field [nope]")]
    [InlineData("""{"remote_cluster":7}""", 400, "x_content_parse_exception",
        "[1:19] [put_auto_follow_pattern_request] remote_cluster doesn't support values of type: VALUE_NUMBER")]
    [InlineData("""{"read_poll_timeout":"5"}""", 400, "x_content_parse_exception",
        "[1:22] [put_auto_follow_pattern_request] failed to parse field [read_poll_timeout]")]
    [InlineData("[]", 400, "x_content_parse_exception", "[1:1] [put_auto_follow_pattern_request] Expected START_OBJECT but was: START_ARRAY")]
    [InlineData("""{"remote_cluster":"none","leader_index_patterns":["x-*"]}""", 404, "no_such_remote_cluster_exception", "no such remote cluster: [none]")]
    public async Task Put_Unusable_Refused(string? body, int status, string type, string reason)
    {
        var answer = await _lab.OnB("PUT /_ccr/auto_follow/p", body);

        Assert.Equal((status, type, reason), (answer.Status, answer.Type, answer.Reason));
    }

    [Theory]
    [InlineData("GET /_ccr/auto_follow/x")]
    [InlineData("DELETE /_ccr/auto_follow/x")]
    [InlineData("POST /_ccr/auto_follow/x/pause")]
    [InlineData("POST /_ccr/auto_follow/x/resume")]
    [InlineData("GET /_ccr/auto_follow/x*")]
    public async Task Call_OnMissingPattern_NotFound(string call)
    {
        var answer = await _lab.OnB(call);

        var name = call.Split('/')[3];
        Assert.Equal((404, "resource_not_found_exception", $"auto-follow pattern [{name}] is missing"), (answer.Status, answer.Type, answer.Reason));
    }

    [Fact]
    public async Task Get_NoPatterns_EmptyList() => Assert.Equal("""{"patterns":[]}""", (await _lab.OnB("GET /_ccr/auto_follow")).Text);

    [Theory]
    [InlineData("""{"remote_cluster":"clusterA","leader_index_patterns":"one-*"}""",
        """{"active":true,"remote_cluster":"clusterA","leader_index_patterns":["one-*"]}""")]
    [InlineData("""
        {"remote_cluster":"clusterA","leader_index_patterns":["a-*","b-*"],"follow_index_pattern":"{{leader_index}}-copy",
         "read_poll_timeout":"2m","max_read_request_size":"1024k","max_read_request_operation_count":100}
        """, """
        {"active":true,"remote_cluster":"clusterA","leader_index_patterns":["a-*","b-*"],"follow_index_pattern":"{{leader_index}}-copy","max_read_request_operation_count":100,"max_read_request_size":"1024kb","read_poll_timeout":"2m"}
        """)]
    public async Task Put_ThenGet_OnlyWhatWasSet(string body, string shown)
    {
        Assert.Equal("""{"acknowledged":true}""", (await _lab.OnB("PUT /_ccr/auto_follow/p", body.Trim().ReplaceLineEndings(""))).Text);

        var expected = $$"""{"patterns":[{"name":"p","pattern":{{shown.Trim()}}}]}""";
        Assert.Equal(expected, (await _lab.OnB("GET /_ccr/auto_follow/p")).Text);
        Assert.Equal(expected, (await _lab.OnB("GET /_ccr/auto_follow")).Text);
    }

    [Theory]
    [InlineData("7.17")]
    [InlineData("8")]
    [InlineData("9")]
    public async Task Put_FromSevenFourteenOn_ExclusionsAreAlwaysShown(string version)
    {
        await using var lab = await RunningLab.StartAsync(version);
        await lab.ConnectAsync();
        await lab.OnB("PUT /_ccr/auto_follow/p", """{"remote_cluster":"clusterA","leader_index_patterns":["logs-*"]}""");
        await lab.OnB("PUT /_ccr/auto_follow/q",
            """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"],"leader_index_exclusion_patterns":"x-not","settings":{"index.number_of_replicas":0}}""");

        var shown = await lab.OnB("GET /_ccr/auto_follow");

        Assert.Equal("[]", shown.At("patterns/0/pattern/leader_index_exclusion_patterns")!.ToJsonString());
        Assert.Equal("""["x-not"]""", shown.At("patterns/1/pattern/leader_index_exclusion_patterns")!.ToJsonString());
        Assert.Equal("""{"index":{"number_of_replicas":"0"}}""", shown.At("patterns/1/pattern/settings")!.ToJsonString());
    }

    [Theory]
    [InlineData("leader_index_exclusion_patterns", """["x"]""")]
    [InlineData("settings", "{}")]
    public async Task Put_OnSevenEight_LaterFieldsAreUnknown(string field, string value)
    {
        var answer = await _lab.OnB("PUT /_ccr/auto_follow/p",
            $$"""{"remote_cluster":"clusterA","leader_index_patterns":["x-*"],"{{field}}":{{value}}}""");

        Assert.Equal("x_content_parse_exception", answer.Type);
        Assert.EndsWith($"unknown field [{field}]", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_SettingsThatTheLeaderDecides_Refused()
    {
        await using var lab = await RunningLab.StartAsync("9");
        await lab.ConnectAsync();

        var answer = await lab.OnB("PUT /_ccr/auto_follow/p",
            """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"],"settings":{"index.number_of_shards":5}}""");

        Assert.Equal((400, """can not put auto-follow pattern that could override leader settings {"index.number_of_shards":"5"}"""),
            (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task PauseAndResume_TwiceEach_StateFollows()
    {
        await _lab.OnB("PUT /_ccr/auto_follow/p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"]}""");
        foreach (var (verb, active) in new[] { ("pause", "false"), ("pause", "false"), ("resume", "true"), ("resume", "true") })
        {
            Assert.Equal("""{"acknowledged":true}""", (await _lab.OnB($"POST /_ccr/auto_follow/p/{verb}")).Text);
            Assert.Equal(active, (await _lab.OnB("GET /_ccr/auto_follow/p")).TextAt("patterns/0/pattern/active"));
        }
    }

    [Fact]
    public async Task Put_OverAPausedPattern_ReplacesItAndWakesIt()
    {
        await _lab.OnB("PUT /_ccr/auto_follow/p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"],"read_poll_timeout":"2m"}""");
        await _lab.OnB("POST /_ccr/auto_follow/p/pause");

        await _lab.OnB("PUT /_ccr/auto_follow/p", """{"remote_cluster":"clusterA","leader_index_patterns":["y-*"]}""");

        Assert.Equal("""{"active":true,"remote_cluster":"clusterA","leader_index_patterns":["y-*"]}""",
            (await _lab.OnB("GET /_ccr/auto_follow/p")).At("patterns/0/pattern")!.ToJsonString());
    }

    [Fact]
    public async Task Put_LeaderStopped_CannotFetchItsState()
    {
        await _lab.StopAsync("clusterA");

        var answer = await _lab.OnB("PUT /_ccr/auto_follow/p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"]}""");

        Assert.Equal((400, "status_exception",
            "can not fetch remote cluster state as the license state of the remote cluster [clusterA] could not be determined"),
            (answer.Status, answer.Type, answer.Reason));
        Assert.Equal("connect_transport_exception", answer.TextAt("error/root_cause/0/type"));
        Assert.Equal("could not determine the license type for cluster [clusterA]", answer.TextAt("error/caused_by/reason"));
    }

    [Theory]
    [InlineData("clusterA", 400, "can not fetch remote cluster state as the remote cluster [clusterA] is not licensed for [ccr]; "
        + "the license mode [BASIC] on cluster [clusterA] does not enable [ccr]")]
    [InlineData("clusterB", 403, "current license is non-compliant for [ccr]")]
    public async Task Put_OneSideOnBasic_Refused(string basic, int status, string reason)
    {
        await _lab.Laboratory.Loop.InvokeAsync(() => _lab.Laboratory[basic].Licence.Set("basic"));

        var answer = await _lab.OnB("PUT /_ccr/auto_follow/p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"]}""");

        Assert.Equal((status, reason), (answer.Status, answer.Reason));
        Assert.Equal("""{"patterns":[]}""", (await _lab.OnB("GET /_ccr/auto_follow")).Text);
    }

    [Fact]
    public async Task Put_LeaderFrozen_HappensAfterTheThaw()
    {
        await _lab.FreezeAsync("clusterA");
        var put = _lab.OnB("PUT /_ccr/auto_follow/p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"]}""");
        Assert.Equal("""{"patterns":[]}""", (await _lab.OnB("GET /_ccr/auto_follow")).Text);
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.False(put.IsCompleted);

        await _lab.ThawAsync("clusterA");

        Assert.Equal(200, (await put).Status);
        Assert.Equal("p", (await _lab.OnB("GET /_ccr/auto_follow")).TextAt("patterns/0/name"));
    }

    [Fact]
    public async Task Put_OwnProcessStopsMeanwhile_ConnectionBreaksAndNothingIsKept()
    {
        await _lab.FreezeAsync("clusterA");
        var put = _lab.OnB("PUT /_ccr/auto_follow/p", """{"remote_cluster":"clusterA","leader_index_patterns":["x-*"]}""");
        await _lab.UntilAsync("clusterB", "GET /_tasks?actions=*auto_follow_pattern/put", answer => answer.Text.Contains("auto_follow_pattern/put", StringComparison.Ordinal));
        await _lab.StopAsync("clusterB");

        await Assert.ThrowsAsync<HttpRequestException>(() => put);
        await _lab.StartClusterAsync("clusterB");
        Assert.Equal("""{"patterns":[]}""", (await _lab.OnB("GET /_ccr/auto_follow")).Text);
    }

    [Theory]
    [InlineData("7.8.1", 400)]
    [InlineData("7.17", 400)]
    [InlineData("8", 200)]
    [InlineData("9", 200)]
    public async Task Get_WithMasterTimeout_KnownFromEightFifteenOn(string version, int status)
    {
        await using var lab = await RunningLab.StartAsync(version);

        var answer = await lab.OnB("GET /_ccr/auto_follow?master_timeout=30s");

        Assert.Equal(status, answer.Status);
        if (status == 400) Assert.Equal("request [/_ccr/auto_follow] contains unrecognized parameter: [master_timeout]", answer.Reason);
    }
}
