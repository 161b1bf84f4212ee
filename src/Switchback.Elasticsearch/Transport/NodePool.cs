namespace Switchback.Elasticsearch.Transport;

/// <summary>
/// Chooses a node: in turn among those that are well; where none is, the one that has rested longest for what it did, so that
/// a cluster is always tried. Rests grow with each failure in a row and are jittered, so that many callers do not return at once.
/// </summary>
internal sealed class NodePool(IEnumerable<Uri> urls, TimeProvider time, Random random)
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(60);

    private readonly List<Node> _nodes = [.. urls.Select(url => new Node(url))];
    private readonly Lock _lock = new();
    private int _turn;

    public int Count => _nodes.Count;

    /// <summary>Null when every node was tried already.</summary>
    public Node? Pick(IReadOnlyCollection<Node> tried)
    {
        lock (_lock)
        {
            var left = _nodes.Where(node => !tried.Contains(node)).ToList();
            if (left.Count == 0) return null;
            var now = time.GetUtcNow();
            var well = left.Where(node => node.RestsUntil <= now).ToList();
            return well.Count > 0 ? well[(int)((uint)_turn++ % (uint)well.Count)] : left.MinBy(node => node.RestsUntil);
        }
    }

    public void Worked(Node node)
    {
        lock (_lock)
        {
            node.FailuresInARow = 0;
            node.RestsUntil = default;
        }
    }

    /// <summary>Returns how long the node rests.</summary>
    public TimeSpan Failed(Node node)
    {
        lock (_lock)
        {
            node.Greeted = null;
            var full = Math.Min(FirstRest.TotalSeconds * Math.Pow(2, Math.Min(node.FailuresInARow++, 16)), LongestRest.TotalSeconds);
            var rest = TimeSpan.FromSeconds(full * (0.5 + random.NextDouble() / 2));
            node.RestsUntil = time.GetUtcNow() + rest;
            return rest;
        }
    }

    public void Greet(Node node, Calls.ServerIdentity identity)
    {
        lock (_lock) node.Greeted = identity;
    }

    /// <summary>Whether another node that is known and well speaks for a cluster with this uuid.</summary>
    public bool AnotherSpeaksFor(Node node, string uuid)
    {
        lock (_lock) return _nodes.Any(other => other != node && other.Greeted?.ClusterUuid == uuid);
    }
}
