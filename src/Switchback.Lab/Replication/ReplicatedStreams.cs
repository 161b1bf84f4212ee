using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>
/// Following a backing index makes a local data stream, marked as replicated, or extends it, in the same step. Once that stream
/// was promoted, nothing more of it can be followed.
/// </summary>
public static class ReplicatedStreams
{
    /// <summary>Inside the update that makes the follower. Returns the stream's name; null when the leader belongs to none.</summary>
    public static string? Join(Cluster cluster, FollowRequest request, LeaderIndex leader)
    {
        if (leader.Stream is not { } remote) return null;
        var name = request.DataStreamName ?? remote.Name;
        if (!cluster.Profile.RenamesDataStreams && request.FollowerIndex != request.LeaderIndex)
            throw Errors.IllegalArgument("a backing index name in the local and remote cluster must remain the same");
        if (!cluster.State.DataStreams.TryGetValue(name, out var local))
        {
            local = new DataStreamState(name, remote.TimestampField) { IsReplicated = true, IsHidden = remote.IsHidden };
            cluster.State.DataStreams[name] = local;
        }
        if (!local.IsReplicated)
        {
            throw Errors.IllegalArgument(
                $"cannot follow backing index [{request.FollowerIndex}], because local data stream [{name}] is no longer marked as replicated");
        }
        local.Generation = remote.Generation;
        if (!local.Indices.Contains(request.FollowerIndex)) local.Indices.Add(request.FollowerIndex);
        // The newest takes the writes, whichever was followed last.
        local.Indices.Sort(StringComparer.Ordinal);
        return name;
    }
}
