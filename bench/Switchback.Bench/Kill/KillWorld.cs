using System.Net.Http.Json;
using System.Text;
using Switchback.Lab.Hosting;
using Switchback.Lab.Truth;

namespace Switchback.Bench.Kill;

/// <summary>The clusters that outlive the app, inside this process: what happened in them is asked of nobody who may have lost it.</summary>
internal sealed class KillWorld : IAsyncDisposable
{
    /// <summary>As long as a real master took for one change: a run lasts long enough to be met in all its steps.</summary>
    private static readonly TimeSpan MasterCost = TimeSpan.FromMilliseconds(18);

    private readonly LabHost _lab;
    private readonly EffectLog _log;

    private KillWorld(LabHost lab) => (_lab, _log) = (lab, new EffectLog(lab.Laboratory));

    public string Addresses => $"clusterA:{new Uri(_lab.Url("clusterA")).Port},clusterB:{new Uri(_lab.Url("clusterB")).Port}";

    public static async Task<KillWorld> StartAsync(int followers, CancellationToken cancel)
    {
        var lab = await LabHost.StartAsync(new LabOptions { Seed = 7, MasterCost = MasterCost }, cancel);
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(lab.Url("clusterA") + "/_lab/seed", new { leader = "clusterA", follower = "clusterB", count = followers, prefix = "k-", documents = 2 }, cancel);
        answer.EnsureSuccessStatusCode();
        return new KillWorld(lab);
    }

    /// <summary>What was until now is of no concern.</summary>
    public void Begin()
    {
        _lab.Laboratory.Truth.Clear();
        _log.Begin();
    }

    public IReadOnlyList<string> SentUnseen() => _log.SentUnseen();

    /// <summary>Calls with effect that are still at work: their callers may be gone.</summary>
    public bool IsAtRest => _lab.Laboratory.Truth.Effects().All(effect => effect.UnderWay == 0);

    /// <summary>How these followers are, and how often each effect happened to them, with their names and uuids taken out.</summary>
    public Task<string> PortraitAsync(IReadOnlyList<string> names) => _lab.Laboratory.Loop.InvokeAsync(() =>
    {
        var text = new StringBuilder();
        var effects = EffectLog.Applied(_lab.Laboratory);
        foreach (var name in names)
        {
            foreach (var cluster in _lab.Laboratory.Clusters)
            {
                text.Append($"{cluster.Name}: ");
                if (cluster.State.Find(name) is not { } index) text.Append("nothing");
                else
                {
                    text.Append($"{(index.IsOpen ? "open" : "closed")} {(index.IsRestoring ? "copying" : "")} of {index.Ccr?.LeaderIndex}");
                    foreach (var task in cluster.State.FollowTasks.Of(name)) text.Append($" task {task.Parameters}");
                    foreach (var shard in index.Shards) text.Append($" {shard.Routing} {shard.Store.Live().Count()} documents {shard.Leases.All.Count} leases");
                }

                text.Append('\n');
            }

            foreach (var (call, times) in effects.Where(effect => effect.Key.Contains($"/{name}", StringComparison.Ordinal)).OrderBy(effect => effect.Key, StringComparer.Ordinal)) text.Append($"{times} x {call}\n");
            text.Replace(name, "NAME");
        }

        return text.ToString();
    });

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
