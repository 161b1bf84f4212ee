using System.ComponentModel;

namespace Switchback.Dashboard.Api.Answers;

/// <summary>One follower. A number that cannot be known is null, never 0.</summary>
public sealed record FollowerAnswer(
    [property: Description("The configured name of the cluster that has the follower.")] string Cluster,
    string Index,
    [property: Description("Lower case with hyphens, for example read-errors.")] string Verdict,
    [property: Description("The verdict as people read it.")] string Word,
    [property: Description("What it rests on, in words. Empty when the word says it all.")] string Reason,
    [property: Description("What Elasticsearch itself said; null when it said nothing.")] CauseAnswer? Cause,
    [property: Description("What a person does about it; null when there is nothing to do.")] RemedyAnswer? Remedy,
    [property: Description("Since when the verdict stands; null when it stood already when the app first looked.")] DateTime? Since,
    LagAnswer Lag,
    [property: Description("The alias its cluster knows the leader's cluster by.")] string Remote,
    string Leader,
    [property: Description("The configured cluster that holds the leader, found by identity and not by the alias; null when none does.")] string? LeaderCluster,
    [property: Description("The pair in whose scope it is; null when it is in none.")] string? Pair,
    [property: Description("The auto-follow pattern that wants it; null when there is none.")] string? Pattern,
    string? DataStream,
    [property: Description("How many primary shards it has.")] int Shards,
    [property: Description("The size of its primary shards.")] long? Bytes,
    [property: Description("The newest operation it has, counted from one and summed over its shards.")] long? Position,
    [property: Description("The same of its leader, by the leader's own word.")] long? LeaderPosition,
    [property: Description("Until when the leader is bound to keep what this follower lacks; null while that clock does not run, or is not known; in the past when nothing binds the leader any more.")] DateTime? KeptUntil,
    [property: Description("The progress of the first copy; null when none is under way.")] CopyAnswer? Copy,
    [property: Description("Its name begins with a dot, as those of backing indices of data streams do.")] bool Hidden);

/// <summary>How far a follower is behind. Each part may be absent, and absent is not zero.</summary>
public sealed record LagAnswer(
    [property: Description("What the leader has and the follower lacks, over all shards.")] long? Operations,
    [property: Description("For how long the leader has had the first of them.")] double? Seconds,
    [property: Description("When it will have caught up at the pace of the last half minute; null when it is not closing the gap.")] double? CatchUpSeconds,
    [property: Description("The leader does not answer now: this is how it was then, and there may be more.")] bool AtLeast,
    [property: Description("When that was true: the older of what both clusters said last.")] DateTime? AsOf);

public sealed record CauseAnswer(string Type, string? Reason);

/// <param name="Id">Lower case with hyphens, for example open-and-resume.</param>
/// <param name="Name">As a button would say it.</param>
public sealed record RemedyAnswer(string Id, string Name, string Sentence);

/// <param name="Share">From 0 to 1.</param>
public sealed record CopyAnswer(long Bytes, long Total, double? Share, double? SecondsLeft);

/// <summary>One follower by itself, with its last hour.</summary>
public sealed record FollowerDetailAnswer(
    [property: Description("The snapshot this was taken from. Grows by one with each; begins anew when the app does.")] long Version,
    [property: Description("When that snapshot was put together.")] DateTime? AsOf,
    FollowerAnswer Follower,
    [property: Description("The largest lag of each of the last minutes, oldest first.")] IReadOnlyList<LagMinuteAnswer> LastHour);

/// <param name="Operations">Null when nothing was known in that minute.</param>
public sealed record LagMinuteAnswer(DateTime At, long? Operations);
