namespace Switchback.Elasticsearch.Watching;

/// <summary>Counts a cluster's polls, for metrics.</summary>
public sealed class WatchMeter
{
    private long _answered;
    private long _failed;
    private long _lastTook;

    public long Answered => Interlocked.Read(ref _answered);

    public long Failed => Interlocked.Read(ref _failed);

    public TimeSpan LastTook => TimeSpan.FromTicks(Interlocked.Read(ref _lastTook));

    internal void Note(PollResult result)
    {
        Interlocked.Increment(ref result.Answered ? ref _answered : ref _failed);
        Interlocked.Exchange(ref _lastTook, result.Took.Ticks);
    }
}
