namespace Switchback.Core.Fleet;

/// <summary>The largest lag of each of the last minutes, oldest first. Immutable: a closed minute makes a new trail.</summary>
public sealed class LagTrail
{
    public const int Minutes = 60;

    /// <summary>No reading in that minute.</summary>
    public const float Absent = float.NaN;

    public static readonly LagTrail Empty = new([], 0);

    private readonly float[] _points;

    private LagTrail(float[] points, long lastMinute)
    {
        _points = points;
        LastMinute = lastMinute;
    }

    /// <summary>Operations; <see cref="Absent"/> where nothing was known.</summary>
    public ReadOnlySpan<float> Points => _points;

    /// <summary>The minute of the last point, counted from the epoch.</summary>
    public long LastMinute { get; }

    /// <summary>The trail with this minute at its end; minutes in between without a reading are absent.</summary>
    public LagTrail With(long minute, float worst)
    {
        if (minute <= LastMinute && _points.Length > 0) return this;
        var gap = _points.Length == 0 ? 0 : (int)Math.Min(Minutes, minute - LastMinute - 1);
        var length = Math.Min(Minutes, _points.Length + gap + 1);
        var points = new float[length];
        var kept = Math.Max(0, length - gap - 1);
        _points.AsSpan(_points.Length - kept).CopyTo(points);
        points.AsSpan(kept, length - kept - 1).Fill(Absent);
        points[length - 1] = worst;
        return new LagTrail(points, minute);
    }
}
