using System.Text.Json.Nodes;
using Switchback.Lab.Tests.Control;

namespace Switchback.Lab.Tests.Scenarios;

public sealed class SeedTests(LabFixture lab) : IClassFixture<LabFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await lab.PostAsync("clusterA", "/_lab/reset");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The seed is the only thing that writes state past the calls: what it makes must be what the calls make.</summary>
    [Fact]
    public async Task SeededFollower_ComparedWithAFollowedOne_AnswersAlikeInEveryCall()
    {
        await lab.PutAsync("clusterB", "/_cluster/settings", SeedsOfHome());
        await lab.PutAsync("clusterA", "/by-hand-00000", """{"settings":{"index.number_of_shards":1,"index.number_of_replicas":0}}""");
        for (var i = 0; i < 3; i++) await lab.PutAsync("clusterA", $"/by-hand-00000/_doc/d{i}", $$"""{"n":{{i}}}""");
        await lab.PostAsync("clusterA", "/by-hand-00000/_flush");
        await lab.PutAsync("clusterB", "/by-hand-00000/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"by-hand-00000"}""");

        var (status, answer) = await lab.PostAsync("clusterA", "/_lab/seed", """{"leader":"clusterA","follower":"clusterB","count":1,"prefix":"seeded-"}""");

        Assert.True(status == 200, answer?.ToJsonString());
        await lab.AdvanceAsync("90s");
        foreach (var path in new[] { "/X/_ccr/stats", "/X/_ccr/info", "/X/_settings?flat_settings=true", "/X/_mapping", "/X/_count", "/_cluster/health/X" })
            Assert.Equal(await AskAsync("clusterB", path, "by-hand-00000"), await AskAsync("clusterB", path, "seeded-00000"));
        foreach (var path in new[] { "/X/_stats/get?level=shards", "/X/_settings?flat_settings=true", "/X/_mapping", "/X/_count" })
            Assert.Equal(await AskAsync("clusterA", path, "by-hand-00000"), await AskAsync("clusterA", path, "seeded-00000"));
    }

    [Fact]
    public async Task SeededFollower_LeaderWrites_IsPausedResumedAndPromotedLikeAnyOther()
    {
        await lab.PostAsync("clusterA", "/_lab/seed", """{"leader":"clusterA","follower":"clusterB","count":5,"prefix":"s-","documents":2}""");
        await lab.PutAsync("clusterA", "/s-00002/_doc/new", """{"n":7}""");
        await lab.UntilAsync("clusterB", "/s-00002/_ccr/stats", (_, body) => (int?)body?["indices"]?[0]?["shards"]?[0]?["follower_global_checkpoint"] == 2);

        Assert.Equal(200, (await lab.PostAsync("clusterB", "/s-00002/_ccr/pause_follow")).Status);
        Assert.Equal(200, (await lab.PostAsync("clusterB", "/s-00002/_ccr/resume_follow")).Status);
        Assert.Equal(200, (await lab.PostAsync("clusterB", "/s-00002/_ccr/pause_follow")).Status);
        Assert.Equal(200, (await lab.PostAsync("clusterB", "/s-00002/_close")).Status);
        Assert.Equal(200, (await lab.PostAsync("clusterB", "/s-00002/_ccr/unfollow")).Status);
        Assert.Equal(200, (await lab.PostAsync("clusterB", "/s-00002/_open")).Status);
        Assert.Equal(201, (await lab.PutAsync("clusterB", "/s-00002/_doc/own", """{"n":8}""")).Status);
    }

    [Fact]
    public async Task TenThousandFollowers_OfOneScenario_AreAllListed()
    {
        var (status, answer) = await lab.PostAsync("clusterA", "/_lab/scenarios/ten-thousand-followers");

        Assert.True(status == 200, answer?.ToJsonString());
        var (_, stats) = await lab.GetAsync("clusterB", "/_ccr/stats?filter_path=follow_stats.indices.index");
        Assert.Equal(10_000, stats!["follow_stats"]!["indices"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"leader":"clusterA","follower":"clusterA","count":1}""", "the same cluster")]
    [InlineData("""{"leader":"clusterA","follower":"clusterB"}""", "'count' is missing")]
    [InlineData("""{"leader":"clusterA","follower":"clusterB","count":0}""", "between 1 and")]
    public async Task Seed_BadField_RefusedByName(string body, string says)
    {
        var (status, answer) = await lab.PostAsync("clusterA", "/_lab/seed", body);

        Assert.Equal(400, status);
        Assert.Contains(says, (string?)answer!["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seed_NamesTaken_RefusedAndSaysSo()
    {
        await lab.PutAsync("clusterA", "/taken-00000", "{}");

        var (status, answer) = await lab.PostAsync("clusterA", "/_lab/seed", """{"leader":"clusterA","follower":"clusterB","count":1,"prefix":"taken-"}""");

        Assert.Equal(409, status);
        Assert.Contains("'taken-00000' exists already", (string?)answer!["error"], StringComparison.Ordinal);
    }

    private string SeedsOfHome() =>
        $$$"""{"persistent":{"cluster.remote.clusterA.seeds":["{{{lab.Lab.Laboratory["clusterA"].Node.TransportAddress}}}"]}}""";

    /// <summary>The answer with the name folded and everything dropped that two indices never share: uuids, moments, counters of the way there.</summary>
    private async Task<string> AskAsync(string cluster, string path, string index)
    {
        string[] own =
        [
            "index.uuid", "uuid", "index.creation_date", "timestamp", "took", "commit", "time_in_millis", "id", "history_uuid",
            "time_since_last_read_millis", "total_read_time_millis", "total_read_remote_exec_time_millis", "total_write_time_millis",
            // A seeded follower was handed what the other one read.
            "successful_read_requests", "successful_write_requests", "operations_read", "operations_written", "bytes_read",
            "store", "segments", "translog", "flush", "indexing", "refresh", "get", "search", "merges", "version",
        ];
        var (status, body) = await lab.GetAsync(cluster, path.Replace("X", index, StringComparison.Ordinal));
        var text = $"{status} {Without(body, own)?.ToJsonString()}";
        return text.Replace(index, "X", StringComparison.Ordinal);
    }

    private static JsonNode? Without(JsonNode? node, string[] names)
    {
        switch (node)
        {
            case JsonObject o:
                var kept = new JsonObject();
                foreach (var (key, value) in o.Where(pair => !names.Contains(pair.Key))) kept[key] = Without(value, names);
                return kept;
            case JsonArray a:
                return new JsonArray([.. a.Select(item => Without(item, names))]);
            default:
                return node?.DeepClone();
        }
    }
}
