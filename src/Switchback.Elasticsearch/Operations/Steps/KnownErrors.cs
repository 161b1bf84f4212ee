using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>What an error of Elasticsearch means, and what to do about it. One table; the first line that fits decides.</summary>
internal static class KnownErrors
{
    private static readonly Known[] Table =
    [
        new(Reason("because an open index with same name already exists"),
            "An open index has this name: nothing was copied over it.", "If it is a paused follower, resume it; to copy it anew, close it first (recreate)."),
        new(Type(ErrorTypes.ResourceAlreadyExists),
            "It has follow tasks already.", "If they have failed, pause it first and resume it then: resuming alone does not help."),
        new(Reason("leader and follow index must be open"), "Leader and follower must both be open.", "Open the one that is closed and try again."),
        new(Reason("Not all copies of follow shard are started"), "Not all of its shards work yet.", "Wait until the copy or the recovery is over and try again."),
        new(Reason("does not have ccr metadata"), "It is no follower any more.", "Copy it anew to follow again."),
        new(Type(ErrorTypes.NoSuchRemote),
            "The remote cluster is not known here under this alias.",
            "Set the remote up again under its old alias. If it is connected, see that master and data nodes have the role remote_cluster_client."),
        new(Reason(ErrorTypes.RemoteNotLicensed), "The leader's cluster has no licence for cross-cluster replication.", "Renew the licence there: trial, platinum or enterprise."),
        new(Reason(ErrorTypes.NonCompliantLicence), "This cluster has no licence for cross-cluster replication.", "Renew it: trial, platinum or enterprise. Pausing and unfollowing need none."),
        new(Reason("could not be determined"), "The leader's cluster could not be reached to look at its licence.", "See that it is up and that the remote connects, then try again."),
        new(Reason("as leader index but instead reference"), "The leader was made anew under its name: it is another index than this copy was taken of.", "Copy it anew (recreate)."),
        new(Reason("as history uuid but instead reference"), "The leader's history is another one: it was restored, or a shard was allocated by force.", "Copy it anew (recreate)."),
        new(Reason("must be identical"), "Leader and follower have different settings where they must be equal.",
            "Set the follower's to the leader's; index.lifecycle.indexing_complete, set on the leader meanwhile, is the usual one.", SettingsDifference.Say),
        new(Reason("does not have soft deletes enabled"), "An index without soft deletes can neither lead nor follow.", "Reindex it on the leader with index.soft_deletes.enabled."),
        new(Reason("number_of_routing_shards"), "Leader and follower split documents over shards differently.", "Delete the follower and copy it to a new index."),
        new(error => Says(error, "does not match with the number of shards") || (Says(error, "cannot restore index [") && Says(error, "shards from a snapshot")),
            "Leader and follower have different numbers of shards.", "Delete the follower and copy it to a new index."),
        new(Reason("index.xpack.ccr.following_index] must be enabled"), "It is not marked as a follower.", "Copy it anew (recreate)."),
        new(Reason("because it has not been closed"), "It is open: only a closed follower can be unfollowed.", "Close it and try again."),
        new(Reason("because it has not been paused"), "It has follow tasks: only a paused follower can be unfollowed.", "Pause it and try again."),
        new(Reason("is not a follower index"), "It follows nothing.", "It may be unfollowed already: look at it."),
        new(Reason("no shard follow tasks for ["), "It has no follow tasks.", "It is paused already, or still being copied."),
        new(Reason("Cannot close indices that are being restored"), "It is still being copied.", "Wait until the copy is there, or delete it."),
        new(Reason("cannot close the following data stream write indices"), "It is the index that its data stream writes to.", "Promote the data stream and roll it over first."),
        new(Reason("no longer marked as replicated"), "The data stream has been promoted here: nothing more of it can be followed.", "Follow it into a stream of another name."),
        new(Reason("insufficient privileges to follow index"), "This user lacks privileges on the leader.", "Grant monitor and read on the leader, and read_ccr on its cluster."),
        new(Reason("is unauthorized for"), "This credential lacks a privilege.", "Grant it: manage_ccr on the cluster, manage_follow_index and manage on the index cover all steps."),
        new(error => Says(error, "because it is a ALIAS") || Says(error, "because it is a DATA_STREAM"), "An alias or a data stream cannot be followed.", "Name the index behind it."),
        new(Reason("failure store index"), "Indices of a failure store cannot be followed.", "Leave it out."),
        new(Reason("searchable snapshot index"), "A searchable snapshot cannot be followed.", "Mount the snapshot on this cluster instead."),
        new(Reason("no index stats available for the leader index"), "The leader's shards are not there yet, as in the seconds after its cluster came back.", "It is tried again by itself.") { Passes = true },
        new(Reason("commit stats are missing"), "The leader's shards are not there yet, as in the seconds after its cluster came back.", "It is tried again by itself.") { Passes = true },
        new(Reason("no history uuid for ["), "The leader's shards are not there yet, as in the seconds after its cluster came back.", "It is tried again by itself.") { Passes = true },
        new(Reason("that could override leader settings"), "Some of the settings given must be the leader's.", "Leave them out."),
        new(Reason("unknown setting"), "The cluster does not know one of the settings given.", "Correct or leave it out."),
        new(error => error.Metadata.ContainsKey(ErrorTypes.FailedToRemoveLeases),
            "It is unfollowed. The leader's cluster could not be told, and keeps history for it until its leases expire.", "Remove the leases when the leader is back (forget)."),
        new(Type("index_closed_exception"), "The leader is closed.", "Open it and try again."),
        new(Type(ErrorTypes.IndexNotFound), "There is no such index.", "It was deleted or renamed: make a new plan."),
        new(Type(ErrorTypes.ClusterBlock), "A block on the index or the cluster refuses it.", "Lift the block, or see why the cluster has no master."),
        new(Reason("Cluster state has not been recovered yet"), "The cluster has only just started.", "It is tried again by itself."),
    ];

