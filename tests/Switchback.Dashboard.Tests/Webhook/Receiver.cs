using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Switchback.Dashboard.Tests.Webhook;

/// <summary>What came to a receiver, as it came.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>Takes what is sent to it on a port of its own, and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _came = new();

    private Receiver(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        _app = builder.Build();
        _app.Map("/{**path}", TakeAsync);
    }

    /// <summary>The status of the n-th answer, from 1.</summary>
    public Func<int, int> Answers { get; set; } = _ => 204;

    public string Url => _app.Urls.Single();

    public IReadOnlyList<Received> Came => [.. _came];

    public static async Task<Receiver> StartAsync(string url = "http://127.0.0.1:0")
    {
        var receiver = new Receiver(url);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async Task<IReadOnlyList<Received>> UntilAsync(int count)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (_came.Count < count) await pace.WaitForNextTickAsync(late.Token);
        return Came;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _came.Enqueue(new Received(
            context.Request.Method, context.Request.Path + context.Request.QueryString.Value, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        context.Response.StatusCode = Answers(_came.Count);
        if (context.Response.StatusCode is 302 or 307) context.Response.Headers.Location = "/elsewhere";
    }
}
