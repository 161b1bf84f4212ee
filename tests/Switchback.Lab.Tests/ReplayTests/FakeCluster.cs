using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Switchback.Lab.Tests.ReplayTests;

/// <summary>A cluster as small as the replayer's tests need: it tells who it is, obeys the lab's switches, answers what it is told to.</summary>
public sealed class FakeCluster : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<HttpContext, Task> _answer;
    private readonly ConcurrentQueue<string> _log;

    private FakeCluster(WebApplication app, ConcurrentQueue<string> log, Func<HttpContext, Task> answer)
    {
        _app = app;
        _log = log;
        _answer = answer;
    }

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>The end of the switch that is answered with 400.</summary>
    public string? Refuses { get; set; }

    /// <summary>A switch of the lab was used here.</summary>
    public event EventHandler? Steered;

    /// <param name="log">where each request goes as <c>name METHOD target body</c>, in the order of arrival</param>
    /// <param name="answer">answers what the fake does not know itself</param>
    public static async Task<FakeCluster> StartAsync(string name, ConcurrentQueue<string> log, Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var cluster = new FakeCluster(builder.Build(), log, answer);
        cluster._app.Run(context => cluster.AnswerAsync(name, context));
        await cluster._app.StartAsync(TestContext.Current.CancellationToken);
        cluster.Url = new Uri(cluster._app.Urls.Single());
        return cluster;
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(string name, HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        _log.Enqueue($"{name} {context.Request.Method} {target} {body}".TrimEnd());
        var known = target switch
        {
            "/" => $$"""{"name":"node-{{name}}","cluster_name":"{{name}}","cluster_uuid":"uuid-{{name}}"}""",
            "/_nodes/_all/transport" => $$$"""{"nodes":{"id-{{{name}}}":{"transport":{"publish_address":"127.0.0.1:93-{{{name}}}"} } } }""",
            _ => null,
        };
        if (target.StartsWith("/_lab", StringComparison.Ordinal))
            await SteerAsync(context, target);
        else if (known is null)
            await _answer(context);
        else
            await JsonAsync(context, known);
    }

    private Task SteerAsync(HttpContext context, string target)
    {
        Steered?.Invoke(this, EventArgs.Empty);
        return Refuses is { } end && target.EndsWith(end, StringComparison.Ordinal)
            ? JsonAsync(context, """{"error":"no such switch"}""", 400)
            : JsonAsync(context, "{}");
    }

    public static Task JsonAsync(HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=UTF-8";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
