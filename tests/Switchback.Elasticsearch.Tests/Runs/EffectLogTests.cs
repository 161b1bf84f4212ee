using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Lab.Clusters;
using Switchback.Lab.Truth;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>The witness of the crash walks and of <c>bench/kill9</c>: it has to see what it is there for.</summary>
public sealed class EffectLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Call_SentAgain_IsToldUnlessSomebodyLookedInBetween(bool looks, int told)
    {
        await using var pair = await LabPair.StartAsync(Profile.Newest.Version.ToString());
        var log = new EffectLog(pair.Inside);
        await pair.FollowAsync("foo0", "bar0");
        await pair.FollowAsync("foo1", "bar1");
        log.Begin();

        LabPair.Done(await pair.B.Following.PauseAsync("bar0", Cancel));
        LabPair.Done(await pair.B.Following.PauseAsync("bar1", Cancel));
        // A look at another one says nothing about it.
        LabPair.Value(await pair.B.Self.SightsAsync(looks ? ["bar0", "bar1"] : ["bar0"], Cancel));
        await pair.B.Following.PauseAsync("bar1", Cancel);

        Assert.Equal(told, log.SentUnseen().Count(sent => sent.Contains("pause_follow of clusterB/bar1", StringComparison.Ordinal)));
        Assert.Equal(told, log.SentUnseen().Count);
    }

    [Fact]
    public async Task List_CountsForEachOfItsNames()
    {
        await using var pair = await LabPair.StartAsync(Profile.Newest.Version.ToString());
        await pair.MakeAsync("one", 0);
        await pair.MakeAsync("two", 0);
        pair.Inside.Truth.Clear();

        LabPair.Done(await pair.A.Indices.CloseAsync(["one", "two"], Cancel));
        LabPair.Done(await pair.A.Indices.OpenAsync(["one"], Cancel));

        Assert.Equal(
            ["clusterA POST /one/_close 1", "clusterA POST /one/_open 1", "clusterA POST /two/_close 1"],
            EffectLog.Applied(pair.Inside).Select(effect => $"{effect.Key} {effect.Value}").Order(StringComparer.Ordinal));
    }
}
