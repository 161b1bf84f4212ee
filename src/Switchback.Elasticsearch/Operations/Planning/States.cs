using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Why an item in a state cannot be worked on, in the words that several verbs share.</summary>
internal static class States
{
    /// <summary>What no verb for a follower can be done to; null when it is a follower that is complete.</summary>
    public static Takes? NoUsableFollower(Target target) => target.Kind switch
    {
        VerdictKind.Unknown => Takes.Refused($"{target.Item.Member} does not answer: how it is now is not known.", $"Bring {target.Item.Member} back, or wait until it answers."),
        VerdictKind.NotFollowed => Takes.Refused("Nothing follows here yet: there is no such follower.", "Create the follower."),
        VerdictKind.Promoted or VerdictKind.LeftClosed => Takes.Refused("It follows nothing any more: it is an ordinary index.", "Let its old leader follow it, or follow its leader anew once its own writes are safe."),
        VerdictKind.Copying => Takes.Refused("It is still being copied: until that is complete it can be neither paused, closed nor unfollowed.", "Wait for the copy, or delete it."),
        _ => null,
    };

    /// <summary>Resuming and following ask the leader first, and hang when it is silent.</summary>
    public static Takes? NoLeader(Target target)
    {
        if (target.Kind == VerdictKind.SourceGone)
            return Takes.Refused($"{target.LeaderName} no longer has the index it was copied from, or that has another history: it cannot go on from there.", "Promote it, or recreate it from what the leader has now.");
        if (target.LeaderAnswers == false)
            return Takes.Refused($"{target.LeaderName} does not answer: starting again asks it first, and hangs or is refused.", $"Bring {target.LeaderName} back; or promote the copy.");
        return CutOff(target);
    }

    /// <summary>What it would be refused for after the pause, and then be left paused.</summary>
    public static Takes? CutOff(Target target) => target switch
    {
        { Kind: VerdictKind.SourceUnreachable } => Takes.Refused($"{target.Item.Member} cannot reach {target.LeaderName}: once stopped, it could not be started again.", $"Repair the line, or the remote {target.Item.Source.Link}, first."),
        { Kind: VerdictKind.ReadErrors, Item.Verdict.Remedy: Remedy.RepairSource } => Takes.Refused($"Its leader on {target.LeaderName} is closed or not in service: once stopped, it could not be started again.", "Open or repair the leader: it goes on by itself then."),
        _ => null,
    };

    /// <summary>The newest index of a stream takes its writes; the cluster refuses to close or delete it.</summary>
    public static Takes? WriteIndex(Target target, string wish) => target.Place is { TakesWrites: true } place
        ? Takes.Refused($"It is the write index of the data stream {place.Stream.Name}, and no cluster lets that be {wish}.",
            place.Stream.Replicated
                ? $"Promote the data stream first (POST /_data_stream/_promote/{place.Stream.Name}), then roll it over (POST /{place.Stream.Name}/_rollover)."
                : $"Roll the data stream over first (POST /{place.Stream.Name}/_rollover).")
        : null;

    /// <summary>Of a stream that was promoted nothing more can be followed.</summary>
    public static Takes? PromotedStream(Target target) => target.Place is { Stream.Replicated: false } place
        ? Takes.Refused($"The data stream {place.Stream.Name} was promoted here: none of its indices can be followed any more.", $"Delete the data stream {place.Stream.Name} here first, when nothing of it is needed.")
        : null;

    /// <summary>The side that leads is never destroyed, whatever a single index looks like.</summary>
    public static Takes? ActiveSide(Target target) => target.IsOnActiveSide
        ? Takes.Refused($"{target.Item.Member} is the active side of the pair {target.Item.Pair}, by record or by what is seen: what it holds may be the only copy.", "Record which side leads, when that is wrong.")
        : null;
}
