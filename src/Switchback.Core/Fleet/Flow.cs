namespace Switchback.Core.Fleet;

/// <summary>How fast a position moves, smoothed over about the last half minute, so that one large read is no trend.</summary>
/// <remarks>A mutable value: keep it in one place.</remarks>
public struct Flow
{
    private static readonly double TimeConstant = TimeSpan.FromSeconds(10).Ticks;

    private long _position;
    private long _at;
    private long _began;
    private long _movedAt;
    private double _perTick;
    private bool _started;

    /// <summary>Operations a second; null before two readings that lie a while apart.</summary>
    public readonly double? PerSecond => _started && _at > _began ? _perTick * TimeSpan.TicksPerSecond : null;

    /// <summary>When it was last seen at another position than before, or first seen at all; null before that.</summary>
    public readonly DateTimeOffset? MovedAt => _started ? new DateTimeOffset(_movedAt, TimeSpan.Zero) : null;

    public void Note(DateTimeOffset now, long position)
    {
        var at = now.UtcTicks;
        if (!_started || position < _position)
        {
            this = new Flow { _started = true, _position = position, _at = at, _began = at, _movedAt = at };
            return;
        }
        var passed = at - _at;
        if (passed <= 0) return;
        var pace = (double)(position - _position) / passed;
        // The first pace is all there is to know; later ones weigh by how much time they cover.
        if (_at == _began) _perTick = pace;
        else if (pace != _perTick) _perTick += (pace - _perTick) * (1 - Math.Exp(-passed / TimeConstant));
        if (position != _position) _movedAt = at;
        (_position, _at) = (position, at);
    }

    /// <summary>Begins anew with the next reading: a position that stood still for want of an answer has no pace.</summary>
    public void Forget() => this = default;

    /// <summary>When a gap closes at these paces; null when it does not.</summary>
    public static TimeSpan? CatchUp(long gap, double? source, double? own)
    {
        if (gap <= 0) return TimeSpan.Zero;
        if (source is not { } grows || own is not { } shrinks || shrinks - grows <= 0.01) return null;
        var seconds = gap / (shrinks - grows);
        return seconds > TimeSpan.FromDays(30).TotalSeconds ? null : TimeSpan.FromSeconds(seconds);
    }
}
