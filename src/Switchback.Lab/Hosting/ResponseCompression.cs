using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Switchback.Lab.Hosting;

/// <summary>Compresses an answer for a caller that can read it, as Elasticsearch does by default without TLS.</summary>
public static class ResponseCompression
{
    public static ReadOnlyMemory<byte> Compress(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0 || context.Request.IsHttps) return body;
        if (Wanted(context.Request.Headers.AcceptEncoding.ToString()) is not { } encoding) return body;
        using var buffer = new MemoryStream();
        using (var packed = Packed(encoding, buffer)) packed.Write(body.Span);
        context.Response.Headers.ContentEncoding = encoding;
        return buffer.ToArray();
    }

    private static string? Wanted(string accepted)
    {
        var encodings = accepted.Split(',').Select(part => part.Split(';')).Where(part => Quality(part) > 0).Select(part => part[0].Trim().ToLowerInvariant()).ToList();
        if (encodings.Contains("gzip") || encodings.Contains("*")) return "gzip";
        return encodings.Contains("deflate") ? "deflate" : null;
    }

    private static double Quality(string[] part) =>
        part.Length > 1 && part[1].Trim() is ['q', '=', .. var number] && double.TryParse(number, CultureInfo.InvariantCulture, out var quality) ? quality : 1;

    private static Stream Packed(string encoding, Stream into) => encoding == "gzip"
        ? new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true)
        : new ZLibStream(into, CompressionLevel.Fastest, leaveOpen: true);
}
