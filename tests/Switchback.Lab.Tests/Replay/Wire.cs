using System.Net.Http.Headers;

namespace Switchback.Lab.Tests.Replay;

/// <summary>Sends what a recording says and nothing else: no redirects, cookies, proxies or headers of its own.</summary>
public sealed class Wire : IDisposable
{
    private const string WarningHeader = "Warning";

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<Answer> SendAsync(Uri cluster, OutgoingRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), AddressOf(cluster, request.Target));
        message.Content = request.Body?.ToContent();
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);

        using var answer = await _client.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellation);
        return new Answer(
            (int)answer.StatusCode,
            MediaTypeOf(answer.Content.Headers),
            answer.Headers.NonValidated.Contains(WarningHeader),
            await answer.Content.ReadAsStringAsync(cancellation));
    }

    public void Dispose() => _client.Dispose();

    // Canonicalising would undo encodings and collapse dots that the recorded path carries on purpose.
    private static Uri AddressOf(Uri cluster, string target) => new(
        cluster.GetLeftPart(UriPartial.Authority) + target,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static string? MediaTypeOf(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString().Split(';')[0].Trim() : null;
}
