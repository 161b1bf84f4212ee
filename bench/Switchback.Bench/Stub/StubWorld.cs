using System.Globalization;

namespace Switchback.Bench.Stub;

/// <summary>
/// Where N leaders on clusterA and their followers on clusterB stand. Each generation moves one row in ten: one in twenty is written on
/// its leader, and those of the generation before have caught up, as a healthy follower has within a poll. Nothing ever goes back.
/// </summary>
internal sealed class StubWorld
{
    /// <summary>Nine digits, and so they stay for as long as anyone measures: numbers are exchanged in place.</summary>
    private const long First = 100_000_000;

    private const int Cycle = 20;
    private const int Codes = 90;

    private readonly long[] _leaders;
    private readonly long[] _followers;

    public StubWorld(int followers)
    {
        _leaders = [.. Enumerable.Range(0, followers).Select(row => First + row)];
        _followers = [.. _leaders];
    }

    public int Followers => _leaders.Length;

    public int Generation { get; private set; }

    public static string Name(int row) => string.Create(CultureInfo.InvariantCulture, $"logs-app-{row:00000}");

    public static string Uuid(string cluster, int row) => string.Create(CultureInfo.InvariantCulture, $"{cluster[^1]}-uuid-of-row-{row:0000000}");

    /// <summary>
    /// The tens of the lag of every row written in a generation. Whoever reads a lag on a screen reads in it which generation it
    /// belongs to: the same comes again only after 90.
    /// </summary>
    public static int Code(int generation) => 10 + (generation % Codes);

    public long LeaderAt(int row) => _leaders[row];

    public long FollowerAt(int row) => _followers[row];

    public void Advance()
    {
        Generation++;
        for (var row = Generation % Cycle; row < Followers; row += Cycle)
            _leaders[row] += 10 * Code(Generation);
        for (var row = (Generation + Cycle - 1) % Cycle; row < Followers; row += Cycle)
            _followers[row] = _leaders[row];
    }
}
