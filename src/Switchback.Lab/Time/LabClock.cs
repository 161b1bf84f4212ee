using System.Diagnostics.CodeAnalysis;

namespace Switchback.Lab.Time;

/// <summary>
/// The one clock of a lab. It runs by itself on top of the machine's, or stands still until moved (virtual time),
/// and can only be moved forward.
/// </summary>
public sealed class LabClock : TimeProvider
{
    private readonly TimeProvider _machine;
    private readonly bool _runsByItself;
    private readonly DateTimeOffset _start;
    private readonly long _startStamp;
    private long _offsetTicks;

    public LabClock(TimeProvider machine, bool runsByItself, DateTimeOffset? start = null)
    {
        _machine = machine;
        _runsByItself = runsByItself;
        _start = start ?? machine.GetUtcNow();
        _startStamp = machine.GetTimestamp();
    }

    /// <summary>Time since the lab was made, lab time.</summary>
    public TimeSpan Elapsed => new(Volatile.Read(ref _offsetTicks) + MachineTicks);

    public TimeSpan Offset => new(Volatile.Read(ref _offsetTicks));

    public bool RunsByItself => _runsByItself;

    private long MachineTicks => _runsByItself ? _machine.GetElapsedTime(_startStamp).Ticks : 0;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public long UnixMillis => GetUtcNow().ToUnixTimeMilliseconds();

    internal void MoveTo(TimeSpan elapsed)
    {
        var ahead = (elapsed - Elapsed).Ticks;
        if (ahead > 0) Interlocked.Add(ref _offsetTicks, ahead);
    }

    /// <summary>Back to the machine's time. Only a reset does this: everything that remembers a time is gone by then.</summary>
    internal void ForgetOffset() => Interlocked.Exchange(ref _offsetTicks, 0);

    [SuppressMessage("Design", "CA1024", Justification = "A fact of the moment, not of the object")]
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
}
