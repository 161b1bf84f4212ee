using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>
/// A leader shard's last commit, held for a copy: whatever was written since is not in it and comes as operations later
/// (contract 0.1).
/// </summary>
public sealed record CopySource(
    IReadOnlyList<Operation> Operations,
    long MaxSeqNo,
    long Checkpoint,
    long RetainedFrom,
    IReadOnlyList<long> Files)
{
    // What a commit without any document takes on disk: its list of segments.
    private const long EmptyCommit = 208;

    public long Bytes => Files.Sum();

    /// <summary>Runs in the leader's process.</summary>
    public static CopySource Open(Cluster leader, string index, string uuid, int shard)
    {
        if (leader.State.Find(index) is not { } found || found.Uuid != uuid) throw Errors.IndexNotFoundBare(index);
        if (!found.IsOpen) throw Errors.IndexClosed(found.Name, found.Uuid);
        var source = found.Shards[shard];
        if (!source.IsStarted) throw ShardErrors.NotFound(source);
        var store = source.Store;
        return new CopySource([.. store.Committed()], store.CommittedMaxSeqNo, store.CommittedCheckpoint,
            History.MinRetained(source), FilesOf(store.CommittedBytes));
    }

    public ShardStore Restore() => ShardStore.Restore(Operations, MaxSeqNo, Checkpoint);

    /// <summary>The segment list, and for a commit with documents the three files of one segment.</summary>
    private static IReadOnlyList<long> FilesOf(long bytes) => bytes == 0 ? [EmptyCommit] : [EmptyCommit, 78, 405 + (bytes / 100), bytes];
}
