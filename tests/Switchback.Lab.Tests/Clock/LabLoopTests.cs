using Switchback.Lab.Time;

namespace Switchback.Lab.Tests.Clock;

public sealed class LabLoopTests
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Advance_TimersThatCauseTimers_FireInTheOrderOfTheirMoments()
    {
        using var loop = new LabLoop(new LabClock(TimeProvider.System, runsByItself: false));
        var seen = new List<string>();
        await loop.InvokeAsync(() =>
        {
            loop.After(TimeSpan.FromSeconds(3), () => seen.Add($"c{loop.Clock.Elapsed.TotalSeconds}"));
            loop.After(TimeSpan.FromSeconds(1), () =>
            {
                seen.Add($"a{loop.Clock.Elapsed.TotalSeconds}");
                loop.After(TimeSpan.FromSeconds(1), () => seen.Add($"b{loop.Clock.Elapsed.TotalSeconds}"));
            });
            loop.After(TimeSpan.FromSeconds(9), () => seen.Add("late"));
        });

        await loop.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["a1", "b2", "c3"], seen);
        Assert.Equal(TimeSpan.FromSeconds(5), loop.Clock.Elapsed);
    }

    [Fact]
    public async Task RunningClock_TimerDue_FiresByItself()
    {
        using var loop = new LabLoop(new LabClock(TimeProvider.System, runsByItself: true));
        var fired = new TaskCompletionSource();

        loop.After(TimeSpan.FromMilliseconds(20), () => fired.TrySetResult());

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }

    [Fact]
    public async Task CancelledTimer_ClockMoves_DoesNotFire()
    {
        using var loop = new LabLoop(new LabClock(TimeProvider.System, runsByItself: false));
        var fired = false;
        await loop.InvokeAsync(() => loop.After(TimeSpan.FromSeconds(1), () => fired = true).Cancel());

        await loop.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.False(fired);
    }
}
