using System.Globalization;

namespace Switchback.Lab.Indices;

/// <summary>A data stream: a name over generations of hidden backing indices, the newest of which takes the writes.</summary>
public sealed class DataStreamState(string name, string timestampField)
{
    public string Name { get; } = name;

    public string TimestampField { get; } = timestampField;

    /// <summary>Backing indices, oldest first.</summary>
    public List<string> Indices { get; } = [];

    public long Generation { get; set; }

    /// <summary>Copied from another cluster: may not roll over here until it is promoted.</summary>
    public bool IsReplicated { get; set; }

    public bool IsHidden { get; set; }

    public string WriteIndex => Indices[^1];

    /// <summary>The name of a backing index; it has the day it was made in it (7.11 and later).</summary>
    public static string BackingIndex(string stream, long generation, DateTimeOffset? day) => day is { } date
        ? string.Create(CultureInfo.InvariantCulture, $".ds-{stream}-{date:yyyy.MM.dd}-{generation:D6}")
        : string.Create(CultureInfo.InvariantCulture, $".ds-{stream}-{generation:D6}");
}
