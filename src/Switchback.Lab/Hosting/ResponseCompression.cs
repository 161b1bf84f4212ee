using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Switchback.Lab.Hosting;

/// <summary>Compresses an answer for a caller that can read it, as Elasticsearch does by default.</summary>
public static class ResponseCompression
{
    public static ReadOnlyMemory<byte> Compress(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0 || !context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase)) return body;
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body.Span);
        context.Response.Headers.ContentEncoding = "gzip";
        return buffer.ToArray();
    }
}
