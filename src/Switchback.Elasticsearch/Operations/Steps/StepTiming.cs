namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>How long steps wait for single answers, and how soon something may be tried again.</summary>
public sealed record StepTiming
{
    /// <summary>
    /// Unfollow takes effect at once and then waits for the leader, without end if that is silent. Who gives up early loses
    /// nothing: the look tells, and the leases it may leave behind are known.
    /// </summary>
    public TimeSpan Unfollow { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Between two readings that have to be the same before anything counts as standing still.</summary>
    public TimeSpan Still { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a side may take to answer before it counts as one that does not.</summary>
    public TimeSpan Witness { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan AskLeader { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where the cluster asks for patience without saying how much.</summary>
    public TimeSpan TryAgain { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a right to open again counts as known. Rights are taken away seldom, and a bulk step looks often.</summary>
    public TimeSpan RightKept { get; init; } = TimeSpan.FromMinutes(1);
}
