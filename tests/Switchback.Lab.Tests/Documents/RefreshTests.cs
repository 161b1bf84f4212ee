using Switchback.Lab.Hosting;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Documents;

/// <summary>Contract 0.34: when searches see what was written. The clock stands still unless it is moved.</summary>
public sealed class RefreshTests : IAsyncLifetime
{
    private RunningLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await RunningLab.StartAsync(options: new LabOptions { Seed = 7, ClockRuns = false });
        await _lab.OnA("PUT /i", """{"settings":{"number_of_replicas":0}}""");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Count_WithinTheInterval_MissesTheWriteAndSeesItAfter()
    {
        await WriteAsync("1");
        var before = await CountAsync();
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(("0", "1"), (before, await CountAsync()));
    }

    [Theory]
    [InlineData("?refresh")]
    [InlineData("?refresh=true")]
    public async Task Write_WithRefresh_IsSeenAtOnceAndSaysSo(string refresh)
    {
        var answer = await _lab.OnA("PUT /i/_doc/1" + refresh, """{"n":1}""");

        Assert.Equal(("true", "1"), (answer.TextAt("forced_refresh"), await CountAsync()));
    }

    [Fact]
    public async Task Refresh_Called_ShowsEverything()
    {
        await WriteAsync("1");
        await _lab.OnA("POST /i/_refresh");

        Assert.Equal("1", await CountAsync());
    }

    [Fact]
    public async Task Get_BeforeAnyRefresh_SeesTheWrite()
    {
        await WriteAsync("1");

        Assert.Equal(("true", "false"), ((await _lab.OnA("GET /i/_doc/1")).TextAt("found"), (await _lab.OnA("GET /i/_doc/1?realtime=false")).TextAt("found")));
    }

    [Fact]
    public async Task Write_WaitingForARefresh_IsAnsweredOnceItIsSeen()
    {
        var writing = _lab.OnA("PUT /i/_doc/1?refresh=wait_for", """{"n":1}""");
        await _lab.UntilAsync("clusterA", "GET /i/_doc/1", answer => answer.Status == 200);
        Assert.False(writing.IsCompleted);
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Null((await writing).At("forced_refresh"));
        Assert.Equal("1", await CountAsync());
    }

    [Fact]
    public async Task Search_OfAShardLongNotSearched_WaitsForTheRefreshThatWasLeftOut()
    {
        await CountAsync();
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(31));
        await WriteAsync("1");
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("0", (await _lab.OnA("GET /i/_stats/docs")).TextAt("_all/primaries/docs/count"));

        var counting = _lab.OnA("GET /i/_count");
        while (!counting.IsCompleted) await _lab.AdvanceAsync(TimeSpan.FromMilliseconds(100));

        Assert.Equal("1", (await counting).TextAt("count"));
    }

    [Fact]
    public async Task Write_WithAnIntervalOfItsOwn_IsNeverLeftOut()
    {
        await _lab.OnA("PUT /i/_settings", """{"index.refresh_interval":"5s"}""");
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(60));
        await WriteAsync("1");
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal("1", (await _lab.OnA("GET /i/_stats/docs")).TextAt("_all/primaries/docs/count"));
    }

    [Fact]
    public async Task Write_WithRefreshingOff_IsSeenWhenTheIntervalChanges()
    {
        await _lab.OnA("PUT /i/_settings", """{"index.refresh_interval":"-1"}""");
        await WriteAsync("1");
        await _lab.AdvanceAsync(TimeSpan.FromMinutes(5));
        var off = await CountAsync();
        await _lab.OnA("PUT /i/_settings", """{"index.refresh_interval":null}""");

        Assert.Equal(("0", "1"), (off, await CountAsync()));
    }

    [Fact]
    public async Task Delete_RememberedForAMinute_CountsOnFromItsVersion()
    {
        await WriteAsync("1");
        await _lab.OnA("DELETE /i/_doc/1");
        await _lab.OnA("DELETE /i/_doc/2");
        var soon = await WriteAsync("1");
        await _lab.AdvanceAsync(TimeSpan.FromSeconds(61));
        var late = await WriteAsync("2");

        Assert.Equal(("3", "1"), (soon.TextAt("_version"), late.TextAt("_version")));
    }

    private Task<Answer> WriteAsync(string id) => _lab.OnA($"PUT /i/_doc/{id}", """{"n":1}""");

    private async Task<string?> CountAsync() => (await _lab.OnA("GET /i/_count")).TextAt("count");
}
