namespace Switchback.Core.Journal;

/// <summary>What became of an append. Only <see cref="Done"/> recorded anything.</summary>
public abstract record Appended
{
    private Appended()
    {
    }

    /// <summary>Recorded, and safe. Both numbers are those of the last event of the append.</summary>
    public sealed record Done(long Sequence, long Version) : Appended;

    /// <summary>Somebody was first: the stream is at <paramref name="Actual"/>. Read it again and decide anew.</summary>
    public sealed record Conflict(long Actual) : Appended;

    /// <summary>The journal cannot record now. <paramref name="Why"/> says what is the matter and what to do, for a person.</summary>
    public sealed record Refused(string Why) : Appended;
}

/// <summary>What the appender has seen of the stream. A decision made on an older state than the stream's is not recorded.</summary>
public readonly record struct ExpectedVersion
{
    private readonly long? _version;

    private ExpectedVersion(long version) => _version = version;

    /// <summary>For events that are true whatever came before them.</summary>
    public static ExpectedVersion Any => default;

    /// <summary>The stream has no event yet.</summary>
    public static ExpectedVersion New => new(0);

    public static ExpectedVersion Exactly(long version) => new(version);

    public bool Allows(long actual) => _version is null || _version == actual;
}
