using System.Net;

namespace Switchback.Elasticsearch.Transport;

/// <summary>What came back, whole and bounded, before anyone has judged it.</summary>
internal sealed class Reply(AnswerBuffer body) : IDisposable
{
    public required int Status { get; init; }

    public string? ContentType { get; init; }

    /// <summary><c>X-elastic-product</c>.</summary>
    public string? Product { get; init; }

    public DateTimeOffset? ServerDate { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The host a redirect points at. Not the whole address: it may carry a token.</summary>
    public string? RedirectHost { get; init; }

    public long WireBytes { get; init; }

    public ReadOnlyMemory<byte> Body => body.Written;

    public bool IsGood => Status is >= 200 and < 300;

    public bool IsRedirect => Status is >= 300 and < 400 && Status != (int)HttpStatusCode.NotModified;

    public bool LooksLikeJson
    {
        get
        {
            var text = Body.Span.TrimStart(" \t\r\n"u8);
            return !text.IsEmpty && text[0] is (byte)'{' or (byte)'[';
        }
    }

    public void Dispose() => body.Dispose();
}
