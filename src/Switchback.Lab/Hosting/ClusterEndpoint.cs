using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Switchback.Lab.Clusters;
using Switchback.Lab.Control;
using Switchback.Lab.Faults;
using Switchback.Lab.Http;

namespace Switchback.Lab.Hosting;

/// <summary>The HTTP port of one cluster. Closing it refuses new connections and breaks the open ones, as a killed process does.</summary>
public sealed class ClusterEndpoint(LabHost host, string cluster, int port)
{
    private const long LargestBody = 100L * 1024 * 1024;

    private readonly Laboratory _lab = host.Laboratory;
    private readonly HashSet<ConnectionContext> _connections = [];
    // Opening and closing take turns: a start right after a stop must find the port free.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly X509Certificate2? _certificate = host.Authority?.Issue(cluster);
    private WebApplication? _server;
    private int _port = port;

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{_port}";

    public bool IsOpen => _server is not null;

    public async Task OpenAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_server is null) await ListenAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task CloseAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_server is not { } server) return;
            Abort();
            await server.StopAsync();
            Abort();
            await server.DisposeAsync();
            _server = null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        if (_certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        var server = builder.Build();
        server.Run(HandleAsync);
        await server.StartAsync(cancellationToken);
        var address = server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        // The port stays the cluster's own through stops and starts.
        _port = new Uri(address).Port;
        _server = server;
        _lab[cluster].Node.HttpAddress = $"127.0.0.1:{_port}";
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        // Longer lines and headers than Elasticsearch takes are let in, so that its own answer can be given (contract 0.36).
        kestrel.Limits.MaxRequestLineSize = 256 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 512 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 1000;
        kestrel.Listen(IPAddress.Loopback, _port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => TrackAsync(next, connection));
            if (_certificate is not null) listen.UseHttps(_certificate);
        });
    }

    private async Task TrackAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        lock (_connections) _connections.Add(connection);
        try
        {
            await next(connection);
        }
        finally
        {
            lock (_connections) _connections.Remove(connection);
        }
    }

    private void Abort()
    {
        lock (_connections)
            foreach (var connection in _connections)
                connection.Abort(new ConnectionAbortedException("the cluster was stopped"));
    }

    private async Task HandleAsync(HttpContext context)
    {
        // Elasticsearch says nothing of the time. A header of one value that is none is how Kestrel is kept from writing it.
        context.Response.Headers.Date = new Microsoft.Extensions.Primitives.StringValues([null]);
        LabRequest request;
        try
        {
            request = await ReadAsync(context);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            // Too large, or not what it claims to be: refused before anybody looks at it, with no word.
            context.Response.StatusCode = e.StatusCode;
            context.Response.ContentLength = 0;
            return;
        }
        if (ControlApi.IsFor(request))
        {
            await ControlAsync(context, request);
            return;
        }
        var exchange = await ExchangeAsync(request);
        if (exchange.Response is { } response && !exchange.Breaks)
        {
            using var leaving = host.Leaving.Begin();
            await WriteAsync(context, response);
            _lab.Truth.Answered(_lab[cluster], request, response.Status, response.Whole);
            return;
        }
        await BreakOffAsync(context, exchange.Response);
    }

    private async Task<Exchange> ExchangeAsync(LabRequest request)
    {
        try
        {
            return await _lab.Loop.InvokeAsync(async () =>
            {
                var target = _lab[cluster];
                await target.Runtime.WhenRunningAsync();
                return await new FaultyAnswer(target).AnswerAsync(request);
            });
        }
        catch (NodeStoppedException)
        {
            return Exchange.BrokenOff;
        }
    }

    /// <summary>Sends what there is of an answer under the length of a longer one, then hangs up.</summary>
    private static async Task BreakOffAsync(HttpContext context, WireResponse? part)
    {
        if (part is not null)
        {
            context.Response.StatusCode = part.Status;
            foreach (var (name, value) in part.Headers) context.Response.Headers.Append(name, value);
            context.Response.ContentLength = part.Body.Length + 1;
            await context.Response.Body.WriteAsync(part.Body);
            await context.Response.Body.FlushAsync();
        }
        context.Abort();
    }

    private async Task ControlAsync(HttpContext context, LabRequest request)
    {
        var answer = await host.Control.HandleAsync(request, cluster);
        if (answer.Afterwards is not null)
        {
            // This very connection outlives its port until the answer is out; it then ends by itself.
            context.Response.Headers.Connection = "close";
            lock (_connections) _connections.RemoveWhere(connection => connection.ConnectionId == context.Connection.Id);
        }
        var body = System.Text.Encoding.UTF8.GetBytes(answer.Body.ToJsonString());
        await WriteAsync(context, new WireResponse(answer.Status, [new("Content-Type", "application/json")], body));
        if (answer.Afterwards is { } afterwards) host.Later(afterwards);
    }

    private static async Task<LabRequest> ReadAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new LabRequest(context.Request.Method, target, headers, await RequestBody.ReadAsync(context.Request, context.RequestAborted));
    }

    private static async Task WriteAsync(HttpContext context, WireResponse response)
    {
        context.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers) context.Response.Headers.Append(name, value);
        var body = ResponseCompression.Compress(context, response.Body);
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(body);
        await context.Response.CompleteAsync();
    }
}
