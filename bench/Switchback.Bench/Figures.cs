using System.Globalization;

namespace Switchback.Bench;

/// <summary>What a command measured, line by line: name, figure, target, and whether it was met.</summary>
internal sealed class Figures
{
    private bool _over;

    public Figures(string what, TimeProvider time) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}, {time.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} processors, load average {LoadAverage()}"));

    /// <summary>The command's exit code: 1 when a target was missed.</summary>
    public int ExitCode => _over ? 1 : 0;

    /// <param name="name">What was measured.</param>
    /// <param name="figure">How much of it there is.</param>
    /// <param name="most">The most there may be.</param>
    /// <param name="unit">Behind both.</param>
    public void AtMost(string name, double figure, double most, string unit)
    {
        // Nothing measured is no small number.
        var isOver = !(figure <= most);
        _over |= isOver;
        Print(name, Say(figure, unit), $"≤ {Say(most, unit)}", isOver ? "over" : "ok");
    }

    public void Note(string name, double figure, string unit) => Print(name, Say(figure, unit), "-", "");

    public void Note(string name, string figure) => Print(name, figure, "-", "");

    public static double Percentile(IReadOnlyCollection<double> values, double share) =>
        values.Count == 0 ? double.NaN : values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);

    private static string Say(double figure, string unit) => double.IsNaN(figure)
        ? "not measured"
        : string.Create(CultureInfo.InvariantCulture, $"{figure.ToString(Math.Abs(figure) < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture)} {unit}").TrimEnd();

    private static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static void Print(string name, string figure, string target, string verdict) =>
        Console.WriteLine($"  {name,-60} {figure,-32} {target,-16} {verdict}".TrimEnd());
}
