namespace Switchback.Lab.Documents;

public enum OperationKind
{
    Index,
    Delete,

    /// <summary>Fills a gap in the sequence numbers.</summary>
    NoOp,
}

/// <summary>
/// One numbered change of a shard. What it says never changes; the two marks tell when this shard applied it and when a
/// later operation took its place, so that "what a search sees" is a question about a moment, not a copy of the data.
/// </summary>
public sealed class Operation
{
    public const long NotEnded = long.MaxValue;

    public required OperationKind Kind { get; init; }

    public required string Id { get; init; }

    public string? Routing { get; init; }

    public required long SeqNo { get; init; }

    public required long PrimaryTerm { get; init; }

    public required long Version { get; init; }

    /// <summary>The document as sent; empty for anything but an index operation.</summary>
    public ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>Place in the order in which this shard applied its operations.</summary>
    public long AppliedAt { get; internal set; }

    /// <summary>Place at which another operation on the same document took over.</summary>
    public long EndedAt { get; internal set; } = NotEnded;

    /// <summary>What moving it costs: the source and some 64 bytes around it.</summary>
    public long Bytes => Source.Length + Id.Length + 64;

    public bool IsVisibleAt(long moment) => Kind == OperationKind.Index && AppliedAt <= moment && EndedAt > moment;

    /// <summary>The same change for another shard, which will mark it on its own.</summary>
    public Operation Copy() => Under(PrimaryTerm);

    /// <summary>The same change as another primary applies it.</summary>
    public Operation Under(long primaryTerm) => new()
    {
        Kind = Kind,
        Id = Id,
        Routing = Routing,
        SeqNo = SeqNo,
        PrimaryTerm = primaryTerm,
        Version = Version,
        Source = Source,
    };
}
