using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.AutoFollow;

/// <summary>Contract 2.10: which new indices are followed, which are not, and when it is tried again.</summary>
public sealed class AutoFollowingTests : IAsyncLifetime
{
    private const string OneShard = """{"settings":{"index.number_of_shards":1,"index.number_of_replicas":0}}""";

    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task NewIndex_ThatMatches_FollowedWithThePatternsParameters()
    {
        await MakeAsync("clusterA", "logs-old", "other-new");
        await PutAsync("p", """{"leader_index_patterns":["logs-*"],"follow_index_pattern":"{{leader_index}}-copy","read_poll_timeout":"2m"}""");

        await MakeAsync("clusterA", "logs-new");

        await FollowsAsync("logs-new-copy");
        var info = await _lab.OnB("GET /logs-new-copy/_ccr/info");
        Assert.Equal(("logs-new", "2m"), (info.TextAt("follower_indices/0/leader_index"), info.TextAt("follower_indices/0/parameters/read_poll_timeout")));
        Assert.Equal(404, (await _lab.OnB("HEAD /logs-old-copy")).Status);
        Assert.Equal(404, (await _lab.OnB("HEAD /other-new-copy")).Status);
        Assert.Equal("1", (await StatsAsync()).TextAt("auto_follow_stats/number_of_successful_follow_indices"));
    }

    [Fact]
    public async Task DeletedPattern_ItsFollowersStay_NothingNewIsFollowed()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await MakeAsync("clusterA", "logs-1");
        await FollowsAsync("logs-1");
        await _lab.OnB("DELETE /_ccr/auto_follow/p");

