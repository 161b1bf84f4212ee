using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <summary>One shard as the table shows it. Positions are counted from one, so that they read as numbers of operations.</summary>
/// <param name="Said">What Elasticsearch said is wrong, in its own words.</param>
public sealed record ShardRow(int Shard, Grade Grade, string Word, long? Leader, long? Follower, long? Lag, string LastRead, Cause? Said);

/// <summary>From what both sides say of their shards to rows, shard by shard: sums hide the one that is stuck.</summary>
public static class ShardRows
{
    public static IReadOnlyList<ShardRow> Of(FollowerReading reading)
    {
        var tasks = reading.Tasks.Value ?? [];
        var own = reading.Own.Value ?? [];
        var leader = reading.Leader.Value ?? [];
        return [.. tasks.Select(task => task.Shard).Union(own.Select(spot => spot.Shard)).Union(leader.Select(spot => spot.Shard)).Order()
            .Select(shard => Row(
                shard, tasks.FirstOrDefault(task => task.Shard == shard), own.FirstOrDefault(spot => spot.Shard == shard), leader.FirstOrDefault(spot => spot.Shard == shard),
                areTasksKnown: reading.Tasks.Value is not null, isNow: reading is { Own.Fault: null, Leader.Fault: null }))];
    }

    private static ShardRow Row(int shard, ShardTask? task, ShardSpot? own, ShardSpot? leader, bool areTasksKnown, bool isNow)
    {
        var (there, here) = (leader?.Newest + 1, own?.Holds + 1);
        // Two answers of different ages say nothing of the distance between them.
        var lag = isNow && there is { } a && here is { } b ? Math.Max(0, a - b) : (long?)null;
        var (grade, word, said) = task switch
        {
            null when !areTasksKnown => (Grade.Unknown, "Not known", null),
            null => (Grade.Resting, "No task", null),
            { FatalType: { } type } => (Grade.Bad, "Failed", new Cause(type, task.FatalReason)),
            { ReadErrorType: { } type } => (Grade.Risk, "Read errors", new Cause(type, task.ReadErrorReason)),
            { FailedWrites: > 0 } when lag is not 0 => (Grade.Risk, "Writes refused", null),
            _ when lag is null => (Grade.Working, "Reading", null),
            _ => lag == 0 ? (Grade.Fine, "In step", (Cause?)null) : (Grade.Watch, "Behind", null),
        };
        var lastRead = task?.SinceLastRead is { } since ? Words.Ago(since) : task is null ? FollowerWords.Dash : "none yet";
        return new ShardRow(shard, grade, word, there, here, lag, lastRead, said);
    }
}
