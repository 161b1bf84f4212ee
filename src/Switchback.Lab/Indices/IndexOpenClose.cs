using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

/// <summary>
/// Opens and closes lists of indices, at the cost measured on a real master: four updates for a close, two for an opening,
/// however many indices (contract 0.25).
/// </summary>
public sealed class IndexOpenClose(Cluster cluster)
{
    private const string Verified = "index.verified_before_close";

    /// <summary>Closes what is open of them. Returns those that are closed now, and whether their copies came up again in time.</summary>
    public async Task<(IReadOnlyList<IndexState> Closed, bool ShardsAcknowledged)> CloseAsync(
        IReadOnlyList<IndexState> indices, ActiveShards active, TimeSpan timeout)
    {
        var open = indices.Where(index => index.IsOpen).ToList();
        Check(open);
        if (open.Count == 0) return ([], false);
        await cluster.Master.UpdateAsync(() =>
        {
            Check(open);
            foreach (var index in open) index.IsClosing = true;
        });
        await cluster.Master.UpdateAsync(() =>
        {
            // An opening that came in between has taken the block away: the index stays open.
            open.RemoveAll(index => cluster.State.Find(index.Name) != index || !index.IsClosing);
            foreach (var index in open) Close(index);
        });
        foreach (var index in open) cluster.Indices.RaiseClosed(index);
        _ = cluster.Indices.Shards.StartInBackgroundAsync(open, updates: 2);
        return (open, await cluster.Indices.Shards.WhenActiveAsync(open, active, timeout));
    }

    /// <summary>Opens what is closed of them; false when the shards did not come up in time.</summary>
    public async Task<bool> OpenAsync(IReadOnlyList<IndexState> indices, ActiveShards active, TimeSpan timeout)
    {
        // Looked at when its turn has come: a close that was asked for before may still be on its way.
        await cluster.Master.UpdateAsync(() => { }, updates: 0);
        var closed = indices.Where(index => !index.IsOpen || index.IsClosing).ToList();
        if (closed.Count > 0)
        {
            await cluster.Master.UpdateAsync(() =>
            {
                foreach (var index in closed) index.IsClosing = false;
                closed.RemoveAll(index => cluster.State.Find(index.Name) != index || index.IsOpen);
                foreach (var index in closed) Open(index);
            });
            foreach (var index in closed) cluster.Indices.RaiseChanged(index);
            _ = cluster.Indices.Shards.StartInBackgroundAsync(closed);
        }
        return await cluster.Indices.Shards.WhenActiveAsync(indices, active, timeout);
    }

    private void Check(IReadOnlyList<IndexState> indices)
    {
        var writeIndices = indices.Where(index => index.DataStream is { } stream && cluster.State.DataStreams.GetValueOrDefault(stream)?.WriteIndex == index.Name).ToList();
        if (writeIndices.Count > 0)
            throw Errors.IllegalArgument($"cannot close the following data stream write indices [{string.Join(",", writeIndices.Select(index => index.Name))}]");
        var restoring = indices.Where(index => index.IsRestoring).ToList();
        if (restoring.Count > 0)
            throw Errors.IllegalArgument($"Cannot close indices that are being restored: [{string.Join(", ", restoring.Select(index => $"[{index.Name}/{index.Uuid}]"))}]");
    }

    private void Close(IndexState index)
    {
        index.IsClosing = false;
        index.IsOpen = false;
        Reopen(index, index.Settings.With(Verified, "true"));
    }

    private void Open(IndexState index)
    {
        index.IsOpen = true;
        Reopen(index, index.Settings.Without(Verified));
    }

    private void Reopen(IndexState index, Settings settings)
    {
        index.Settings = settings;
        index.SettingsVersion++;
        foreach (var shard in index.Shards)
        {
            shard.Store.Flush();
            shard.PrimaryTerm++;
        }
        cluster.Indices.Shards.Begin(index, RecoveryType.ExistingStore);
    }
}
