using System.Globalization;

namespace Switchback.Bench.Running;

/// <summary>What the system says another process costs.</summary>
internal sealed class ProcessMeter(int id, TimeProvider time)
{
    /// <summary>Linux counts in hundredths of a second whatever the machine.</summary>
    private const double TicksPerSecond = 100;

    private long _at = time.GetTimestamp();
    private double _seconds = Seconds(id);

    public double Megabytes => Status(id, "VmRSS:") / 1024.0;

    public double PeakMegabytes => Status(id, "VmHWM:") / 1024.0;

    /// <summary>Processors kept busy since this was asked last.</summary>
    public double Cores()
    {
        var (at, seconds) = (time.GetTimestamp(), Seconds(id));
        var cores = (seconds - _seconds) / time.GetElapsedTime(_at, at).TotalSeconds;
        (_at, _seconds) = (at, seconds);
        return cores;
    }

    private static double Seconds(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        // The program's name may hold blanks; it ends with the last bracket.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static long Status(int id, string name) => File.ReadLines($"/proc/{id}/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture))
        .First();
}
