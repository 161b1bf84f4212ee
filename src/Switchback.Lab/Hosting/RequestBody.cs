using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Switchback.Lab.Hosting;

/// <summary>Reads a request's body whole, inflating it where the caller compressed it.</summary>
public static class RequestBody
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding")) return ReadOnlyMemory<byte>.Empty;
        using var buffer = new MemoryStream(request.ContentLength is { } length ? (int)Math.Min(length, int.MaxValue) : 0);
        if (request.Headers.ContentEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            await using var inflated = new GZipStream(request.Body, CompressionMode.Decompress);
            await inflated.CopyToAsync(buffer, cancellationToken);
        }
        else
        {
            await request.Body.CopyToAsync(buffer, cancellationToken);
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
