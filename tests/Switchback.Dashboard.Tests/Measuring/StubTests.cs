using System.Text.Json;
using Switchback.Bench.Stub;

namespace Switchback.Dashboard.Tests.Measuring;

public sealed class StubTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Positions_ReadTwice_HaveMovedInOneRowOfTwentyByTheGenerationsLag()
    {
        await using var stub = await StubServer.StartAsync(followers: 40, TimeProvider.System);
        using var http = new HttpClient();

        var before = await PositionsAsync(http, stub.LeaderUrl);
        var after = await PositionsAsync(http, stub.LeaderUrl);

        var moved = Enumerable.Range(0, 40).Where(row => before[row] != after[row]).ToList();
        Assert.Equal([2, 22], moved);
        Assert.All(moved, row => Assert.Equal(10 * StubWorld.Code(2), after[row] - before[row]));
    }

    [Fact]
    public async Task Lag_OfARowWrittenAGenerationAgo_SaysTheGeneration()
    {
        await using var stub = await StubServer.StartAsync(followers: 40, TimeProvider.System);
        using var http = new HttpClient();

        var leaders = await PositionsAsync(http, stub.LeaderUrl);
        var followers = await PositionsAsync(http, stub.FollowerUrl);

        Assert.Equal(10 * StubWorld.Code(1), leaders[21] - followers[21]);
    }

    [Fact]
    public async Task Follower_AGenerationAfterItsLeaderWasWritten_HasCaughtUp()
    {
        await using var stub = await StubServer.StartAsync(followers: 40, TimeProvider.System);
        using var http = new HttpClient();
        await PositionsAsync(http, stub.LeaderUrl);

        var leaders = await PositionsAsync(http, stub.LeaderUrl);
        var followers = await PositionsAsync(http, stub.FollowerUrl);

        Assert.Equal([2, 22], Enumerable.Range(0, 40).Where(row => leaders[row] != followers[row]));
    }

    [Fact]
    public async Task Rights_OfAClusterWithoutUsers_AreRefusedAsOneDoes()
    {
        await using var stub = await StubServer.StartAsync(followers: 1, TimeProvider.System);
        using var http = new HttpClient();

        using var answer = await http.PostAsync(new Uri($"{stub.LeaderUrl}/_security/user/_has_privileges"), null, Cancel);
        var report = await StubReport.ReadAsync(http, stub.LeaderUrl, Cancel);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("invalid_index_name_exception", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(report.Unknown);
    }

    [Fact]
    public async Task Filter_OfTheStatistics_LeavesOnlyWhatItNames()
    {
        await using var stub = await StubServer.StartAsync(followers: 2, TimeProvider.System);
        using var http = new HttpClient();

        var answer = await http.GetStringAsync(new Uri($"{stub.FollowerUrl}/_ccr/stats?filter_path=follow_stats.indices.index,follow_stats.indices.shards.shard_id,follow_stats.indices.shards.read_exceptions.retries"), Cancel);

        Assert.Equal("""{"follow_stats":{"indices":[{"index":"logs-app-00000","shards":[{"shard_id":0}]},{"index":"logs-app-00001","shards":[{"shard_id":0}]}]}}""", answer);
    }

    [Fact]
    public async Task Report_NamesCallsAndWhatIsNotKnown()
    {
        await using var stub = await StubServer.StartAsync(followers: 2, TimeProvider.System);
        using var http = new HttpClient();
        await PositionsAsync(http, stub.LeaderUrl);
        using var unknown = await http.GetAsync(new Uri($"{stub.FollowerUrl}/_no/such/call"), Cancel);

        var report = await StubReport.ReadAsync(http, stub.LeaderUrl, Cancel);

        Assert.Equal(404, (int)unknown.StatusCode);
        Assert.Equal(["clusterA */_stats/flush"], report.Calls.Keys);
        Assert.Equal(1, report.TotalCalls);
        Assert.Equal(["clusterB /_no/such/call"], report.Unknown);
        Assert.Equal([1], report.Left.Keys);
    }

    private static async Task<long[]> PositionsAsync(HttpClient http, string url)
    {
        using var answer = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"{url}/*/_stats/flush?level=shards&filter_path=indices.*.shards.*.seq_no"), Cancel));
        return [.. answer.RootElement.GetProperty("indices").EnumerateObject().Select(index =>
            index.Value.GetProperty("shards").GetProperty("0")[0].GetProperty("seq_no").GetProperty("max_seq_no").GetInt64())];
    }
}
