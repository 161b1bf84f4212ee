using Switchback.Core.Fleet;

namespace Switchback.Core.Tests.Fleet;

public sealed class FleetMonitorTests
{
    private readonly FleetMonitor _monitor = new(TimeProvider.System);

    [Fact]
    public async Task SlowWatcher_ManySnapshots_GetsTheNewestAndNoQueue()
    {
        using var watcher = _monitor.Subscribe();
        for (var i = 0; i < 100; i++)
        {
            _monitor.Publish(FleetSnapshot.Empty);
        }

        var next = await watcher.NextAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(100, next.Version);

        var again = await watcher.NextAsync(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        Assert.Same(next, again);
    }

    [Fact]
    public async Task Watchers_PublishedFromManyThreads_NeverSeeAnOlderSnapshotAfterANewerOne()
    {
        const int rounds = 2000;
        using var watcher = _monitor.Subscribe();
        var publishing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < rounds; i++)
            {
                _monitor.Publish(FleetSnapshot.Empty);
            }
        })));

        long last = 0;
        while (last < 4 * rounds)
        {
            var next = await watcher.NextAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.True(next.Version > last, $"{next.Version} came after {last}");
            last = next.Version;
        }

        await publishing;
    }

    [Fact]
    public void Watchers_ComeAndGo_LeaveNothingBehind()
    {
        for (var i = 0; i < 100; i++)
        {
            using var watcher = _monitor.Subscribe();
            Assert.Equal(1, _monitor.Subscribers);
        }

        Assert.Equal(0, _monitor.Subscribers);
    }
}
