using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Switchback.Lab.Hosting;

/// <summary>Reads a request's body whole, inflating it where the caller compressed it.</summary>
public static class RequestBody
{
    private const int LargestAtOnce = 1024 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding")) return ReadOnlyMemory<byte>.Empty;
        using var buffer = new MemoryStream(request.ContentLength is { } length ? (int)Math.Min(length, LargestAtOnce) : 0);
        await using var inflated = Inflated(request);
        try
        {
            await inflated.CopyToAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException("the body is not what its content-encoding says", StatusCodes.Status400BadRequest, e);
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static Stream Inflated(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
        _ => request.Body,
    };
}
