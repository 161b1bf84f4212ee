using Switchback.Dashboard.Rehearsal;
using Switchback.Dashboard.Rehearsal.Control;

namespace Switchback.Dashboard.Tests.Lab;

public sealed class LabWatchTests
{
    [Fact]
    public async Task Subscribers_HoweverMany_GetTheSameReading()
    {
        await using var lab = await RunningLab.StartAsync();
        using var watch = new LabWatch(lab.Control, TimeProvider.System);
        using var one = watch.Subscribe();
        using var other = watch.Subscribe();

        await watch.RefreshAsync(TestContext.Current.CancellationToken);

        Assert.IsType<LabLine.Answering>((await one.NextAsync(TestContext.Current.CancellationToken)).Line);
        Assert.IsType<LabLine.Answering>((await other.NextAsync(TestContext.Current.CancellationToken)).Line);
    }

    [Fact]
    public async Task LastSubscriber_Gone_NothingIsAskedAnyMore()
    {
        var calls = new CountingHandler();
        using var watch = new LabWatch(new LabControl([new LabAddress("clusterA", 1)], new HttpClient(calls), TimeProvider.System), TimeProvider.System);
        using (var page = watch.Subscribe())
        {
            await page.NextAsync(TestContext.Current.CancellationToken);
            Assert.Equal(1, watch.Subscribers);
        }

        Assert.Equal(0, watch.Subscribers);
        Assert.True(calls.Sent > 0);
        // A second reader is made anew: the former one has ended, or this would be its reading.
        using var again = watch.Subscribe();
        Assert.IsType<LabLine.Asking>(again.First.Line);
    }

    [Fact]
    public async Task Lab_ThatEnds_IsSaidSinceWhenAndItsPictureIsKept()
    {
        var lab = await RunningLab.StartAsync();
        using var watch = new LabWatch(lab.Control, TimeProvider.System);
        await watch.RefreshAsync(TestContext.Current.CancellationToken);
        await lab.DisposeAsync();

        await watch.RefreshAsync(TestContext.Current.CancellationToken);
        var since = Assert.IsType<LabLine.Silent>(watch.Latest.Line).Since;
        await watch.RefreshAsync(TestContext.Current.CancellationToken);

        Assert.Equal(since, Assert.IsType<LabLine.Silent>(watch.Latest.Line).Since);
        Assert.NotNull(watch.Latest.Picture);
        Assert.True(watch.Latest.At < since);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"lab":"another"}""")]
    [InlineData("""{"lab":"switchback","process_id":"x","clusters":7}""")]
    public async Task Answer_ThatIsNotTheLabs_IsATroubleInWordsAndNoPicture(string body)
    {
        using var watch = new LabWatch(new LabControl([new LabAddress("clusterA", 1)], new HttpClient(new CountingHandler(body)), TimeProvider.System), TimeProvider.System);

        await watch.RefreshAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(Assert.IsType<LabLine.Silent>(watch.Latest.Line).Why);
        Assert.Null(watch.Latest.Picture);
    }

    private sealed class CountingHandler(string body = "{}") : HttpMessageHandler
    {
        private int _sent;

        public int Sent => Volatile.Read(ref _sent);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _sent);
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(body) });
        }
    }
}
