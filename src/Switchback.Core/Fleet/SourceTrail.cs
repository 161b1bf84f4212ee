namespace Switchback.Core.Fleet;

/// <summary>
/// Where a source stood when, remembered from its own answers: the only way to tell for how long an item has been behind, since
/// no replication system says. Holds a fixed number of points: recent ones close together, old ones far apart.
/// </summary>
/// <remarks>Not for two threads at once.</remarks>
public sealed class SourceTrail
{
    private const int Capacity = 40;

    private readonly Point[] _points = new Point[Capacity];
    private int _count;

    /// <summary>The newest position; null before the first reading.</summary>
    public long? Newest => _count == 0 ? null : _points[_count - 1].Position;

    /// <summary>Notes what the source said at this moment. A position that went back means another source: the past is forgotten.</summary>
    public void Note(DateTimeOffset at, long position)
    {
        var ticks = at.UtcTicks;
        if (_count > 0)
        {
            ref var last = ref _points[_count - 1];
            if (ticks < last.LastSeen) return;
            if (position == last.Position)
            {
                last.LastSeen = ticks;
                return;
            }
            if (position < last.Position) _count = 0;
        }
        if (_count == Capacity) Thin();
        _points[_count++] = new Point(position, ticks, ticks);
    }

    /// <summary>
    /// It stood where it stood until this moment. Told once before it is noted elsewhere, this says as much as noting every reading of a
    /// source that stands still.
    /// </summary>
    public void Stood(DateTimeOffset until)
    {
        if (_count > 0) _points[_count - 1].LastSeen = Math.Max(_points[_count - 1].LastSeen, until.UtcTicks);
    }

    public void Forget() => _count = 0;

    /// <summary>
    /// For how long the source has had something beyond <paramref name="position"/>: zero when it has nothing beyond it, null when
    /// that is older than what is remembered. Between two readings the source is taken to have moved evenly.
    /// </summary>
    public TimeSpan? Behind(long position, DateTimeOffset now)
    {
        if (_count == 0) return null;
        if (position >= _points[_count - 1].Position) return TimeSpan.Zero;
        if (position < _points[0].Position) return null;
        var later = _count - 1;
        while (_points[later - 1].Position > position) later--;
        ref readonly var before = ref _points[later - 1];
        ref readonly var after = ref _points[later];
        // The first operation beyond the position came between these two readings.
        var share = (double)(position - before.Position) / (after.Position - before.Position);
        var since = before.LastSeen + (long)(share * (after.FirstSeen - before.LastSeen));
        return TimeSpan.FromTicks(Math.Max(0, now.UtcTicks - since));
    }

    /// <summary>Drops every other point of the older half.</summary>
    private void Thin()
    {
        var kept = 1;
        for (var i = 1; i < _count; i++)
        {
            if (i < Capacity / 2 && i % 2 == 1) continue;
            _points[kept++] = _points[i];
        }
        _count = kept;
    }

    /// <param name="Position">Where it stood.</param>
    /// <param name="FirstSeen">The first reading that said so.</param>
    private record struct Point(long Position, long FirstSeen, long LastSeen);
}
