using System.Diagnostics.CodeAnalysis;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Facts;

/// <summary>A fact with the moment it was read. A fact that cannot be had any more keeps what was known last: old is shown, never blank.</summary>
public abstract record Aged<T>
{
    private Aged()
    {
    }

    public sealed record NotAskedYet : Aged<T>;

    /// <param name="ReadAt">When the question was sent, by our clock: the fact is at most as old as this says.</param>
    public sealed record Known(T Value, DateTimeOffset ReadAt) : Aged<T>;

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

    public bool TryGetLast([MaybeNullWhen(false)] out T value)
    {
        var last = LastKnown;
        value = last is null ? default : last.Value;
        return last is not null;
    }

    public Aged<T> Hear(Answer<T> answer, DateTimeOffset askedAt) => answer.TryGet(out var value, out var fault)
        ? new Known(value, askedAt)
        : new Failed(fault, this is Failed already ? already.Since : askedAt, LastKnown);
}
