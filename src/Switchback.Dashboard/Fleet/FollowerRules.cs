using System.Globalization;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Dashboard.Fleet;

/// <summary>From facts to a named state. Pure: the same facts give the same verdict.</summary>
public static class FollowerRules
{
    /// <summary>A healthy task asks again at least this often (its <c>read_poll_timeout</c>); half as much again is silence.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(90);

    /// <summary>Below this a busy follower is merely between two reads.</summary>
    private const long Behind = 1000;

    /// <param name="facts">The follower, as its cluster reports it.</param>
    /// <param name="own">Its own positions; null when unknown.</param>
    /// <param name="lag">Operations it has yet to get, by the leader's own positions; null when unknown.</param>
    public static FollowerVerdict Judge(FollowerFacts facts, CopyPositions? own, long? lag) => facts switch
    {
        { Tasks.Fatal: { } fatal } => new(Grade.Bad, "Failed", Words(fatal)),
        { Status: FollowerStatus.Paused, IsOpen: false } =>
            new(Grade.Resting, "Paused and closed", "Closed to searches and writes, and nothing is read from the leader. Open it, then resume it."),
        { Status: FollowerStatus.Active, IsOpen: false } => new(Grade.Bad, "Closed while following", "Writes fail until it is opened."),
        // While an index is being copied its cluster calls it paused too; it has no started shard yet.
        { Status: FollowerStatus.Paused } when own is { Shards.Count: 0 } => new(Grade.Working, "Copying", "The first copy from the leader is under way."),
        { Status: FollowerStatus.Paused } => new(Grade.Resting, "Paused", "Nothing is read from the leader until someone resumes it."),
        { Status: FollowerStatus.Unknown } => new(Grade.Unknown, "Unknown", "Its cluster reports a state that this version does not know."),
        { Tasks: null } => new(Grade.Working, "Starting", "Its replication tasks have not reported yet."),
        { Tasks.Retried: { } trouble } when IsLine(trouble) => new(Grade.Bad, "Leader unreachable", Retries(trouble)),
        { Tasks.Retried: { } trouble } => new(Grade.Risk, "Retrying", Retries(trouble)),
        // A frozen leader raises no error at all: only the time since the last answer grows.
        { Tasks.SinceLastRead: { } waited } when waited > Silence =>
            new(Grade.Risk, "Leader silent", $"The leader has not answered a read for {waited.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s."),
        _ when lag >= Behind => new(Grade.Watch, "Catching up"),
        _ => new(Grade.Fine, "Following"),
    };

    /// <summary>
    /// Operations that the leader has and the follower has not, by each one's own word. The follower's statistics also carry a
    /// leader position, but that is what it last heard: nearly always equal to its own, even when it is far behind.
    /// </summary>
    public static long? Lag(CopyPositions? leader, CopyPositions? follower)
    {
        if (leader is null || follower is null || leader.Shards.Count == 0)
        {
            return null;
        }

        long lag = 0;
        foreach (var (shard, marks) in leader.Shards)
        {
            if (!follower.Shards.TryGetValue(shard, out var own))
            {
                return null;
            }

            lag += Math.Max(0, marks.Newest - own.Safe);
        }

        return lag;
    }

    private static bool IsLine(ReadTrouble trouble) =>
        trouble.Type is "connect_transport_exception" or "node_not_connected_exception" or "node_disconnected_exception" or "no_such_remote_cluster_exception"
            or "no_seed_node_left_exception" or "connect_exception";

    private static string Words(ReadTrouble trouble) => string.IsNullOrEmpty(trouble.Reason) ? trouble.Type : trouble.Reason;

    private static string Retries(ReadTrouble trouble) =>
        $"{Words(trouble)} (tried {trouble.Retries.ToString(CultureInfo.InvariantCulture)} times)";
}
