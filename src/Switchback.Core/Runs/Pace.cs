namespace Switchback.Core.Runs;

/// <summary>
/// How many calls are under way at once. It grows while answers come as fast as before, and halves when the system says that it is
/// too busy or takes far longer than it did: a master that works one change after another gains nothing from a longer queue.
/// </summary>
public sealed class Pace(int most = Pace.Most)
{
    public const int Most = 32;
    private const int Start = 8;
    private const int SlowTimes = 6;

    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(500);

    private TimeSpan? _best;
    private int _good;

    public int Width { get; private set; } = Math.Min(Start, most);

    public void Answered(TimeSpan took)
    {
        if (_best is null || took < _best) _best = took;
        if (took > Quick && took > _best * SlowTimes * Math.Max(1, Width / (double)Start))
        {
            Narrow();
        }
        else if (++_good >= Width)
        {
            (Width, _good) = (Math.Min(most, Width + 4), 0);
        }
    }

    public void TooBusy() => Narrow();

    private void Narrow() => (Width, _good) = (Math.Max(1, Width / 2), 0);
}
