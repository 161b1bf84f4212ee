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
        Body = body;
        var question = target.IndexOf('?');
        RawPath = question < 0 ? target : target[..question];
        Segments = [.. RawPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Decode)];
        Path = Uri.UnescapeDataString(RawPath);
        Query = ReadQuery(question < 0 ? "" : target[(question + 1)..]);
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

    public string Text => Encoding.UTF8.GetString(Body.Span);

    private static string Decode(string segment) => Uri.UnescapeDataString(segment);

    private static Dictionary<string, string> ReadQuery(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            var key = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? "" : part[(equals + 1)..];
            values[Uri.UnescapeDataString(key.Replace('+', ' '))] = Uri.UnescapeDataString(value.Replace('+', ' '));
        }
        return values;
    }
}
