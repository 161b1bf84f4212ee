namespace Switchback.Lab.Truth;

/// <summary>One write that a client was told has happened. <see cref="Content"/> is a digest of the document; null where the answer does not tell it (updates).</summary>
public sealed record AcknowledgedWrite(
    long Order,
    string Cluster,
    string Index,
    string Id,
    bool IsDelete,
    long SeqNo,
    long PrimaryTerm,
    string? Content,
    DateTimeOffset At);
