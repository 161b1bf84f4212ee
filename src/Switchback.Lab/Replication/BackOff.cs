namespace Switchback.Lab.Replication;

/// <summary>
/// How long a follow task sleeps before it tries again: a random multiple of 50 ms, up to a bound that doubles with each
/// retry, never longer than the task's read_poll_timeout (contract 3.2). So a follower may sleep on after its leader is back.
/// </summary>
public static class BackOff
{
    private const int StepMillis = 50;
    private const int LastDoubling = 24;

    public static TimeSpan Delay(int retry, TimeSpan longest, Random random)
    {
        var steps = 1 << (Math.Min(retry, LastDoubling) - 1);
        var delay = TimeSpan.FromMilliseconds((double)random.Next(steps + 1) * StepMillis);
        return delay < longest ? delay : longest;
    }
}
