namespace Switchback.Core.Fleet;

/// <summary>One moment of a pair's past.</summary>
/// <param name="Operations">What failing over would have cost; null when it was not known.</param>
/// <param name="Seconds">The longest that any item was behind.</param>
public readonly record struct PairMoment(DateTimeOffset At, long? Operations, double? Seconds);

/// <summary>
/// The last hours of a pair in a bounded number of points: every ten seconds for the last hour, every two minutes for the
/// twelve hours before. A closed span is shown by its worst moment, so that no peak is lost by getting old.
/// </summary>
public sealed class PairHistory
{
    private static readonly TimeSpan Fine = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Coarse = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Queue<PairMoment> _fine = new();
    private readonly Queue<PairMoment> _coarse = new();
    private PairMoment? _open;
    private PairMoment? _openCoarse;

    public const int MostPoints = 360 + 360;

    public void Note(PairMoment moment)
    {
        lock (_gate)
        {
            if (_open is { } open && moment.At - open.At < Fine && moment.At >= open.At)
            {
                _open = Worse(open, moment);
                return;
            }
            if (_open is { } closed) Close(closed);
            _open = moment;
        }
    }

    /// <summary>Everything remembered, oldest first.</summary>
    public IReadOnlyList<PairMoment> Moments()
    {
        lock (_gate)
        {
            var moments = new List<PairMoment>(_coarse.Count + _fine.Count + 2);
            moments.AddRange(_coarse);
            if (_openCoarse is { } coarse) moments.Add(coarse);
            moments.AddRange(_fine);
            if (_open is { } open) moments.Add(open);
            return moments;
        }
    }

    private void Close(PairMoment moment)
    {
        _fine.Enqueue(moment);
        if (_fine.Count <= 360) return;
        var old = _fine.Dequeue();
        if (_openCoarse is { } open && old.At - open.At < Coarse)
        {
            _openCoarse = Worse(open, old);
            return;
        }
        if (_openCoarse is { } closed) _coarse.Enqueue(closed);
        if (_coarse.Count > 359) _coarse.Dequeue();
        _openCoarse = old;
    }

    /// <summary>Absent stays absent only when nothing was known at all.</summary>
    private static PairMoment Worse(PairMoment a, PairMoment b) => new(
        a.At,
        a.Operations is null || b.Operations > a.Operations ? b.Operations ?? a.Operations : a.Operations,
        a.Seconds is null || b.Seconds > a.Seconds ? b.Seconds ?? a.Seconds : a.Seconds);
}
