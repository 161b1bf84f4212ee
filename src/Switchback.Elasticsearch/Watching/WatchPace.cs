namespace Switchback.Elasticsearch.Watching;

/// <summary>How often a cluster is asked, the same whoever watches.</summary>
/// <param name="Every">What moves all the time: statistics and positions.</param>
/// <param name="SlowEvery">What changes seldom and is dear to read: which followers and indices there are.</param>
public sealed record WatchPace(TimeSpan Every, TimeSpan SlowEvery)
{
    /// <summary>A poll has to be over before the next one is due, with some room for putting it together.</summary>
    public static TimeSpan DeadlineOf(TimeSpan period) => period * 0.8;
}

/// <summary>
/// Backs off from a cluster that takes long, and comes back to it step by step. Pure: what was and how it went in, the next
/// period out.
/// </summary>
public static class BackOff
{
    private const double Slowest = 15;

    public static TimeSpan Next(TimeSpan configured, TimeSpan current, PollResult result) => result switch
    {
        // Half the period gone on one poll is a cluster that we load.
        { Answered: true } when result.Took > current / 2 => Min(current * 2, configured * Slowest),
        { Answered: true } when result.Took < current / 5 => Max(current / 2, configured),
        { Answered: true } => current,
        // It may be frozen or merely slow. Asked a little less often: whoever comes back has to be seen soon.
        { TimedOut: true } => Min(current * 1.5, configured * 2),
        _ => configured,
    };

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

/// <summary>How one poll went.</summary>
public readonly record struct PollResult(bool Answered, bool TimedOut, TimeSpan Took);