    /// <summary>The failures of tasks that nothing heals but a person.</summary>
    private static readonly Known[] Fatal =
    [
        new(Reason("Unable to open any connections to remote cluster"), "Its tasks gave up while the leader's cluster was slow to come back.", "Pause and resume it with the same parameters: nothing is lost."),
        new(Reason("Operations are no longer available"), "The leader no longer has the operations that this copy lacks.", "Copy it anew (recreate)."),
        new(Reason("unexpected history uuid"), "The leader's history is another one: it was restored, or a shard was allocated by force.", "Copy it anew (recreate)."),
        new(Type(ErrorTypes.IndexNotFound), "The leader was deleted.", "Promote this copy, or delete it."),
    ];

    /// <summary>Null for an error we have no better words for than its own.</summary>
    public static Known? Find(ServerError? error) => error is null ? null : Table.FirstOrDefault(known => error.Chain().Any(known.Fits));

    /// <summary>What to say of tasks that have failed for good.</summary>
    public static (string Why, string Remedy) OfFatal(ServerError error) =>
        Fatal.FirstOrDefault(known => known.Fits(error)) is { } known
            ? (known.Why, known.Remedy)
            : ($"Its tasks have failed for good: {error.Type}: {error.Reason.TrimEnd('.')}.", "Pause and resume it with the same parameters; if it fails again, copy it anew (recreate).");

    private static Func<ServerError, bool> Reason(string words) => error => Says(error, words);

    private static Func<ServerError, bool> Type(string type) => error => error.Type == type;

    private static bool Says(ServerError error, string words) => error.Reason.Contains(words, StringComparison.Ordinal);

    /// <param name="Fits">Whether an error is this one.</param>
    /// <param name="Why">What it means.</param>
    /// <param name="Remedy">What to do.</param>
    /// <param name="More">What the error's own text tells beyond that.</param>
    internal sealed record Known(Func<ServerError, bool> Fits, string Why, string Remedy, Func<string, string?>? More = null)
    {
        /// <summary>The cause goes away by itself within seconds.</summary>
        public bool Passes { get; init; }

        public string Say(ServerError error) => $"{Why}{(error.Chain().Select(each => More?.Invoke(each.Reason)).FirstOrDefault(more => more is not null) is { } said ? $" {said}" : "")} {Remedy}";
    }
}
