using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Http;

/// <summary>An answer as it goes onto the wire.</summary>
public sealed record WireResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);

/// <summary>Turns an answer into bytes and headers: filter_path, pretty, content type, product header, warnings.</summary>
public static class ResponseBytes
{
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static WireResponse Render(LabResponse response, LabRequest request, Profile profile, IReadOnlyList<string> warnings)
    {
        var headers = new List<KeyValuePair<string, string>>(response.Headers);
        if (profile.HasProductHeader) headers.Add(new("X-elastic-product", "Elasticsearch"));
        foreach (var warning in warnings.Distinct())
            headers.Add(new("Warning", $"299 Elasticsearch-{profile.Number}-{profile.BuildHash} \"{warning.Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
        if (request.OpaqueId is { } opaque) headers.Add(new("X-Opaque-Id", opaque));
        ReadOnlyMemory<byte> body = Json(response, request) ?? ReadOnlyMemory<byte>.Empty;
        if (response.Text is { } text)
        {
            headers.Add(new("Content-Type", "text/plain; charset=UTF-8"));
            body = Encoding.UTF8.GetBytes(text);
        }
        else if (body.Length > 0)
        {
            headers.Add(new("Content-Type", MediaType.ForJson(request, profile)));
        }
        return new WireResponse(response.Status, headers, body);
    }

    private static byte[]? Json(LabResponse response, LabRequest request)
    {
        var pretty = request.Query.TryGetValue("pretty", out var wanted) && wanted != "false";
        var filter = request.Query.GetValueOrDefault("filter_path");
        if (response.Raw is { } raw && !pretty && filter is null) return raw.ToArray();
        if (response.Json is null && response.Write is null && response.Raw is null) return null;
        var bytes = response.Raw?.ToArray() ?? Write(response, pretty && filter is null);
        if (!string.IsNullOrEmpty(filter)) bytes = new FilterPath(filter).Apply(bytes);
        if (pretty && (filter is not null || response.Raw is not null)) bytes = Prettify(bytes);
        return bytes;
    }

    private static byte[] Write(LabResponse response, bool pretty)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = pretty, Encoder = Encoder, SkipValidation = true }))
        {
            if (response.Write is { } write) write(writer);
            else response.Json!.WriteTo(writer);
        }
        return pretty ? [.. buffer.WrittenSpan, (byte)'\n'] : buffer.WrittenSpan.ToArray();
    }

    private static byte[] Prettify(byte[] json)
    {
        var buffer = new ArrayBufferWriter<byte>(json.Length * 2);
        using (var document = JsonDocument.Parse(json))
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = Encoder }))
            document.WriteTo(writer);
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }
}
