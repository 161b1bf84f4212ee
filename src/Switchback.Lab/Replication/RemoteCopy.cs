using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Time;
using Switchback.Lab.Transport;
using Switchback.Lab.Units;

namespace Switchback.Lab.Replication;

/// <summary>
/// Copies one leader shard into a follower's: takes a lease, opens the leader's last commit, and fetches its files chunk by
/// chunk over the link, so many at a time and so many bytes a second as the settings say. The lease is renewed meanwhile.
/// </summary>
public sealed class RemoteCopy(Cluster cluster, IndexState follower, Shard shard)
{
    private const string ChunkAction = "internal:admin/ccr/restore/file_chunk/get";

    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(30);

    private readonly CcrMetadata _ccr = follower.Ccr!;
    private LabTimer? _renewal;

    public async Task<CopySource> FetchAsync(RecoveryState progress)
    {
        var began = cluster.NowMillis;
        await TakeLeaseAsync();
        ScheduleRenewal();
        try
        {
            var source = await LeaderAsync("internal:admin/ccr/restore/session/put",
                leader => CopySource.Open(leader, _ccr.LeaderIndex, _ccr.LeaderIndexUuid, shard.Id));
            progress.TotalBytes = source.Bytes;
            progress.TotalFiles = source.Files.Count;
            progress.Stage = RecoveryStage.Index;
            await FetchFilesAsync(source, progress);
            progress.IndexMillis = cluster.NowMillis - began;
            return source;
        }
        finally
        {
            _renewal?.Cancel();
        }
    }

    private async Task FetchFilesAsync(CopySource source, RecoveryState progress)
    {
        var chunks = new Queue<(int File, long Bytes)>(Chunks(source.Files));
        var left = source.Files.ToArray();
        var atATime = Math.Clamp(Number("ccr.indices.recovery.max_concurrent_file_chunks", 5), 1, 10);
        await Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => WorkAsync()));

        async Task WorkAsync()
        {
            while (chunks.TryDequeue(out var chunk))
            {
                progress.ThrottledMillis += (long)(await cluster.Replication.CopyRate.PassAsync(chunk.Bytes)).TotalMilliseconds;
                await FetchAsync(chunk.Bytes);
                progress.RecoveredBytes += chunk.Bytes;
                if ((left[chunk.File] -= chunk.Bytes) == 0) progress.RecoveredFiles++;
            }
        }
    }

    private IEnumerable<(int File, long Bytes)> Chunks(IReadOnlyList<long> files)
    {
        const string Setting = "ccr.indices.recovery.chunk_size";
        var size = ByteSize.Parse(Setting, cluster.State.Setting(Setting) ?? "1mb").Bytes;
        // The smallest first: a copy shows its first file soon.
        for (var file = 0; file < files.Count; file++)
            for (var at = 0L; at < files[file]; at += size)
                yield return (file, Math.Min(size, files[file] - at));
    }

    private async Task FetchAsync(long bytes)
    {
        var timeout = TimeText.Parse("", cluster.State.Setting("ccr.indices.recovery.internal_action_timeout") ?? "60s").Span;
        await Deadline.WithinAsync(cluster, timeout, ChunkAction, SendAsync(bytes));
    }

    private Task<long> SendAsync(long bytes) => cluster.Remotes.SendAsync(_ccr.RemoteCluster, ChunkAction,
        async leader =>
        {
            if (leader.State.Find(_ccr.LeaderIndex)?.Uuid != _ccr.LeaderIndexUuid) throw Errors.IndexNotFoundBare(_ccr.LeaderIndex);
            await leader.Replication.SourceRate.PassAsync(bytes);
            return bytes;
        },
        answerBytes: sent => sent);

    private async Task TakeLeaseAsync()
    {
        var id = LeaseId.Of(cluster.Name, follower.Name, follower.Uuid, _ccr.RemoteCluster, _ccr.LeaderIndex, _ccr.LeaderIndexUuid);
        try
        {
            await LeaderAsync("indices:admin/seq_no/add_retention_lease", leader =>
            {
                leader.Replication.Leases.Add(_ccr.LeaderIndex, _ccr.LeaderIndexUuid, shard.Id, id, LeaderLeases.RetainAll);
                return true;
            });
        }
        catch (ElasticException e) when (e.Type == LeaseErrors.AlreadyExistsType)
        {
            await RenewLeaseAsync(id);
        }
    }

    private Task RenewLeaseAsync(string id) => LeaderAsync("indices:admin/seq_no/renew_retention_lease", leader =>
    {
        leader.Replication.Leases.Renew(_ccr.LeaderIndex, _ccr.LeaderIndexUuid, shard.Id, id, LeaderLeases.RetainAll);
        return true;
    });

    private void ScheduleRenewal() => _renewal = cluster.Runtime.After(RenewInterval, () => _ = RenewAsync());

    private async Task RenewAsync()
    {
        try
        {
            ScheduleRenewal();
            await TakeLeaseAsync();
        }
        catch (Exception e) when (e is ElasticException or NodeStoppedException)
        {
            // The next one tries again, if the copy still goes on.
        }
    }

    private Task<T> LeaderAsync<T>(string action, Func<Cluster, T> question) =>
        cluster.Remotes.SendAsync(_ccr.RemoteCluster, action, leader => Task.FromResult(question(leader)));

    private int Number(string setting, int otherwise) => int.TryParse(cluster.State.Setting(setting), out var number) ? number : otherwise;
}
