using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Transport;

/// <summary>Sends one request to one node and brings back the whole reply, or the fault that says how far it got.</summary>
internal sealed class Exchange(HttpMessageInvoker wires, ClusterOptions options, TimeProvider time)
{
    /// <param name="deadline">Ends at the deadline or when the caller gives up.</param>
    /// <param name="givenUp">The caller's own token, to tell the two apart.</param>
    public async Task<(Reply? Reply, Fault? Fault)> SendAsync(
        Node node, WireRequest request, Secret? authorization, TimeSpan allowed, CancellationToken deadline, CancellationToken givenUp)
    {
        var content = request.HasEffect || !request.Body.IsEmpty ? new OnceContent(request.Body, request.ContentType) : null;
        var received = false;
        try
        {
            using var message = Compose(node, request, authorization, content);
            using var response = await wires.SendAsync(message, deadline);
            received = true;
            return await ReceiveAsync(response, deadline);
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested && (!request.HasEffect || content is not { Started: true }))
        {
            // A read nobody wants any more, or an effect that never left: an ordinary cancellation.
            throw;
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            return (null, new Fault.GivenUp());
        }
        catch (OperationCanceledException e) when (!deadline.IsCancellationRequested)
        {
            return (null, e.InnerException is TimeoutException && content is not { Started: true }
                ? new Fault.Unreachable($"no connection to {node.Name} within {options.ConnectTimeout.TotalSeconds:0.#} s")
                : new Fault.ConnectionLost($"{node.Name} ended the exchange"));
        }
        catch (OperationCanceledException)
        {
            return (null, request.HasEffect && content is not { Started: true }
                ? new Fault.Unreachable($"no connection to {node.Name} within {allowed.TotalSeconds:0.#} s")
                : new Fault.TimedOut(allowed));
        }
        catch (HttpRequestException e)
        {
            return (null, Sort(e, node, content, received));
        }
        catch (InvalidDataException)
        {
            return (null, new Fault.Unreadable("damaged gzip", "the body"));
        }
        // A connection that is reset while it is being made comes out of the platform as a bare socket failure.
        catch (SocketException) when (content is not { Started: true } && !received)
        {
            return (null, new Fault.Unreachable($"{node.Name} ends connections as they are made"));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return (null, new Fault.ConnectionLost($"{node.Name} closed the connection {(received ? "in the middle of its answer" : "without an answer")}"));
        }
    }

    private static HttpRequestMessage Compose(Node node, WireRequest request, Secret? authorization, HttpContent? content)
    {
        var message = new HttpRequestMessage(request.Method, node.At(request.Target))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        if (request.Mark is { } mark) message.Headers.TryAddWithoutValidation("X-Opaque-Id", mark);
        if (authorization is not null) message.Headers.TryAddWithoutValidation("Authorization", authorization.Reveal());
        return message;
    }

    private async Task<(Reply? Reply, Fault? Fault)> ReceiveAsync(HttpResponseMessage response, CancellationToken deadline)
    {
        var buffer = new AnswerBuffer(options.MaxAnswerBytes);
        try
        {
            var raw = new CountingStream(await response.Content.ReadAsStreamAsync(deadline));
            var zipped = response.Content.Headers.ContentEncoding.LastOrDefault();
            var whole = zipped switch
            {
                null or "identity" => await buffer.FillAsync(raw, deadline),
                "gzip" or "x-gzip" => await InflateAsync(buffer, raw, deadline),
                _ => (bool?)null,
            };
            if (whole is not true)
            {
                buffer.Dispose();
                return (null, whole is null
                    ? new Fault.Unreadable("an encoding we did not ask for", "the header Content-Encoding")
                    : new Fault.Unreadable($"more than {options.MaxAnswerBytes >> 20} MB", "the body"));
            }
            return (Describe(response, buffer, raw.Count), null);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static async Task<bool> InflateAsync(AnswerBuffer buffer, CountingStream raw, CancellationToken deadline)
    {
        await using var inflated = new GZipStream(raw, CompressionMode.Decompress, leaveOpen: true);
        return await buffer.FillAsync(inflated, deadline);
    }

    private Reply Describe(HttpResponseMessage response, AnswerBuffer buffer, long wireBytes) => new(buffer)
    {
        Status = (int)response.StatusCode,
        ContentType = response.Content.Headers.ContentType?.MediaType,
        Product = response.Headers.TryGetValues("X-elastic-product", out var product) ? string.Join(',', product) : null,
        ServerDate = response.Headers.Date,
        RetryAfter = RetryAfter.Read(response.Headers.RetryAfter, response.Headers.Date, time.GetUtcNow()),
        RedirectHost = response.Headers.Location is { IsAbsoluteUri: true } location ? location.Authority : null,
        WireBytes = wireBytes,
    };

    private static Fault Sort(HttpRequestException e, Node node, OnceContent? content, bool received)
    {
        var why = e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"the name {node.Url.Host} is not known",
            HttpRequestError.ConnectionError => $"{node.Name} refuses connections or cannot be reached",
            HttpRequestError.SecureConnectionError => $"no trusted connection to {node.Name}: {Trust(e)}",
            HttpRequestError.ProxyTunnelError => $"the proxy does not lead to {node.Name}",
            _ => null,
        };
        if (why is not null && content is not { Started: true } && !received) return new Fault.Unreachable(why);
        return e.HttpRequestError is HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
            ? new Fault.Unreadable("what came is no HTTP answer", received ? "the body" : "the headers")
            : new Fault.ConnectionLost($"{node.Name} closed the connection {(received ? "in the middle of its answer" : "without an answer")}");
    }

    private static string Trust(HttpRequestException e)
    {
        for (Exception? inner = e.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException) return inner.Message.TrimEnd('.');
        }
        return "the other side does not speak TLS, or not a version we accept";
    }
}
