namespace Switchback.Elasticsearch.Tests.Support;

/// <summary>A clock that stands where it is set. Timers run on the machine's.</summary>
internal sealed class SetTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
