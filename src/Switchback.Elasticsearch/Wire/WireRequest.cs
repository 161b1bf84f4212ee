using System.Text;
using Switchback.Elasticsearch.Configuration;

namespace Switchback.Elasticsearch.Wire;

/// <summary>How long a call may take, by what it does.</summary>
public enum CallKind
{
    Read,
    Write,
    Copy,
}

/// <summary>Which of a cluster's two credentials a call uses.</summary>
public enum Power
{
    Read,
    Operate,
}

/// <summary>
/// One call as it goes over the wire. Made without sending, so that a plan can show exactly what will be sent.
/// </summary>
public sealed record WireRequest
{
    public required HttpMethod Method { get; init; }

    /// <summary>Path and query, escaped: <c>/orders2/_ccr/pause_follow</c>.</summary>
    public required string Target { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public CallKind Kind { get; init; } = CallKind.Read;

    public Power Power { get; init; } = Power.Read;

    /// <summary>The server must be at least this.</summary>
    public ServerVersion Since { get; init; } = Wire.Since.Accepted;

    /// <summary>A shorter or longer deadline than the kind's own.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>A further status whose body is an answer: a health that timed out is 408 with the health in it.</summary>
    public int? AlsoAnswers { get; init; }

    /// <summary>Goes along as <c>X-Opaque-Id</c>: the list of running tasks repeats it, and nothing else there tells one call from another.</summary>
    public string? Mark { get; init; }

    /// <summary>Documents in the body: never shown.</summary>
    public bool CarriesDocuments { get; init; }

    /// <summary>Why this must not be sent; null when it may.</summary>
    public string? Flaw { get; init; }

    /// <summary>Whether it changes something. Such a call is sent at most once.</summary>
    public bool HasEffect => Kind != CallKind.Read;

    /// <summary>As a person types it into a console.</summary>
    public string ConsoleForm() =>
        Body.IsEmpty ? ToString() : $"{this}\n{(CarriesDocuments ? $"({Body.Length} bytes of documents)" : Encoding.UTF8.GetString(Body.Span))}";

    public override string ToString() => $"{Method} {Target}";
}
