using Switchback.Core.Fleet;
using Switchback.Elasticsearch;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <summary>Asks both clusters about one follower, all questions at once, each with a short deadline of its own.</summary>
public sealed class FollowerReader(ElasticsearchClusters clusters, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public async Task<FollowerReading> ReadAsync(string cluster, string name, Source? source, FollowerReading before, CancellationToken cancel)
    {
        var own = clusters.Find(cluster);
        var leader = source?.Member is { } member ? clusters.Find(member) : null;
        string[] here = [name];
        string[] there = [source?.Name ?? ""];
        var tasks = AskAsync(own, before.Tasks, (it, token) => it.Following.StatsOfAsync(here, token), Tasks, [], cancel);
        var spots = AskAsync(own, before.Own, (it, token) => it.Indices.PositionsOfAsync(here, token), positions => Spots(positions, null), null, cancel);
        var info = AskAsync(own, before.Info, (it, token) => it.Following.InfoAsync(token, here), infos => infos.FirstOrDefault(one => one.Index == name), null, cancel);
        var settings = AskAsync(own, before.OwnSettings, (it, token) => it.Indices.SettingsAsync(here, token), all => all.GetValueOrDefault(name), null, cancel);
        var led = AskAsync(leader, before.Leader, (it, token) => it.Indices.PositionsOfAsync(there, token, PositionExtras.Leases), positions => Spots(positions, name), null, cancel);
        var leaderSettings = AskAsync(leader, before.LeaderSettings, (it, token) => it.Indices.SettingsAsync(there, token), all => all.GetValueOrDefault(there[0]), null, cancel);
        return new FollowerReading(await tasks, await spots, await led, await info, await settings, await leaderSettings, before.Remembered);
    }

    /// <summary>Two answers as they came, for a person to look at.</summary>
    public async Task<(string Stats, string Info)> RawAsync(string cluster, string name, CancellationToken cancel)
    {
        if (clusters.Find(cluster) is not { } own) return ("No such cluster is configured.", "");
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        var stats = own.Channel.RawAsync(FollowRequests.StatsOf([name]), either.Token);
        var info = own.Channel.RawAsync(FollowRequests.InfoOf([name]), either.Token);
        return (Text(await stats), Text(await info));
    }

    private static string Text(Answer<string> answer) => answer.TryGet(out var text, out var fault) ? PrettyJson.Of(text) : fault.Say();

    /// <param name="whenMissing">What a 404 means; null when it is a fault like any other.</param>
    private async Task<Part<T>> AskAsync<TAnswer, T>(
        ElasticsearchCluster? cluster, Part<T> before, Func<ElasticsearchCluster, CancellationToken, Task<Answer<TAnswer>>> ask, Func<TAnswer, T?> read, T? whenMissing, CancellationToken cancel)
        where T : class
    {
        if (cluster is null) return before with { Fault = "No configured cluster holds it, so it cannot be asked." };
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        var answer = await ask(cluster, either.Token);
        cancel.ThrowIfCancellationRequested();
        if (answer.TryGet(out var value, out var fault))
            return read(value) is { } found ? before.Next(found, time.GetUtcNow()) : before with { Fault = "The answer says nothing of it." };
        return fault is Fault.Missing && whenMissing is not null ? before.Next(whenMissing, time.GetUtcNow()) : before.Failed(fault, Patience);
    }

    private static IReadOnlyList<ShardTask> Tasks(FollowStats stats)
    {
        var tasks = new List<ShardTask>();
        foreach (ref readonly var follower in stats.Followers)
        {
            foreach (ref readonly var shard in stats.ShardsOf(follower))
            {
                tasks.Add(new ShardTask(
                    shard.ShardId, shard.MillisSinceLastRead is >= 0 and var millis ? TimeSpan.FromMilliseconds(millis) : null,
                    shard.FatalType, shard.FatalReason, shard.ReadErrorType, shard.ReadErrorReason, shard.ReadErrorCount,
                    Known(shard.FailedWriteRequests), Known(shard[ShardNumber.OperationsRead]), Known(shard[ShardNumber.BytesRead])));
            }
        }
        return tasks;
    }

    /// <param name="follower">Whose leases are kept; null for none.</param>
    private static IReadOnlyList<ShardSpot>? Spots(Positions positions, string? follower)
    {
        if (positions.IndexCount == 0) return null;
        var spots = new List<ShardSpot>();
        foreach (ref readonly var shard in positions.ShardsOf(positions.Indices[0]))
        {
            var leases = new List<HeldLease>();
            foreach (ref readonly var lease in positions.LeasesOf(shard))
            {
                if (follower is not null && lease.Parts()?.FollowerIndex == follower) leases.Add(new HeldLease(lease.RetainingSeqNo, lease.RenewedAt));
            }
            spots.Add(new ShardSpot(shard.ShardId, Known(shard.MaxSeqNo), Known(shard.GlobalCheckpoint), leases));
        }
        return spots;
    }

    private static long? Known(long number) => number == FollowStats.Absent ? null : number;
}
