using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Facts;

/// <summary>When which facts are read again. Pure: it is told how the last reading went and by chance how much to shift.</summary>
/// <param name="Scale">Stretches every period; above 1 for clusters that should be asked less.</param>
public sealed record FactPace(double Scale = 1)
{
    /// <summary>A reading may keep a cluster busy for a twentieth of the time at most.</summary>
    private const int Rest = 20;

    private const double Shift = 0.1;

    private static readonly TimeSpan AfterSilence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestAfterSilence = TimeSpan.FromSeconds(60);

    /// <summary>The configured slow pace is that of the quickest facts here; the others keep their distance to it.</summary>
    public static FactPace Of(WatchPace pace) => new(pace.SlowEvery / TimeSpan.FromSeconds(10));

    /// <summary>Of each single read: what hangs is given up then.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Period(FactGroup group) => Scale * group switch
    {
        FactGroup.Health or FactGroup.Remotes or FactGroup.Patterns => TimeSpan.FromSeconds(10),
        FactGroup.Inventory or FactGroup.Privileges => TimeSpan.FromSeconds(120),
        _ => TimeSpan.FromSeconds(60),
    };

    /// <summary>How long to wait after a reading that was answered.</summary>
    /// <param name="chance">From 0 up to 1: readers that started together drift apart.</param>
    public TimeSpan AfterAnswer(FactGroup group, TimeSpan took, double chance)
    {
        var shifted = Shifted(Period(group), chance);
        return took * Rest > shifted ? took * Rest : shifted;
    }

    /// <summary>
    /// How long to wait after a reading that brought nothing: soon at first, since one lost read must not leave a gap of minutes,
    /// then ever more seldom.
    /// </summary>
    public TimeSpan AfterFailure(int inARow, double chance)
    {
        var pause = AfterSilence * Math.Max(1, inARow);
        return Shifted((pause < LongestAfterSilence ? pause : LongestAfterSilence) * Scale, chance);
    }

    /// <summary>From which age on a fact says nothing any more about now, though no read has failed.</summary>
    public TimeSpan StaleAfter(FactGroup group) => Period(group) * (1 + Shift) + Deadline * (Rest + 1);

    private static TimeSpan Shifted(TimeSpan period, double chance) => period * (1 - Shift + 2 * Shift * chance);
}
