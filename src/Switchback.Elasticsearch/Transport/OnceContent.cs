using System.Net;
using System.Net.Http.Headers;

namespace Switchback.Elasticsearch.Transport;

/// <summary>
/// The body of a call with effect, also when it is empty. It does two things a plain body does not.
/// <para>It remembers whether the request began to leave: before that a failure proves "not done".</para>
/// <para>
/// It keeps the platform from sending twice: SocketsHttpHandler by itself repeats a request whose connection closed without
/// an answer as long as no body was begun, so a POST without any body, such as <c>pause_follow</c>, could happen twice.
/// </para>
/// </summary>
internal sealed class OnceContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private int _started;

    public OnceContent(ReadOnlyMemory<byte> body, string contentType)
    {
        _body = body;
        if (!body.IsEmpty) Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
    }

    public bool Started => Volatile.Read(ref _started) == 1;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) == 1)
            throw new InvalidOperationException("A call with effect is sent once.");
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
