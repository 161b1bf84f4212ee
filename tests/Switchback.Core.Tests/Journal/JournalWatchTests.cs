using Switchback.Core.Journal;

namespace Switchback.Core.Tests.Journal;

public sealed class JournalWatchTests
{
    [Fact]
    public async Task Watch_EventLandsRightAfterTheLookAtTheHead_IsSeenWithoutAnother()
    {
        var cancel = TestContext.Current.CancellationToken;
        var news = new Signal();
        var (safe, looks) = (1L, 0);
        await using var watching = JournalWatch.RunAsync(1, news, Look, At, static () => false, cancel).GetAsyncEnumerator(cancel);

        Assert.True(await watching.MoveNextAsync());
        Assert.True(await watching.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancel));

        Assert.Equal(2, watching.Current.Sequence);

        long Look()
        {
            var seen = safe;
            if (++looks == 1)
            {
                safe = 2;
                news.Raise();
            }

            return seen;
        }
    }

    [Fact]
    public async Task Watch_ClosedWhileItWaits_Ends()
    {
        var cancel = TestContext.Current.CancellationToken;
        var news = new Signal();
        var isOver = false;
        await using var watching = JournalWatch.RunAsync(1, news, () => 0, At, () => isOver, cancel).GetAsyncEnumerator(cancel);
        var next = watching.MoveNextAsync().AsTask();

        isOver = true;
        news.Raise();

        Assert.False(await next);
    }

    private static JournalEvent At(long sequence) => new(sequence, default, "pair/orders", sequence, "noted", "anna@example", "{}", "", "");
}
