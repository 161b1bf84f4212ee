using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Security;

namespace Switchback.Lab.Replication;

/// <summary>A leader index seen from a follower cluster: everything asked about it goes over the remote, with the caller's rights.</summary>
public sealed class Leader(Cluster cluster, string alias, string index, Principal? user)
{
    private const string ReadState = "cluster:monitor/state";

    /// <summary>
    /// What follow and resume_follow find out first, in this order: may the remote be followed at all, is the index there and
    /// open, may this user read it, and which history do its shards have.
    /// </summary>
    public async Task<(LeaderIndex Index, IReadOnlyList<string> History)> ExamineAsync()
    {
        await CheckLicenceAsync(cluster, alias, $"remote index [{alias}:{index}] metadata");
        var found = await AskAsync(ReadState, Metadata);
        if (!found.IsOpen) throw Errors.IndexClosed(found.Name, found.Uuid);
        await AskAsync("cluster:admin/xpack/security/user/has_privileges", leader =>
        {
            leader.Security.CheckMayFollow(user, [index]);
            return true;
        });
        return (found, await AskAsync("indices:monitor/stats", HistoryUuids));
    }

    /// <summary>The index as it is now. Another one of the same name is not it.</summary>
    public async Task<LeaderIndex> StateAsync(string uuid)
    {
        var found = await AskAsync(ReadState, Metadata);
        return found.Uuid == uuid ? found : throw Errors.IndexNotFoundBare(index);
    }

    /// <summary>Throws unless the remote answers and is licensed. What to fetch is named in the refusal.</summary>
    public static async Task CheckLicenceAsync(Cluster cluster, string alias, string toFetch)
    {
        Licences.LicenceService licence;
        try
        {
            licence = await cluster.Remotes.SendAsync(alias, "cluster:monitor/xpack/info", leader => Task.FromResult(leader.Licence));
        }
        catch (ElasticException e)
        {
            throw Errors.Status(400, $"can not fetch {toFetch} as the license state of the remote cluster [{alias}] could not be determined",
                new ElasticException(500, "exception", $"could not determine the license type for cluster [{alias}]") { CausedBy = e });
        }
        licence.RequiresFor(alias, toFetch);
    }

    private LeaderIndex Metadata(Cluster leader)
    {
        leader.Security.Check(user, ReadState, []);
        if (leader.State.Find(index) is { } found) return LeaderIndex.Of(leader, found);
        if (cluster.Profile.NamesWhatCannotLead)
        {
            if (leader.State.DataStreams.ContainsKey(index)) throw Errors.IllegalArgument($"cannot follow [{index}], because it is a DATA_STREAM");
            if (leader.Indices.Names.Behind(index).Count > 0) throw Errors.IllegalArgument($"cannot follow [{index}], because it is a ALIAS");
        }
        throw Errors.IndexNotFoundBare(index);
    }

    private IReadOnlyList<string> HistoryUuids(Cluster leader)
    {
        var found = leader.State.Find(index) ?? throw Errors.IndexNotFound(index);
        if (found.Shards.All(shard => shard.Routing == ShardRouting.Unassigned))
            throw Errors.IllegalArgument("no index stats available for the leader index");
        if (found.Shards.Any(shard => shard.Routing == ShardRouting.Initializing))
            throw Errors.IllegalArgument("leader index's commit stats are missing");
        if (found.Shards.FirstOrDefault(shard => !shard.IsStarted) is { } missing)
            throw Errors.IllegalArgument($"no history uuid for [{index}][{missing.Id}]");
        return [.. found.Shards.Select(shard => shard.HistoryUuid)];
    }

    private Task<T> AskAsync<T>(string action, Func<Cluster, T> question) =>
        cluster.Remotes.SendAsync(alias, action, leader => Task.FromResult(question(leader)));
}
