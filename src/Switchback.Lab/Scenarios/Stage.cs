using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Control;
using Switchback.Lab.Hosting;

namespace Switchback.Lab.Scenarios;

/// <summary>What every scenario needs: two sides, indices with documents, followers, pauses. The first cluster is home.</summary>
public sealed class Stage(LabHost host)
{
    private readonly Random _random = new(host.Laboratory.Options.Seed);

    public Laboratory Lab => host.Laboratory;

    public LabCaller Call { get; } = new(host.Laboratory);

    public string Home => Lab.Clusters[0].Name;

    public string Away => Lab.Clusters[1].Name;

    public Random Random => _random;

    /// <summary>Home becomes a remote of away under its own name.</summary>
    public Task ConnectAsync(string from, string to) => Call.PutAsync(from, "/_cluster/settings", new JsonObject
    {
        ["persistent"] = new JsonObject { [$"cluster.remote.{to}.seeds"] = new JsonArray(Lab[to].Node.TransportAddress) },
    });

    public Task CreateAsync(string cluster, string index, int shards = 1, JsonObject? mappings = null, JsonObject? settings = null)
    {
        var all = new JsonObject { ["index.number_of_shards"] = shards, ["index.number_of_replicas"] = 0 };
        foreach (var (key, value) in settings ?? []) all[key] = value?.DeepClone();
        var body = new JsonObject { ["settings"] = all };
        if (mappings is not null) body["mappings"] = mappings;
        return Call.PutAsync(cluster, $"/{index}", body);
    }

    /// <summary>Plain documents with ids that say which they are.</summary>
    public async Task WriteAsync(string cluster, string index, int count, string idPrefix = "d")
    {
        for (var from = 0; from < count; from += 1000)
        {
            var lines = new StringBuilder();
            for (var i = from; i < Math.Min(count, from + 1000); i++)
                lines.Append($"{{\"index\":{{\"_id\":\"{idPrefix}{i}\"}}}}\n").Append(LogLine(i)).Append('\n');
            await Call.BulkAsync(cluster, index, lines.ToString());
        }
    }

    public Task FollowAsync(string follower, string leader, JsonObject? parameters = null)
    {
        var body = new JsonObject { ["remote_cluster"] = Home, ["leader_index"] = leader };
        foreach (var (key, value) in parameters ?? []) body[key] = value?.DeepClone();
        return Call.PutAsync(Away, $"/{follower}/_ccr/follow?wait_for_active_shards=1", body);
    }

    /// <summary>A leader at home with documents, its follower away, caught up.</summary>
    public async Task PairAsync(string leader, string? follower = null, int shards = 1, int documents = 20)
    {
        await CreateAsync(Home, leader, shards);
        await WriteAsync(Home, leader, documents);
        await FollowAsync(follower ?? leader, leader);
        await CaughtUpAsync(follower ?? leader, documents);
    }

    /// <summary>Waits until the follower has applied as many operations as its leader was given.</summary>
    public Task CaughtUpAsync(string follower, int operations) => Call.UntilAsync(Away, $"/{follower}/_ccr/stats", stats =>
        stats?["indices"]?[0]?["shards"] is JsonArray shards
        && shards.Sum(shard => (long)shard!["follower_global_checkpoint"]! + 1) >= operations);

    public Task PauseAsync(string follower) => Call.PostAsync(Away, $"/{follower}/_ccr/pause_follow");

    public Task CloseAsync(string index) => Call.PostAsync(Away, $"/{index}/_close");

    public Task AdvanceAsync(TimeSpan span) => Lab.Loop.AdvanceAsync(span);

    /// <summary>The same as asking <c>/_lab</c> over HTTP.</summary>
    public async Task ControlAsync(string path, JsonObject? body = null)
    {
        var request = new Http.LabRequest("POST", "/_lab/" + path, null, body is null ? default : Encoding.UTF8.GetBytes(body.ToJsonString()));
        var answer = await host.Control.HandleAsync(request, Away);
        if (answer.Status >= 300) throw new ScenarioException($"POST /_lab/{path}: {answer.Status} {answer.Body.ToJsonString()}");
        if (answer.Afterwards is { } afterwards) await afterwards();
    }

    public Task LoadAsync(string cluster, string index, double rate, int updatePercent = 0) => ControlAsync("load", new JsonObject
    {
        ["cluster"] = cluster,
        ["index"] = index,
        ["rate"] = rate,
        ["update_percent"] = updatePercent,
    });

    private string LogLine(int i)
    {
        string[] levels = ["info", "info", "info", "warn", "error"];
        string[] services = ["cart", "checkout", "search", "stock"];
        return new JsonObject
        {
            ["@timestamp"] = Lab.Clock.GetUtcNow().AddSeconds(-i).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
            ["level"] = levels[_random.Next(levels.Length)],
            ["service"] = services[_random.Next(services.Length)],
            ["took_ms"] = _random.Next(1, 900),
        }.ToJsonString();
    }
}
