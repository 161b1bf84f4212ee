namespace Switchback.Core.Fleet;

/// <summary>Where an item comes from.</summary>
/// <param name="Link">What its side calls the other one (an alias).</param>
/// <param name="Name">Its name there, which need not be its name here.</param>
/// <param name="Member">The configured member that holds it, known by its identity and not by the alias; null when none does.</param>
/// <param name="Identity">The identity of the very source it was made from; null when that could not be read.</param>
public sealed record Source(string Link, string Name, string? Member, string? Identity = null)
{
    public override string ToString() => $"{Link}:{Name}";
}

/// <summary>The progress of a first copy.</summary>
/// <param name="PerSecond">Bytes; null before there are two readings.</param>
public sealed record CopyProgress(long Bytes, long Total, double? PerSecond)
{
    public double? Share => Total > 0 ? Math.Clamp((double)Bytes / Total, 0, 1) : null;

    public TimeSpan? Left => PerSecond is > 0 && Total >= Bytes ? TimeSpan.FromSeconds(Math.Min((Total - Bytes) / PerSecond.Value, 365 * 86400.0)) : null;
}

/// <summary>
/// The smallest thing that replicates, as one snapshot shows it. Immutable; while nothing visible of it changes, the next
/// snapshot holds the same object, so that ten thousand quiet items cost nothing.
/// </summary>
public sealed class Item
{
    /// <summary>The member that has this copy, or should have it.</summary>
    public required string Member { get; init; }

    public required string Name { get; init; }

    /// <summary>The identity of the copy itself, where known.</summary>
    public string? Identity { get; init; }

    /// <summary>The pair whose scope it is in; null when it is in none.</summary>
    public string? Pair { get; init; }

    public required Source Source { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Since when this verdict stands; null when it stood already when we first looked.</summary>
    public DateTimeOffset? Since { get; init; }

    public Lag Lag { get; init; }

    /// <summary>The newest operation of each, summed over its parts and counted from one; null when not known.</summary>
    public long? Position { get; init; }

    public long? SourcePosition { get; init; }

    /// <summary>Operations a second that each took over the last half minute; null when not known.</summary>
    public double? Rate { get; init; }

    public double? SourceRate { get; init; }

    public int Parts { get; init; }

    public long? Bytes { get; init; }

    /// <summary>Until when the source is bound to keep what this item lacks; null while that clock does not run, or is not known.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    public CopyProgress? Copy { get; init; }

    /// <summary>The rule that made it follow, and the series it belongs to; null when there is none.</summary>
    public string? Rule { get; init; }

    public string? Series { get; init; }

    public bool IsHidden { get; init; }

    /// <summary>How far it was behind over the last hour.</summary>
    public LagTrail Trail { get; init; } = LagTrail.Empty;

    /// <summary>One text for the item in all of the fleet.</summary>
    public string Key => $"{Member}/{Name}";

    public override string ToString() => Key;
}
