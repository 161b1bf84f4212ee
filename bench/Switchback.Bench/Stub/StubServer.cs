using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Switchback.Bench.Stub;

/// <summary>
/// Two clusters on loopback that answer what pollers ask out of bodies made beforehand. Each read of all the leaders' positions
/// begins a new generation, so that every poll brings changes whatever its pace.
/// </summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly StubWorld _world;
    private readonly StubCounts _counts = new();
    private readonly TimeProvider _time;
    private readonly List<WebApplication> _apps = [];

    private StubServer(int followers, TimeProvider time) => (_world, _time) = (new StubWorld(followers), time);

    public string LeaderUrl => _apps[0].Urls.Single();

    public string FollowerUrl => _apps[1].Urls.Single();

    public static async Task<StubServer> StartAsync(int followers, TimeProvider time)
    {
        var server = new StubServer(followers, time);
        await server.OpenAsync(new StubCluster(new ClusterBodies(ClusterBodies.Leader, isLeader: true, followers), followers), moves: true);
        await server.OpenAsync(new StubCluster(new ClusterBodies(ClusterBodies.Follower, isLeader: false, followers), followers), moves: false);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
    }

    private async Task OpenAsync(StubCluster cluster, bool moves)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, cluster, moves));
        _apps.Add(app);
        await app.StartAsync();
    }

    private async Task AnswerAsync(HttpContext context, StubCluster cluster, bool moves)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path == "/_stub")
        {
            await context.Response.WriteAsync(_counts.Report().ToJsonString());
            return;
        }

        context.Response.Headers["X-elastic-product"] = "Elasticsearch";
        context.Response.ContentType = "application/json; charset=UTF-8";
        if (path.StartsWith("/_security/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(SmallBodies.NoUsers, context.RequestAborted);
            _counts.Answered(cluster.Name, StubCluster.Kind(path), SmallBodies.NoUsers.Length);
            return;
        }
        string? filter = context.Request.Query["filter_path"];
        if (cluster.Of(path, filter) is not { } prepared)
        {
            _counts.NotKnown(cluster.Name, path);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.Body.WriteAsync("""{"error":{"type":"resource_not_found_exception","reason":"the stub has no such answer"},"status":404}"""u8.ToArray(), context.RequestAborted);
            return;
        }

        var isNext = moves && StubCluster.IsPositions(path, filter);
        var (body, generation) = Take(prepared, Zips(context), isNext);
        if (Zips(context)) context.Response.Headers.ContentEncoding = "gzip";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        _counts.Answered(cluster.Name, StubCluster.Kind(path), body.Length);
        if (isNext) _counts.Left(generation, _time.GetUtcNow());
    }

    private (byte[] Body, int Generation) Take(PreparedBody prepared, bool zips, bool isNext)
    {
        lock (_world)
        {
            if (isNext) _world.Advance();
            return (prepared.Of(_world, _time, zips), _world.Generation);
        }
    }

    private static bool Zips(HttpContext context) => context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
}
