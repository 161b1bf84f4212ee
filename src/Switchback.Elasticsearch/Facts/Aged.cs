using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Facts;

/// <summary>A fact with the moment it was read. A fact that cannot be had any more keeps what was known last: old is shown, never blank.</summary>
public abstract record Aged<T>
    where T : class
{
    private Aged()
    {
    }

    public sealed record NotAskedYet : Aged<T>;

    /// <param name="AskedAt">When the question was sent, by our clock: the fact is at most as old as this says.</param>
    public sealed record Known(T Fact, DateTimeOffset AskedAt) : Aged<T>;

    /// <param name="Since">Of the first failure in a row.</param>
    /// <param name="Last">What was known before; null when nothing ever was.</param>
    public sealed record Failed(Fault Fault, DateTimeOffset Since, Known? Last) : Aged<T>
    {
        public string Why => Fault.Say();
    }

    /// <summary>The newest value there ever was, however old.</summary>
    public Known? LastKnown => this switch
    {
        Known known => known,
        Failed failed => failed.Last,
        _ => null,
    };

    /// <summary>The newest value there ever was; null when there never was one.</summary>
    public T? Value => LastKnown?.Fact;

    public DateTimeOffset? ReadAt => LastKnown?.AskedAt;

    /// <summary>Why the latest attempt failed, in a sentence; null when it did not.</summary>
    public string? Trouble => (this as Failed)?.Why;

    public Aged<T> Hear(Answer<T> answer, DateTimeOffset askedAt) => answer.TryGet(out var value, out var fault)
        ? new Known(value, askedAt)
        : new Failed(fault, this is Failed already ? already.Since : askedAt, LastKnown);
}
