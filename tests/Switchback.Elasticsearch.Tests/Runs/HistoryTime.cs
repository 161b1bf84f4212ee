namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>The machine's time and what has been put on top of it: waits are as short as they are, and deadlines come all the same.</summary>
internal sealed class HistoryTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _ahead));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
