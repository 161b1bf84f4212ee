using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Live;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Pages;

public sealed class LiveComponentTests
{
    [Fact]
    public async Task Pages_OpenedAndClosedAHundredTimes_LeaveNoSubscriber()
    {
        var monitor = new FleetMonitor(TimeProvider.System);
        for (var i = 0; i < 100; i++)
        {
            await using var page = await OpenAsync<Recorder>(monitor);
            Assert.Equal(1, monitor.Subscribers);
        }

        Assert.Equal(0, monitor.Subscribers);
    }

    [Fact]
    public async Task Page_SnapshotPublished_TakesIt()
    {
        var monitor = new FleetMonitor(TimeProvider.System);
        await using var page = await OpenAsync<Recorder>(monitor);

        monitor.Publish(Some.Snapshot());

        await Recorder.Taken.Reader.WaitToReadAsync(TestContext.Current.CancellationToken);
        var versions = Recorder.Taken.Reader.ReadAllAsync(TestContext.Current.CancellationToken);
        await foreach (var version in versions)
        {
            if (version == 1)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task Page_FailsOnASnapshot_SaysSoAndIsLiveAgainWithTheNext()
    {
        var monitor = new FleetMonitor(TimeProvider.System);
        await using var page = await OpenAsync<Stumbler>(monitor);

        Assert.True(await Stumbler.LiveAgain.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(1, monitor.Subscribers);
    }

    private static async Task<HtmlRenderer> OpenAsync<TPage>(FleetMonitor monitor)
        where TPage : LiveComponent
    {
        var services = new ServiceCollection().AddSingleton(monitor).AddSingleton(TimeProvider.System).AddLogging().BuildServiceProvider();
        var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        await renderer.Dispatcher.InvokeAsync(() => renderer.RenderComponentAsync<TPage>());
        return renderer;
    }

    private sealed class Recorder : LiveComponent
    {
        public static readonly System.Threading.Channels.Channel<long> Taken = System.Threading.Channels.Channel.CreateUnbounded<long>();

        protected override void Apply(FleetSnapshot snapshot, DateTimeOffset now) => Taken.Writer.TryWrite(snapshot.Version);
    }

    private sealed class Stumbler : LiveComponent
    {
        public static readonly TaskCompletionSource<bool> LiveAgain = new();

        private int _taken;

        protected override void Apply(FleetSnapshot snapshot, DateTimeOffset now)
        {
            _taken++;
            if (_taken == 2)
            {
                throw new InvalidOperationException("a page's own fault");
            }

            if (_taken == 3)
            {
                LiveAgain.SetResult(NotLiveSince is not null);
            }
        }
    }
}
