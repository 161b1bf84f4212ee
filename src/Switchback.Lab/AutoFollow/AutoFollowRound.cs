using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Replication;

namespace Switchback.Lab.AutoFollow;

/// <summary>One look at a leader's metadata: follows what the patterns match and nobody has dealt with yet.</summary>
public sealed class AutoFollowRound(Cluster cluster, AutoFollowStats stats, string remote)
{
    private AutoFollowState State => cluster.State.AutoFollow;

    public async Task FollowAsync(IReadOnlyList<string> names, LeaderMetadata leader)
    {
        var outcomes = new List<Task<Outcome>>();
        foreach (var pattern in names.Select(State.Patterns.GetValueOrDefault).OfType<AutoFollowPattern>())
            foreach (var index in leader.Indices)
                if (index.IsReady && pattern.Matches(index.Name, index.DataStream) && !State.HasFollowed(pattern.Name, index.Uuid))
                    outcomes.Add(TryAsync(pattern, index));
        await ForgetObsoleteAsync(names, leader);
        var done = await Task.WhenAll(outcomes);
        stats.Purge([.. State.Patterns.Keys]);
        foreach (var name in names) stats.FetchWorked(name);
        foreach (var (pattern, index, failure) in done)
        {
            if (failure is null) stats.Followed(pattern, index);
            else stats.NotFollowed(pattern, index, failure);
        }
    }

    private async Task<Outcome> TryAsync(AutoFollowPattern pattern, LeaderIndexFacts index)
    {
        try
        {
            await FollowAsync(pattern, index);
            return new Outcome(pattern.Name, index.Name, null);
        }
        catch (ElasticException e)
        {
            return new Outcome(pattern.Name, index.Name, e);
        }
    }

    private async Task FollowAsync(AutoFollowPattern pattern, LeaderIndexFacts index)
    {
        // Paused patterns count here too.
        var others = State.Patterns.Values
            .Where(other => other.Name != pattern.Name && other.RemoteCluster == remote && other.Matches(index.Name, index.DataStream))
            .Select(other => other.Name).ToList();
        if (others.Count > 0)
            throw Failure($"index to follow [{index.Name}] for pattern [{pattern.Name}] matches with other patterns [{string.Join(", ", others)}]");
        if (!index.KeepsHistory)
        {
            await RecordAsync(pattern, index);
            throw Failure($"index [{index.Name}] cannot be followed, because soft deletes are not enabled");
        }
        if (index.IsSearchableSnapshot)
        {
            await RecordAsync(pattern, index);
            throw Failure($"index to follow [{index.Name}] is a searchable snapshot index and cannot be used for cross-cluster replication purpose");
        }
        var follower = FollowerName.Of(pattern, index.Name, cluster.Profile);
        if (cluster.State.Find(follower)?.Ccr?.LeaderIndexUuid != index.Uuid)
        {
            await cluster.Replication.Follow.RunAsync(new FollowRequest
            {
                FollowerIndex = follower,
                RemoteCluster = remote,
                LeaderIndex = index.Name,
                DataStreamName = FollowerName.OfDataStream(pattern, index.DataStream, cluster.Profile),
                Settings = pattern.Settings.Prefixed("index."),
                Parameters = pattern.Parameters,
                WaitForActiveShards = ActiveShards.None,
            }, pattern.Creator);
        }
        await RecordAsync(pattern, index);
    }

    private Task RecordAsync(AutoFollowPattern pattern, LeaderIndexFacts index) =>
        cluster.Master.UpdateAsync(() => State.Record(pattern.Name, index.Uuid));

    private async Task ForgetObsoleteAsync(IReadOnlyList<string> names, LeaderMetadata leader)
    {
        if (!State.Obsolete(names, leader.Indices).Any()) return;
        await cluster.Master.UpdateAsync(() =>
        {
            foreach (var (pattern, uuid) in State.Obsolete(names, leader.Indices).ToList()) State.Followed[pattern].Remove(uuid);
        });
    }

    private static ElasticException Failure(string reason) => new(500, "exception", reason);

    private sealed record Outcome(string Pattern, string Index, ElasticException? Failure);
}
