using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Mappings;

namespace Switchback.Lab.Indices;

/// <summary>The indices of one cluster: finding, making, opening, closing, changing and deleting them.</summary>
public sealed class IndexService
{
    private readonly Cluster _cluster;

    public IndexService(Cluster cluster)
    {
        _cluster = cluster;
        Names = new IndexNames(cluster);
        Shards = new ShardLife(cluster);
        Creation = new IndexCreation(cluster, this);
        OpenClose = new IndexOpenClose(cluster);
        SettingsChange = new IndexSettingsChange(cluster);
        AliasChange = new AliasChange(cluster);
        DataStreams = new DataStreams(cluster);
        Mappings = new MappingService(cluster);
    }

    public IndexNames Names { get; }

    public ShardLife Shards { get; }

    public IndexCreation Creation { get; }

    public IndexOpenClose OpenClose { get; }

    public IndexSettingsChange SettingsChange { get; }

    public AliasChange AliasChange { get; }

    public DataStreams DataStreams { get; }

    public MappingService Mappings { get; }

    /// <summary>After an index is gone: whatever works on its shards ends.</summary>
    public event Action<IndexState>? Deleted;

    /// <summary>After an index was closed: its shards answer nothing more.</summary>
    public event Action<IndexState>? Closed;

    /// <summary>After settings, mapping or aliases of an index changed, or it was opened.</summary>
    public event Action<IndexState>? Changed;

    public IReadOnlyList<IndexState> Resolve(string? expression, IndicesOptions options) => Names.Resolve(expression, options);

    public IReadOnlyList<IndexState> Resolve(IReadOnlyList<string> expressions, IndicesOptions options) => Names.Resolve(expressions, options);

    public void RaiseChanged(IndexState index) => Changed?.Invoke(index);

    public void RaiseClosed(IndexState index) => Closed?.Invoke(index);

    /// <summary>Takes indices out of the state: one update for the whole list.</summary>
    public async Task DeleteAsync(IReadOnlyList<IndexState> indices)
    {
        foreach (var index in indices)
            if (index.DataStream is { } stream && _cluster.State.DataStreams.GetValueOrDefault(stream)?.WriteIndex == index.Name)
                throw Errors.IllegalArgument($"index [{index.Name}] is the write index for data stream [{stream}] and cannot be deleted");
        await _cluster.Master.UpdateAsync(() =>
        {
            foreach (var index in indices) Remove(index);
        });
    }

    /// <summary>Inside an update: the index is gone.</summary>
    public void Remove(IndexState index)
    {
        if (_cluster.State.Find(index.Name) != index) return;
        _cluster.State.Indices.Remove(index.Name);
        if (index.DataStream is { } stream && _cluster.State.DataStreams.TryGetValue(stream, out var owner)) owner.Indices.Remove(index.Name);
        foreach (var shard in index.Shards) shard.Routing = ShardRouting.Unassigned;
        Deleted?.Invoke(index);
    }
}
