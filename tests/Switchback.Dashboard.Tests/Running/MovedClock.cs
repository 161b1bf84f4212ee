namespace Switchback.Tests.Running;

/// <summary>The time of day moves when a test says so, and goes on from there; timers run as always.</summary>
public sealed class MovedClock(DateTimeOffset? fixedAt = null) : TimeProvider
{
    private TimeSpan _moved;

    public void Move(TimeSpan by) => _moved += by;

    public override DateTimeOffset GetUtcNow() => (fixedAt ?? base.GetUtcNow()) + _moved;
}
