namespace Switchback.Lab.Tests.Replay;

/// <summary>Real time between two looks at a cluster: a poll that never rests would slow down what it waits for.</summary>
public static class Pause
{
    public static async Task ForAsync(TimeSpan time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(time, TimeProvider.System);
        await timer.WaitForNextTickAsync(cancellation);
    }
}
