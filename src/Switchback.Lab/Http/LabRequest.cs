using System.Text;

namespace Switchback.Lab.Http;

/// <summary>A request as it came over the wire: decoded path and query, whole body.</summary>
public sealed class LabRequest
{
    public LabRequest(string method, string target, IReadOnlyDictionary<string, string>? headers = null, ReadOnlyMemory<byte> body = default)
    {
        Method = method;
        Target = target;
        Headers = headers ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Body = LoneSurrogates.Replaced(body);
        var question = target.IndexOf('?');
        RawPath = question < 0 ? target : target[..question];
        try
        {
            Segments = [.. RawPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(segment => PercentEscapes.Decode(segment, plusIsSpace: false))];
            Path = PercentEscapes.Decode(RawPath, plusIsSpace: false);
        }
        catch (ElasticException e)
        {
            (Segments, Path, Fault) = ([], RawPath, e);
        }
        try
        {
            Query = ReadQuery(question < 0 ? "" : target[(question + 1)..]);
        }
        catch (ElasticException e)
        {
            (Query, Fault) = (new Dictionary<string, string>(), BadParameter(e));
        }
    }

    public string Method { get; }

    /// <summary>Path and query as sent.</summary>
    public string Target { get; }

    public string RawPath { get; }

    public string Path { get; }

    public IReadOnlyList<string> Segments { get; }

    /// <summary>A key without a value is there with an empty string.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The caller's own mark on the wire, shown by the task list.</summary>
    public string? OpaqueId => Headers.GetValueOrDefault("x-opaque-id");

    /// <summary>Why the path or the query cannot be read at all.</summary>
    public ElasticException? Fault { get; }

    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The same request with the body that stood in its query.</summary>
    public LabRequest WithBody(string text, string contentType) => new(Method, Target,
        new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = contentType }, Encoding.UTF8.GetBytes(text));

    private static ElasticException BadParameter(ElasticException cause) =>
        new(400, "bad_parameter_exception", $"java.lang.IllegalArgumentException: {cause.Reason}")
        {
            CausedBy = new ElasticException(400, cause.Type, cause.Reason) { IsForeign = true },
        };

    private static Dictionary<string, string> ReadQuery(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            var key = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? "" : part[(equals + 1)..];
            values[PercentEscapes.Decode(key, plusIsSpace: true)] = PercentEscapes.Decode(value, plusIsSpace: true);
        }
        return values;
    }
}
