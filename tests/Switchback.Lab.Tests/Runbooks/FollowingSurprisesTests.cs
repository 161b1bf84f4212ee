using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Runbooks;

/// <summary>Contract 0: what nobody expects of a follower whose leader is up.</summary>
public sealed class FollowingSurprisesTests : IAsyncLifetime
{
    private const string A = "clusterA";
    private const string B = "clusterB";

    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync();
        await _lab.ConnectAsync(B, A);
        await _lab.CreateAsync(A, "foo");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    /// <summary>0.1: what the leader had not flushed is read as operations after the copy.</summary>
    [Theory]
    [InlineData(1, 7)]
    [InlineData(5, 2)]
    public async Task Copy_EndsAtTheLeadersLastCommit_TheRestIsRead(int flushed, int unflushed)
    {
        await _lab.WriteAsync(A, "foo", flushed, "flushed");
        await _lab.DoAsync(A, "POST /foo/_flush");
        await _lab.WriteAsync(A, "foo", unflushed, "unflushed");

        await _lab.FollowAsync(B, "bar", A, "foo");

        await _lab.LevelAsync(B, "bar", A, "foo");
        await _lab.SoonAsync(B, "GET /bar/_ccr/stats", answer => answer.TextAt("indices/0/shards/0/time_since_last_read_millis") != "-1");
        Assert.Equal(unflushed, (int)(await _lab.ShardStatsAsync(B, "bar"))["operations_read"]!);
        Assert.Equal(flushed + unflushed, await _lab.CountAsync(B, "bar"));
    }

    /// <summary>0.1: a leader that nobody has written to for five minutes flushes by itself.</summary>
    [Fact]
    public async Task Copy_OfALeaderLongQuiet_HasEverythingInItsCommit()
    {
        await _lab.WriteAsync(A, "foo", 5);
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(6));

        await _lab.FollowAsync(B, "bar", A, "foo");

        await _lab.LevelAsync(B, "bar", A, "foo");
        Assert.Equal(0, (int)(await _lab.ShardStatsAsync(B, "bar"))["operations_read"]!);
    }

    /// <summary>0.2: nothing tells the follower before its long poll ends.</summary>
    [Fact]
    public async Task SettingsAndAliases_OfAQuietLeader_ArriveWhenTheLongPollEnds()
    {
        await FollowedAsync();
        await _lab.DoAsync(A, "PUT /foo/_settings", """{"index.max_ngram_diff":3}""");
        await _lab.DoAsync(A, "PUT /foo/_alias/named");

        await _lab.AdvanceAsync(TimeSpan.FromSeconds(40));
        Assert.Null(await SettingAsync());
        Assert.Equal(404, (await _lab.OnB("GET /bar/_alias/named")).Status);
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(25));

        Assert.Equal("3", await SettingAsync());
        Assert.Equal(200, (await _lab.OnB("GET /bar/_alias/named")).Status);
    }

    /// <summary>0.2: a mapping change comes with the first operation that needs it, at once.</summary>
    [Fact]
    public async Task MappingChange_ComesWithTheOperationThatNeedsIt()
    {
        await FollowedAsync();

        await _lab.DoAsync(A, "PUT /foo/_doc/new", """{"brand_new":"field"}""");

        await _lab.LevelAsync(B, "bar", A, "foo");
        Assert.Equal("text", (await _lab.DoAsync(B, "GET /bar/_mapping")).TextAt("bar/mappings/properties/brand_new/type"));
    }

    /// <summary>0.17: taken at the copy, then moved every 30 s to the follower's checkpoint + 1.</summary>
    [Fact]
    public async Task Lease_IsTakenAtTheCopy_ThenRenewedEveryThirtySeconds()
    {
        await FollowedAsync();
        var taken = Assert.Single(await _lab.LeasesAsync(A, "foo"));
        Assert.Equal(0, (long)taken["retaining_seq_no"]!);

        await _lab.AdvanceAsync(TimeSpan.FromSeconds(31));
        var renewed = Assert.Single(await _lab.LeasesAsync(A, "foo"));
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(30));
        var again = Assert.Single(await _lab.LeasesAsync(A, "foo"));

        Assert.Equal(((string?)taken["id"], 5), ((string?)renewed["id"], (long)renewed["retaining_seq_no"]!));
        Assert.Equal(30_000, (long)again["timestamp"]! - (long)renewed["timestamp"]!, 1000.0);
    }

    /// <summary>0.17: the leader looks for expired leases every 30 s, so one outlives its period by up to that; resuming takes it anew.</summary>
    [Fact]
    public async Task Lease_PausedPastItsPeriod_IsGone_ResumeWorksAndTakesItAnew()
    {
        await FollowedAsync();
        await _lab.DoAsync(B, "POST /bar/_ccr/pause_follow");
        await _lab.WriteAsync(A, "foo", 3, "meanwhile");

        await _lab.AdvanceAsync(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(2));
        Assert.Single(await _lab.LeasesAsync(A, "foo"));
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(3));
        Assert.Empty(await _lab.LeasesAsync(A, "foo"));
        await _lab.DoAsync(B, "POST /bar/_ccr/resume_follow");
        await _lab.LevelAsync(B, "bar", A, "foo");
        Assert.Empty((await _lab.ShardStatsAsync(B, "bar"))["read_exceptions"]!.AsArray());

        await _lab.AdvanceAsync(TimeSpan.FromSeconds(35));

        Assert.Equal(8, (long)Assert.Single(await _lab.LeasesAsync(A, "foo"))["retaining_seq_no"]!);
    }

    private async Task FollowedAsync()
    {
        await _lab.WriteAsync(A, "foo", 5);
        await _lab.FollowAsync(B, "bar", A, "foo");
        await _lab.LevelAsync(B, "bar", A, "foo");
    }

    private async Task<string?> SettingAsync() =>
        (string?)(await _lab.DoAsync(B, "GET /bar/_settings?flat_settings=true")).Json!["bar"]!["settings"]!["index.max_ngram_diff"];
}
