namespace Switchback.Dashboard.Hosting;

/// <summary>What came of something that was sent away. Closed.</summary>
public abstract record SentOutcome
{
    private SentOutcome()
    {
    }

    public sealed record Taken : SentOutcome;

    /// <summary>It answered, and not with yes.</summary>
    public sealed record Refused(string Why) : SentOutcome;

    /// <summary>Nothing came back: what is sent next will not fare better.</summary>
    public sealed record Unreached(string Why) : SentOutcome;
}

/// <summary>Sends to addresses from the settings. Follows no redirect: what is signed or kept there is for that receiver and no other.</summary>
public sealed class Outbound(TimeProvider time) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<SentOutcome> SendAsync(HttpRequestMessage request, TimeSpan patience, CancellationToken cancel)
    {
        var host = request.RequestUri!.Authority;
        using var deadline = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return (int)answer.StatusCode switch
            {
                >= 200 and < 300 => new SentOutcome.Taken(),
                >= 300 and < 400 => new SentOutcome.Refused($"{host} answered {(int)answer.StatusCode}: it leads elsewhere, and no redirect is followed."),
                var status => new SentOutcome.Refused($"{host} answered {status}."),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new SentOutcome.Unreached($"{host} did not answer within {patience.TotalSeconds:0} s.");
        }
        catch (HttpRequestException failed)
        {
            return new SentOutcome.Unreached($"{host} cannot be reached: {Say(failed)}.");
        }
    }

    public void Dispose() => _client.Dispose();

    private static string Say(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "nothing has this name",
        HttpRequestError.ConnectionError => "nothing takes the connection",
        HttpRequestError.SecureConnectionError => "its certificate is not trusted here, or it speaks no TLS",
        HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse => "it hung up, or does not speak HTTP",
        _ => "the connection failed",
    };
}
