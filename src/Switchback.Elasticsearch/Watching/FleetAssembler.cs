using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Scripts;

namespace Switchback.Elasticsearch.Watching;

/// <summary>
/// Joins what all clusters said into one snapshot. Pollers hand their readings in, one at a time under one lock; each reading
/// ends in a new snapshot. What is handed in is copied, so a poller may fill its rows again at once.
/// </summary>
public sealed class FleetAssembler
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClusterBook> _books;
    private readonly FollowerLinks _links;
    private readonly PairAssembly _pairs;
    private readonly FleetMonitor _monitor;
    private readonly TimeProvider _time;
    private Item[] _last = [];

    public FleetAssembler(
        IEnumerable<string> clusters, WatchPace pace, IReadOnlyList<PairOptions> pairs, IFleetKnowledge knowledge, FleetMonitor monitor, TimeProvider time)
    {
        _books = clusters.Order(StringComparer.Ordinal).ToDictionary(name => name, name => new ClusterBook(name, pace.Every), StringComparer.Ordinal);
        _pairs = new PairAssembly(pairs, knowledge);
        _links = new FollowerLinks([.. _books.Values], new PairMap(pairs), _pairs, Memory, knowledge);
        (_monitor, _time, Knowledge) = (monitor, time, knowledge);
        lock (_gate) Publish();
    }

    public FollowerMemory Memory { get; } = new();

    private IFleetKnowledge Knowledge { get; }

    /// <summary>Cuts through to the memory, under the lock that guards it.</summary>
    public T WithMemory<T>(Func<FollowerMemory, T> use)
    {
        lock (_gate) return use(Memory);
    }

    /// <summary>Where the followed leaders stood when their clusters last answered.</summary>
    public LastPositions LastPositions()
    {
        lock (_gate)
        {
            return new LastPositions(
                _books.Values.Where(book => book.AsOf is not null).ToDictionary(book => book.Name, book => book.AsOf!.Value),
                _books.Values.SelectMany(book => book.Led()).ToDictionary(led => led.Uuid, led => led.Positions));
        }
    }

    /// <summary>The followers and former followers of a pair on one cluster; null before that cluster has told its indices.</summary>
    public IReadOnlyList<CopyFacts>? Copies(string cluster, string pair)
    {
        lock (_gate)
        {
            return _books.GetValueOrDefault(cluster) is { Indices: not null } book ? PairCopies.Of(book, _links.Others(cluster), Memory, pair) : null;
        }
    }

    /// <summary>What an earlier life of the app knew, until the clusters say better.</summary>
    public void Restore(LastPositions last)
    {
        lock (_gate)
        {
            foreach (var book in _books.Values) book.Restore(last);
            Publish();
        }
    }

    /// <returns>Whether something came or went that only a slow look can explain.</returns>
    internal bool Heard(string cluster, ClusterReading reading)
    {
        lock (_gate)
        {
            var book = _books[cluster];
            (book.Version, book.Identity) = (reading.Version, reading.Identity);
            (book.Pace, book.IsSlowed) = (reading.Pace, reading.IsSlowed);
            var turned = book.Hear(reading.Stats, reading.TasksUnknown, reading.Positions, _time.GetUtcNow());
            if (book.HasNewIndices) _links.Join();
            Publish();
            return turned;
        }
    }

    internal void NotHeard(string cluster, string why, bool isSilent, TimeSpan pace, bool isSlowed)
    {
        lock (_gate)
        {
            var book = _books[cluster];
            (book.Pace, book.IsSlowed) = (pace, isSlowed);
            book.NotHeard(why, isSilent, _time.GetUtcNow());
            Publish();
        }
    }

    internal void TakeMetadata(string cluster, IReadOnlyDictionary<string, FollowMetadata> metadata) => Take(cluster, book => book.SetFollowers(metadata, _time.GetUtcNow()));

    internal void TakeIndices(string cluster, IReadOnlyList<IndexFacts> indices)
    {
        var list = new IndexList(indices);
        Take(cluster, book => book.Indices = list);
    }

    internal void TakeParameters(string cluster, IReadOnlyList<FollowerInfo> infos) => Take(cluster, book =>
    {
        foreach (var info in infos)
        {
            if (info.Parameters is { } parameters) book.Follower(info.Index)?.Take(parameters);
        }
    });

    internal void TakeLeases(string cluster, IReadOnlyDictionary<string, DateTimeOffset> renewed, TimeSpan? skew = null) => Take(cluster, book =>
    {
        book.SetLeases(renewed, _time.GetUtcNow());
        book.Skew = skew;
    });

    internal void TakeCopies(string cluster, IReadOnlyDictionary<string, CopyProgress> copies) => Take(cluster, book =>
    {
        foreach (var follower in book.Followers) follower.Copy = copies.GetValueOrDefault(follower.Name);
    });

    /// <summary>Which of a cluster's followers are still being copied.</summary>
    internal IReadOnlyList<string> Copying(string cluster)
    {
        lock (_gate)
        {
            return [.. _books[cluster].Followers.Where(follower => follower.Verdict.Kind == VerdictKind.Copying).Select(follower => follower.Name)];
        }
    }

    /// <summary>Something that snapshots show besides the clusters' answers has changed: a record, a readiness.</summary>
    public void Refresh()
    {
        lock (_gate) Publish();
    }

    private void Take(string cluster, Action<ClusterBook> change)
    {
        lock (_gate)
        {
            change(_books[cluster]);
            _links.Join();
            Publish();
        }
    }

    private void Publish()
    {
        var now = _time.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        _pairs.Begin();
        // Mostly there are as many as before.
        var items = new Item[_last.Length];
        var count = 0;
        foreach (var book in _books.Values)
        {
            // Both are sorted by name.
            var former = _links.Others(book.Name);
            var next = 0;
            foreach (var follower in book.Followers)
            {
                for (; next < former.Count && string.CompareOrdinal(former[next].Name, follower.Name) < 0; next++) Add(former[next].Show());
                if (FollowerView.IsQuiet(follower, book, minute)) AddQuiet(follower);
                else Add(FollowerView.Show(follower, book, Knowledge, now));
            }
            for (; next < former.Count; next++) Add(former[next].Show());
        }
        if (items.Length != count) Array.Resize(ref items, count);
        _last = items;
        var members = _books.Values.Select(book => book.ToMember()).ToList();
        _monitor.Publish(new FleetSnapshot(0, now, members, _pairs.End(members, now), items, _links.Found));

        void Add(Item item)
        {
            Place(item);
            _pairs.Add(item);
        }

        void AddQuiet(FollowerEntry follower)
        {
            Place(follower.Shown!);
            _pairs.AddInStep(follower.Pair, follower.Cluster);
        }

        void Place(Item item)
        {
            if (count == items.Length) Array.Resize(ref items, Math.Max(16, items.Length * 2));
            items[count++] = item;
        }
    }
}