        await MakeAsync("clusterA", "logs-2");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("active", (await _lab.OnB("GET /logs-1/_ccr/info")).TextAt("follower_indices/0/status"));
        Assert.Equal(404, (await _lab.OnB("HEAD /logs-2")).Status);
    }

    [Fact]
    public async Task PausedPattern_FollowsAfterResume_WhatWasMadeMeanwhile()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await _lab.OnB("POST /_ccr/auto_follow/p/pause");
        await MakeAsync("clusterA", "logs-1");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(404, (await _lab.OnB("HEAD /logs-1")).Status);
        Assert.Equal("[]", (await StatsAsync()).At("auto_follow_stats/auto_followed_clusters")!.ToJsonString());

        await _lab.OnB("POST /_ccr/auto_follow/p/resume");

        await FollowsAsync("logs-1");
    }

    [Fact]
    public async Task PatternPutAgain_OnlyItsNewPatternsTakeExistingIndicesForDone()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await _lab.OnB("POST /_ccr/auto_follow/p/pause");
        await MakeAsync("clusterA", "logs-1", "data-1");

        await PutAsync("p", """{"leader_index_patterns":["logs-*","data-*"]}""");

        await FollowsAsync("logs-1");
        Assert.Equal(404, (await _lab.OnB("HEAD /data-1")).Status);
    }

    [Fact]
    public async Task NameTaken_ErrorStays_UntilTheLeadersMetadataChanges()
    {
        await MakeAsync("clusterB", "logs-1");
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await MakeAsync("clusterA", "logs-1");
        var error = await ErrorAsync("p:logs-1");
        Assert.Equal("snapshot_restore_exception", error.TextAt("auto_follow_stats/recent_auto_follow_errors/0/auto_follow_exception/type"));
        Assert.Contains("[_ccr_clusterA:_latest_/_latest_] cannot restore index [logs-1] because an open index with same name already exists",
            error.Text, StringComparison.Ordinal);

        await _lab.OnB("DELETE /logs-1");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(404, (await _lab.OnB("HEAD /logs-1")).Status);
        await MakeAsync("clusterA", "unrelated");

        await FollowsAsync("logs-1");
        Assert.Equal("[]", (await StatsAsync()).At("auto_follow_stats/recent_auto_follow_errors")!.ToJsonString());
    }

    [Fact]
    public async Task NameTaken_PauseAndResume_LooksAgain()
    {
        await MakeAsync("clusterB", "logs-1");
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await MakeAsync("clusterA", "logs-1");
        await ErrorAsync("p:logs-1");
        await _lab.OnB("DELETE /logs-1");

        await _lab.OnB("POST /_ccr/auto_follow/p/pause");
        await _lab.OnB("POST /_ccr/auto_follow/p/resume");

        await FollowsAsync("logs-1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TwoPatternsForOneIndex_NeitherFollows_PausedOnesCountToo(bool paused)
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await PutAsync("p2", """{"leader_index_patterns":["logs-both*"]}""");
        if (paused) await _lab.OnB("POST /_ccr/auto_follow/p2/pause");

        await MakeAsync("clusterA", "logs-both1");

        // The second pattern is new to the watcher, which was waiting for the first alone: it looks again for both.
        var stats = await ErrorAsync(paused ? "p:logs-both1" : "p2:logs-both1");
        Assert.Contains("index to follow [logs-both1] for pattern [p] matches with other patterns [p2]", stats.Text, StringComparison.Ordinal);
        Assert.Equal(!paused, stats.Text.Contains("for pattern [p2] matches with other patterns [p]", StringComparison.Ordinal));
        Assert.Equal(404, (await _lab.OnB("HEAD /logs-both1")).Status);
    }

    [Fact]
    public async Task WithoutSoftDeletes_OneError_ThenTakenForDone()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await _lab.OnA("PUT /logs-bare", """{"settings":{"index.number_of_shards":1,"index.number_of_replicas":0,"index.soft_deletes.enabled":false}}""");

        var stats = await ErrorAsync("p:logs-bare");
        Assert.Contains("index [logs-bare] cannot be followed, because soft deletes are not enabled", stats.Text, StringComparison.Ordinal);
        await MakeAsync("clusterA", "logs-1");
        await FollowsAsync("logs-1");

        Assert.Equal("1", (await StatsAsync()).TextAt("auto_follow_stats/number_of_failed_follow_indices"));
    }

    [Fact]
    public async Task AliasRemoved_StopsQuietly_GoesOnWhenItIsBack()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await _lab.OnB("PUT /_cluster/settings", """{"persistent":{"cluster.remote.clusterA.seeds":null}}""");
        await MakeAsync("clusterA", "logs-1");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(5));
        // The wait that was under way broke off with the connection; nothing is asked after it.
        Assert.InRange(Failures(await StatsAsync()), 0, 1);
        Assert.Equal(404, (await _lab.OnB("HEAD /logs-1")).Status);

        await _lab.ConnectAsync();

        await FollowsAsync("logs-1");
    }

    [Fact]
    public async Task LeaderStopped_FailuresCountByTheClock_ThenItFollowsByItself()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await _lab.StopAsync("clusterA");
        await _lab.UntilAsync("clusterB", "GET /_ccr/stats", answer => Failures(answer) > 0);
        var before = Failures(await StatsAsync());

        await _lab.AdvanceAsync(TimeSpan.FromSeconds(10));

        var stats = await StatsAsync();
        Assert.InRange(Failures(stats) - before, 2900, 4000);
        var error = stats.At("auto_follow_stats/recent_auto_follow_errors/0")!;
        Assert.Equal(("p", "exception", "status_exception"), (error["leader_index"]!.ToString(),
            error["auto_follow_exception"]!["type"]!.ToString(), error["auto_follow_exception"]!["caused_by"]!["type"]!.ToString()));
        Assert.Equal("ElasticsearchStatusException[can not fetch remote cluster state as the license state of the remote cluster [clusterA] could not be "
            + "determined]; nested: ElasticsearchException[could not determine the license type for cluster [clusterA]]; nested: "
            + $"ConnectTransportException[[][{_lab.Transport("clusterA")}] connect_exception]; nested: AnnotatedConnectException[Connection refused: "
            + $"/{_lab.Transport("clusterA")}]; nested: ConnectException[Connection refused];", error["auto_follow_exception"]!["reason"]!.ToString());

        await _lab.StartClusterAsync("clusterA");
        await _lab.UntilAsync("clusterA", "GET /_cluster/health", answer => answer.Status == 200);
        await MakeAsync("clusterA", "logs-1");
        await FollowsAsync("logs-1");
        Assert.Equal("[]", (await StatsAsync()).At("auto_follow_stats/recent_auto_follow_errors")!.ToJsonString());
    }

    [Fact]
    public async Task LeaderStopped_ForHours_CountedWithoutSpinning()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await _lab.StopAsync("clusterA");

        await _lab.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.InRange(Failures(await StatsAsync()), 2_000_000, 2_400_000);
    }

    [Fact]
    public async Task QuietLeader_LastCheckIsASawTooth()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await _lab.AdvanceAsync(TimeSpan.FromSeconds(47));
            var cluster = (await StatsAsync()).At("auto_follow_stats/auto_followed_clusters/0")!;
            Assert.Equal("clusterA", cluster["cluster_name"]!.ToString());
            Assert.InRange((long)cluster["time_since_last_check_millis"]!, 0, 60_000);
        }
    }

    [Fact]
    public async Task OwnProcessRestarted_CountersBeginAtNothing_PatternsGoOn()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await MakeAsync("clusterA", "logs-1");
        await FollowsAsync("logs-1");
        await _lab.StopAsync("clusterB");
        await _lab.StartClusterAsync("clusterB");
        Assert.Equal("0", (await StatsAsync()).TextAt("auto_follow_stats/number_of_successful_follow_indices"));

        await MakeAsync("clusterA", "logs-2");

        await FollowsAsync("logs-2");
    }

    [Fact]
    public async Task ManyErrors_TheNewest256AreKept()
    {
        await PutAsync("p", """{"leader_index_patterns":["logs-*"]}""");
        await PutAsync("q", """{"leader_index_patterns":["logs-*"]}""");
        foreach (var i in Enumerable.Range(0, 140)) await MakeAsync("clusterA", $"logs-{i:D3}");

        await ErrorAsync("q:logs-139");
        var errors = (await StatsAsync()).At("auto_follow_stats/recent_auto_follow_errors")!.AsArray();

        Assert.Equal(256, errors.Count);
        Assert.Equal(errors.Select(error => error!["leader_index"]!.ToString()).Order(StringComparer.Ordinal), errors.Select(error => error!["leader_index"]!.ToString()));
    }

    [Theory]
    [InlineData("7.17")]
    [InlineData("9")]
    public async Task ExcludedIndex_NotFollowed(string version)
    {
        await using var lab = await RunningLab.StartAsync(version);
        await lab.ConnectAsync();
        await lab.OnB("PUT /_ccr/auto_follow/p",
            """{"remote_cluster":"clusterA","leader_index_patterns":["logs-*"],"leader_index_exclusion_patterns":["*-not"],"settings":{"index.number_of_replicas":0}}""");
        await lab.OnA("PUT /logs-1-not", OneShard);
        await lab.OnA("PUT /logs-1", OneShard);

        await lab.UntilAsync("clusterB", "GET /logs-1/_ccr/info", answer => answer.TextAt("follower_indices/0/status") == "active");

        Assert.Equal(404, (await lab.OnB("HEAD /logs-1-not")).Status);
        Assert.Equal("0", (await lab.OnB("GET /logs-1/_settings?flat_settings=true")).Json!["logs-1"]!["settings"]!["index.number_of_replicas"]!.ToString());
    }

    [Fact]
    public async Task BackingIndex_RenamedWithItsStream()
    {
        await using var lab = await RunningLab.StartAsync("9");
        await lab.ConnectAsync();
        await lab.OnA("PUT /_index_template/t", """{"index_patterns":["logs-app*"],"priority":500,"data_stream":{},"template":{"settings":{"number_of_replicas":0}}}""");
        await lab.OnB("PUT /_ccr/auto_follow/p",
            """{"remote_cluster":"clusterA","leader_index_patterns":["logs-app"],"follow_index_pattern":"{{leader_index}}_copy"}""");

        Assert.Equal(200, (await lab.OnA("PUT /_data_stream/logs-app")).Status);

        var streams = await lab.UntilAsync("clusterB", "GET /_data_stream/logs-app_copy", answer => answer.Status == 200);
        Assert.Equal("true", streams.TextAt("data_streams/0/replicated"));
        Assert.Matches(@"^\.ds-logs-app_copy-\d{4}\.\d{2}\.\d{2}-000001$", streams.TextAt("data_streams/0/indices/0/index_name"));
    }

    private static long Failures(Answer stats) => (long)stats.At("auto_follow_stats/number_of_failed_remote_cluster_state_requests")!;

    private Task<Answer> StatsAsync() => _lab.OnB("GET /_ccr/stats");

    private Task<Answer> ErrorAsync(string key) =>
        _lab.UntilAsync("clusterB", "GET /_ccr/stats", answer => answer.Text.Contains($"\"{key}\"", StringComparison.Ordinal));

    private Task<Answer> FollowsAsync(string follower) =>
        _lab.UntilAsync("clusterB", $"GET /{follower}/_ccr/info", answer => answer.TextAt("follower_indices/0/status") == "active");

    private async Task PutAsync(string name, string pattern)
    {
        var answer = await _lab.OnB($"PUT /_ccr/auto_follow/{name}", """{"remote_cluster":"clusterA",""" + pattern[1..]);
        Assert.Equal(200, answer.Status);
    }

    private async Task MakeAsync(string cluster, params string[] names)
    {
        foreach (var name in names) Assert.Equal(200, (await _lab.SendAsync(cluster, $"PUT /{name}", OneShard)).Status);
    }
}
