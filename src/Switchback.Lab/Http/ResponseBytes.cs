using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Http;

/// <summary>An answer as it goes onto the wire.</summary>
public sealed record WireResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The answer before <c>filter_path</c> left things out: what was acknowledged, whether or not the caller wanted to read it.</summary>
    public ReadOnlyMemory<byte> Whole { get; init; } = Body;
}

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
        var (whole, json) = Json(response, request);
        ReadOnlyMemory<byte> body = json;
        if (response.Text is { } text)
        {
            headers.Add(new("Content-Type", "text/plain; charset=UTF-8"));
            body = Encoding.UTF8.GetBytes(text);
        }
        else if (body.Length > 0)
        {
            headers.Add(new("Content-Type", MediaType.ForJson(request, profile)));
        }
        return new WireResponse(response.Status, headers, body) { Whole = whole };
    }

    /// <summary>The whole answer, and what of it the caller asked for.</summary>
    private static (byte[] Whole, byte[] Asked) Json(LabResponse response, LabRequest request)
    {
        var pretty = request.Query.TryGetValue("pretty", out var wanted) ? wanted != "false" : response.Pretty;
        var filter = request.Query.GetValueOrDefault("filter_path");
        if (response.Json is null && response.Write is null && response.Raw is null) return ([], []);
        var whole = response.Raw?.ToArray() ?? Write(response);
        // An error is never filtered: whoever asked for one field still learns why there is none.
        var isError = response.Status >= 400 && response.Json?["error"] is not null;
        var asked = string.IsNullOrEmpty(filter) || isError ? whole : new FilterPath(filter).Apply(whole);
        if (asked.Length == 0) return (whole, asked);
        if (MediaType.WantsYaml(request)) return (whole, YamlText.Of(asked));
        return (whole, pretty ? PrettyText.Of(asked) : asked);
    }

    private static byte[] Write(LabResponse response)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder, SkipValidation = true }))
        {
            if (response.Write is { } write) write(writer);
            else response.Json!.WriteTo(writer);
        }
        return buffer.WrittenSpan.ToArray();
    }
}
