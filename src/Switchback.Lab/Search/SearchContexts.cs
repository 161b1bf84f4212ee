using Switchback.Lab.Clusters;

namespace Switchback.Lab.Search;

/// <summary>What a scroll still has to give.</summary>
public sealed class Scroll(SearchRequest request, SearchPart part, IReadOnlyList<Hit> hits)
{
    public SearchRequest Request { get; } = request;

    public SearchPart Part { get; } = part;

    public IReadOnlyList<Hit> Hits { get; } = hits;

    public int Given { get; set; }
}

/// <summary>Scrolls and points in time by their ids. Each lasts as long as it was last asked to, at most to the end of the process.</summary>
public sealed class SearchContexts
{
    private readonly Cluster _cluster;
    private readonly Dictionary<string, (object Context, TimeSpan Ends)> _open = new(StringComparer.Ordinal);

    public SearchContexts(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Runtime.Stopped += _open.Clear;
    }

    public int Count
    {
        get
        {
            Sweep();
            return _open.Count;
        }
    }

    public string Open(object context, TimeSpan keepAlive)
    {
        var prefix = context is Scroll ? "FGluY2x1ZGVfY29udGV4dF91dWlkDXF1ZXJ5QW5kRmV0Y2gBFA" : "i6-xAwEBbBY";
        var id = $"{prefix}{_cluster.Ids.NewUuid()}{_cluster.Ids.NewUuid()}==";
        _open[id] = (context, _cluster.Lab.Clock.Elapsed + keepAlive);
        return id;
    }

    public T? Find<T>(string id, TimeSpan? keepAlive = null)
        where T : class
    {
        Sweep();
        if (!_open.TryGetValue(id, out var entry) || entry.Context is not T context) return null;
        if (keepAlive is { } longer) _open[id] = (context, _cluster.Lab.Clock.Elapsed + longer);
        return context;
    }

    public bool Close(string id) => _open.Remove(id);

    public int CloseAll<T>()
    {
        var ids = _open.Where(entry => entry.Value.Context is T).Select(entry => entry.Key).ToList();
        return ids.Count(Close);
    }

    private void Sweep()
    {
        var now = _cluster.Lab.Clock.Elapsed;
        foreach (var id in _open.Where(entry => entry.Value.Ends <= now).Select(entry => entry.Key).ToList()) _open.Remove(id);
    }
}
