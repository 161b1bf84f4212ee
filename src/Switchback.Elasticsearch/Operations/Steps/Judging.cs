using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// What the judgements of all kinds have in common. The words name no item: what is the same for a thousand items is one line
/// in the record.
/// </summary>
internal static class Judging
{
    public static ItemSight There(string seen) => new(Presence.There, seen);

    public static ItemSight UnderWay(string seen, double? progress = null) => new(Presence.UnderWay, seen) { Progress = progress };

    public static ItemSight Unclear(string seen) => new(Presence.Unclear, seen);

    /// <summary>Must not be done, whatever is still working.</summary>
    public static ItemSight Refused(this ItemScene scene, string seen, string why, string lift) =>
        new(Presence.Absent, seen, new Refusal(scene.Item.Key, why, lift));

    /// <summary>
    /// Not there. But no effect now proves nothing while a call that can bring it about is still working: an answer that was
    /// given up comes minutes later, when the leader is back.
    /// </summary>
    public static ItemSight Absent(this ItemScene scene, string seen, Refusal? refusal = null, bool passes = false) => scene.InFlight switch
    {
        CallsInFlight.ForThis => UnderWay($"{seen} A call for it is still working in the cluster."),
        CallsInFlight.Unnamed => UnderWay($"{seen} Such a call is still working in the cluster, and nothing tells for which index."),
        CallsInFlight.Unclear => Unclear($"{seen} Whether a call for it is still working could not be seen."),
        _ => new ItemSight(Presence.Absent, seen, refusal) { PassesByItself = passes },
    };

    public static ItemSight Absent(this ItemScene scene, string seen, string why, string lift, bool passes = false) =>
        scene.Absent(seen, new Refusal(scene.Item.Key, why, lift), passes);

    /// <summary>Null when the index of this name is the one that was planned for.</summary>
    public static ItemSight? Stranger(this ItemScene scene)
    {
        if (scene.Index is not { } index)
            return scene.Refused("There is no index of this name.", "The index is gone.", "Make a new plan, without it.");
        return scene.Item.Identity is { } planned && planned != index.Uuid
            ? scene.Refused("Another index carries this name now.", $"It was made anew after the plan: its uuid is {index.Uuid}, planned was {planned}.", "Look at it and make a new plan.")
            : null;
    }

    /// <summary>A call for a data stream is one call, however many indices back it.</summary>
    public static string MarkOfStream(PlanItem item) => $"{item.Member}/{item.Fact(ItemFacts.Stream)}";

    public static ItemSight NoStream(this ItemScene scene) =>
        scene.Refused("It backs no data stream.", $"It does not belong to the data stream {scene.Item.Fact(ItemFacts.Stream)} any more.", "Look at it and make a new plan.");

    /// <summary>Null when its tasks are known.</summary>
    public static ItemSight? Untold(this ItemScene scene) =>
        scene.Index?.Follows is not null && scene.Info is not { Status: not FollowerStatus.Unknown } ? Unclear("The cluster does not say whether it is active or paused.") : null;

    public static ItemSight Copying(this ItemScene scene, string what) => scene.Absent(
        "Its first copy is still being made.", $"While it is being copied it cannot be {what}.", "Wait until the copy is there. The only other way out is to delete it.", passes: true);

    /// <summary>Null when nothing stands in the way of following the leader, here or there.</summary>
    /// <param name="scene">What was read.</param>
    /// <param name="alias">The remote's.</param>
    /// <param name="uuid">The identity that the leader must have; null where any will do.</param>
    public static ItemSight? LeaderInTheWay(this ItemScene scene, string? alias, string? uuid)
    {
        // What is on its way is not to be judged but waited for.
        if (scene.InFlight != CallsInFlight.None) return null;
        if (scene.Around.Unreadable is { } unreadable) return Unclear($"Licence and remotes of the cluster could not be seen: {unreadable}");
        if (!scene.Around.Licensed)
            return scene.Absent("The cluster's licence does not cover it.", "This cluster's licence does not cover cross-cluster replication.", "Renew it: trial, platinum or enterprise.");
        return scene.Around.Remotes is { } remotes && !remotes.Contains(alias, StringComparer.Ordinal)
            ? scene.Absent("The remote cluster is not known.", $"No remote cluster is known here under the alias {alias}.", "Set it up again under this alias.")
            : LeaderItselfInTheWay(scene, uuid);
    }

    private static ItemSight? LeaderItselfInTheWay(ItemScene scene, string? uuid) => scene.Leader.State switch
    {
        LeaderState.Unreachable => scene.Absent(
            "The leader's cluster does not answer.", $"The leader's cluster cannot be reached: {scene.Leader.Words} A call would hang, or take effect at a time of its own.",
            "Wait until it is back, or see to it.", passes: true),
        LeaderState.Unreadable => Unclear($"The leader could not be looked at: {scene.Leader.Words}"),
        LeaderState.Unlicensed => scene.Absent("The licence of the leader's cluster does not cover it.", "The leader's cluster has no licence for cross-cluster replication.", "Renew it there."),
        LeaderState.Missing => scene.Absent("The leader is not there.", "There is nothing to follow: the leader index was deleted.", "Promote this copy, or follow another index."),
        LeaderState.Closed => scene.Absent("The leader is closed.", "A closed leader cannot be followed.", "Open the leader."),
        LeaderState.Open when uuid is not null && scene.Leader.Uuid != uuid => scene.Absent(
            "The leader is another index than before.", $"The leader was made anew: its uuid is {scene.Leader.Uuid}, this copy was taken of {uuid}.",
            "Copy it anew (recreate)."),
        LeaderState.NotOurs or LeaderState.Open => null,
    };
}
