using System.Text.Json.Nodes;

namespace Switchback.Lab.Http;

/// <summary>
/// A failure as Elasticsearch tells it: type, reason, metadata and causes. <see cref="IsForeign"/> marks what is a plain
/// Java exception there (illegal_argument_exception ...): such a cause is shown, but never becomes a root cause of its own.
/// </summary>
public sealed class ElasticException(int status, string type, string? reason) : Exception(reason)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    public string? Reason { get; } = reason;

    /// <summary>Printed between reason and caused_by, in this order. A string, or an array where Elasticsearch has several values.</summary>
    public List<KeyValuePair<string, JsonNode?>> Metadata { get; } = [];

    /// <summary>Answered as HTTP headers, and shown under "header" in the body.</summary>
    public List<KeyValuePair<string, string[]>> Headers { get; } = [];

    public ElasticException? CausedBy { get; init; }

    public List<ElasticException> Suppressed { get; } = [];

    public bool IsForeign { get; init; }

    /// <summary>Stands in place of what would be guessed from the causes; empty for an answer that names none.</summary>
    public IReadOnlyList<ElasticException>? RootCause { get; init; }

    public ElasticException With(string key, JsonNode? value)
    {
        Metadata.Add(new(key, value));
        return this;
    }

    /// <summary>The same failure, to be added to without touching the one that others may hold.</summary>
    public ElasticException Copy()
    {
        var copy = new ElasticException(Status, Type, Reason) { CausedBy = CausedBy, IsForeign = IsForeign, RootCause = RootCause };
        copy.Metadata.AddRange(Metadata);
        copy.Headers.AddRange(Headers);
        copy.Suppressed.AddRange(Suppressed);
        return copy;
    }

    /// <summary>The text Java prints for it: what a wrapper made of a bare cause takes as its reason.</summary>
    public static string JavaName(string type) => string.Concat(type.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
