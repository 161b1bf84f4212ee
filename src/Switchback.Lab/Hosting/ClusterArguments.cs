using System.Globalization;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Hosting;

/// <summary>Reads what the command line says about clusters.</summary>
public static class ClusterArguments
{
    public static IReadOnlyList<ClusterOptions> Parse(string text, string defaultVersion)
    {
        var clusters = Read(text, defaultVersion).ToList();
        if (clusters.Count == 0) throw new FormatException("--clusters: name at least one cluster");
        if (clusters.GroupBy(cluster => cluster.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new FormatException($"--clusters: '{twice.Key}' is named twice");
        if (clusters.Where(cluster => cluster.Port != 0).GroupBy(cluster => cluster.Port).FirstOrDefault(group => group.Count() > 1) is { } port)
            throw new FormatException($"--clusters: port {port.Key} is given twice");
        return clusters;
    }

    private static IEnumerable<ClusterOptions> Read(string text, string defaultVersion)
    {
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = part.Split(':');
            if (fields.Length is < 2 or > 3 || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
                throw new FormatException($"--clusters: '{part}' is not name:port or name:port:version");
            var version = fields.Length == 3 ? fields[2] : defaultVersion;
            var profile = Profile.Find(version)
                ?? throw new FormatException($"--clusters: no profile for version '{version}'; there are {string.Join(", ", Profile.All.Select(p => p.Number))}");
            yield return new ClusterOptions(fields[0], port, profile);
        }
    }

    public static Superuser? ParseSuperuser(string? text)
    {
        if (text is null) return null;
        var colon = text.IndexOf(':');
        if (colon <= 0 || colon == text.Length - 1) throw new FormatException("--security: give name:password");
        return new Superuser(text[..colon], text[(colon + 1)..]);
    }
}
