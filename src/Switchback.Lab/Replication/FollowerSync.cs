using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Indices.Rules;
using Switchback.Lab.Mappings;

namespace Switchback.Lab.Replication;

/// <summary>
/// Makes a follower's mapping, settings and aliases what its leader's are. Settings that the leader dropped stay on the
/// follower, as they do in Elasticsearch. Each returns the leader's version it has reached.
/// </summary>
public sealed class FollowerSync(Cluster cluster, FollowTask task)
{
    private static readonly TimeSpan WaitForShards = TimeSpan.FromSeconds(30);

    private Leader Leader => new(cluster, task.RemoteCluster, task.LeaderIndex, task.User);

    public async Task<long> MappingAsync()
    {
        var leader = await Leader.StateAsync(task.LeaderUuid);
        var follower = Follower();
        if (!JsonNode.DeepEquals(follower.Mapping, leader.Mapping))
        {
            await cluster.Master.UpdateAsync(() => MappingService.Set(Follower(), leader.Mapping));
            cluster.Indices.RaiseChanged(follower);
        }
        return leader.MappingVersion;
    }

    public async Task<long> SettingsAsync()
    {
        var leader = await Leader.StateAsync(task.LeaderUuid);
        var changed = Changed(LocalSettings.Replicated(leader.Settings), LocalSettings.Replicated(Follower().Settings));
        if (changed.Count == 0) return leader.SettingsVersion;
        var needsClosing = changed.Keys.Any(key => IndexSettingCatalogue.Find(key) is not { Life: SettingLife.Dynamic });
        if (needsClosing) await CloseAsync();
        await cluster.Master.UpdateAsync(() => IndexSettingsChange.Apply(Follower(), changed));
        cluster.Indices.RaiseChanged(Follower());
        if (needsClosing) await cluster.Indices.OpenClose.OpenAsync([Follower()], ActiveShards.Default, WaitForShards);
        return leader.SettingsVersion;
    }

    public async Task<long> AliasesAsync()
    {
        var leader = await Leader.StateAsync(task.LeaderUuid);
        // A follower takes no writes, so none of its aliases points them at it.
        var wanted = leader.Aliases.Select(alias => alias with { IsWriteIndex = false }).ToList();
        if (Same(wanted, Follower())) return leader.AliasesVersion;
        await cluster.Master.UpdateAsync(() =>
        {
            var follower = Follower();
            follower.Aliases.Clear();
            foreach (var alias in wanted) follower.Aliases[alias.Name] = alias;
            follower.AliasesVersion++;
        });
        cluster.Indices.RaiseChanged(Follower());
        return leader.AliasesVersion;
    }

    private async Task CloseAsync()
    {
        var (_, acknowledged) = await cluster.Indices.OpenClose.CloseAsync([Follower()], ActiveShards.Default, WaitForShards);
        if (!acknowledged && Follower().IsOpen) throw ShardErrors.NotFound(Follower().Shards[0]);
    }

    private IndexState Follower() =>
        cluster.State.Find(task.FollowerIndex) is { } follower && follower.Uuid == task.FollowerUuid
            ? follower
            : throw Errors.IndexNotFoundBare(task.FollowerIndex);

    private static Settings Changed(Settings leader, Settings follower) => leader.Where(key =>
        IndexSettingCatalogue.Find(key) is { Life: not (SettingLife.Private or SettingLife.Internal) }
        && !leader[key]!.Equals(follower[key]));

    private static bool Same(IReadOnlyList<AliasState> wanted, IndexState follower) =>
        wanted.Count == follower.Aliases.Count && wanted.All(alias => follower.Aliases.TryGetValue(alias.Name, out var has)
            && has with { Filter = null } == alias with { Filter = null } && JsonNode.DeepEquals(has.Filter, alias.Filter));
}
