using System.Globalization;

namespace Switchback.Dashboard.Rehearsal;

/// <summary>A cluster of the rehearsal: its name and the loopback port it answers on.</summary>
public sealed record LabAddress(string Name, int Port)
{
    public const string SettingsKey = "Rehearsal:Clusters";

    /// <summary>The pair that the documents use.</summary>
    public const string Default = "clusterA:9211,clusterB:9212";

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>Reads <c>name:port,name:port</c>; null when the text says anything else.</summary>
    public static IReadOnlyList<LabAddress>? ParseTwo(string text)
    {
        var addresses = new List<LabAddress>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split(':') is not [{ Length: > 0 } name, var digits]
                || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                || port is < 1 or > 65535)
            {
                return null;
            }

            addresses.Add(new LabAddress(name, port));
        }

        return addresses.Count == 2 && addresses[0].Name != addresses[1].Name && addresses[0].Port != addresses[1].Port ? addresses : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}:{Port}");
}
