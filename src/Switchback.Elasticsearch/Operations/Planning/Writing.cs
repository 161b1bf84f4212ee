using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>The steps as people read them, one place for all verbs. Each takes the names of the items, which are on one cluster.</summary>
internal static class Writing
{
    public static StepWords Pause(string member, IReadOnlyCollection<string> names, string? undo) => new(
        $"Pause {Counted.Followers(names)} on {member}: nothing is read from the leader until {It(names)} {Counted.Is(names)} resumed.",
        $"{member} lists no follow tasks for {It(names)} any more.", undo);

    public static StepWords Resume(string member, IReadOnlyCollection<string> names, string with, string? undo = null) => new(
        $"Resume {Counted.Followers(names)} on {member} with {with}.",
        $"{member} lists follow tasks for {Each(names)} again, without a fatal error.", undo);

    public static StepWords Close(string member, IReadOnlyCollection<string> names, string undo) => new(
        $"Close {Counted.Followers(names)} on {member}: {It(names)} can be neither searched nor written until {It(names)} {Counted.Is(names)} open again.",
        $"{member} says that {Each(names)} is closed.", undo);

    public static StepWords Open(string member, IReadOnlyCollection<string> names, string? undo = null) => new(
        $"Open {Counted.Followers(names)} on {member}.",
        $"{member} says that {Each(names)} is open and has started its primary shards.", undo);

    public static StepWords Unfollow(string member, IReadOnlyCollection<string> names) => new(
        $"Unfollow {Counted.Followers(names)} on {member}: {It(names)} become{(names.Count == 1 ? "s" : "")} ordinary and writable. Nothing takes that back.",
        $"{member} no longer has follow metadata for {Each(names)}.");

    public static StepWords FollowNew(string member, IReadOnlyCollection<string> names, string from) => new(
        $"Copy {Counted.Followers(names)} from {from} to {member} and follow from there on.",
        $"{member} has {Each(names)} with started primary shards and with follow tasks.", "Delete the new follower: nothing else is touched by it.");

    public static StepWords FollowOver(string member, IReadOnlyCollection<string> names, string from) => new(
        $"Copy {Counted.Followers(names)} anew from {from} over what {member} has: its data are replaced. Nothing takes that back.",
        $"{member} has {Each(names)} with started primary shards copied from the leader that is there now, and with follow tasks.");

    public static StepWords Delete(string member, IReadOnlyCollection<string> names) => new(
        $"Delete {Counted.Followers(names)} on {member}. Nothing takes that back.",
        $"{member} has no index with the identity that {Each(names)} had.");

    public static StepWords PromoteStreams(string member, IReadOnlyCollection<string> streams) => new(
        $"Promote {Counted.Of(streams, "data streams")} on {member}: {It(streams)} take{(streams.Count == 1 ? "s" : "")} writes there after the rollover, and nothing more of {(streams.Count == 1 ? "it" : "them")} is followed. Nothing takes that back.",
        $"{member} no longer marks {Each(streams)} as a copy.");

    public static StepWords Rollover(string member, IReadOnlyCollection<string> streams) => new(
        $"Roll {Counted.Of(streams, "data streams")} over on {member}: writes go to a new index there, and the one before it can be closed.",
        $"{member} has a newer write index for {Each(streams)}.");

    public static StepWords Forget(string member, int leases, IReadOnlyCollection<string> names) => new(
        $"Remove {(leases == 1 ? "a retention lease" : $"{leases} retention leases")} from {Counted.Of(names, "leaders")} on {member}: history is no longer kept for a follower that is no more.",
        $"{member} no longer lists {(leases == 1 ? "it" : "any of them")}.");

    private static string It(IReadOnlyCollection<string> names) => names.Count == 1 ? "it" : "they";

    private static string Each(IReadOnlyCollection<string> names) => names.Count == 1 ? names.First() : "each of them";
}
