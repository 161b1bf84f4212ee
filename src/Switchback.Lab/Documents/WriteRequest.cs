namespace Switchback.Lab.Documents;

public enum WriteKind
{
    Index,
    Create,
    Update,
    Delete,
}

public enum VersionType
{
    Internal,
    External,
    ExternalGte,
}

/// <summary>One document to be written, as a single call or a line of a bulk names it.</summary>
public sealed record WriteRequest(WriteKind Kind, string Index)
{
    public const long AnyVersion = -3;
    public const long NoSeqNo = -2;

    /// <summary>Null: the cluster makes one.</summary>
    public string? Id { get; init; }

    public string? Routing { get; init; }

    public long Version { get; init; } = AnyVersion;

    public VersionType VersionType { get; init; }

    public long IfSeqNo { get; init; } = NoSeqNo;

    public long IfPrimaryTerm { get; init; }

    /// <summary>The name must be an alias (7.10 and later).</summary>
    public bool RequireAlias { get; init; }

    public int RetryOnConflict { get; init; }

    /// <summary>The pipeline to send it through, in place of the index's own; <c>_none</c> for none.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The document.</summary>
    public ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>What an update asks for, in place of a document.</summary>
    public UpdateBody? Update { get; private init; }

    /// <summary>What of the result an update shows.</summary>
    public SourceFilter? Shown { get; init; }

    /// <summary>A line of a bulk: followers refuse it before they look at its fields (contract 0.6).</summary>
    public bool InBulk { get; init; }

    /// <summary>What the body says goes before the line or the query.</summary>
    public WriteRequest With(UpdateBody body) => this with
    {
        Update = body,
        IfSeqNo = body.IfSeqNo ?? IfSeqNo,
        IfPrimaryTerm = body.IfPrimaryTerm ?? IfPrimaryTerm,
    };

    /// <summary>The bulk's key for it: index, create, update, delete.</summary>
    public string Name => Kind switch
    {
        WriteKind.Index => "index",
        WriteKind.Create => "create",
        WriteKind.Update => "update",
        _ => "delete",
    };
}
