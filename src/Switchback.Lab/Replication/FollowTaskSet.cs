namespace Switchback.Lab.Replication;

/// <summary>The follow tasks of a cluster, by index and shard: the order in which they are told.</summary>
public sealed class FollowTaskSet
{
    private readonly SortedDictionary<string, FollowTask[]> _byIndex = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public IEnumerable<FollowTask> All => _byIndex.Values.SelectMany(tasks => tasks);

    public IEnumerable<string> Indices => _byIndex.Keys;

    public IReadOnlyList<FollowTask> Of(string index) => _byIndex.GetValueOrDefault(index) ?? [];

    public bool Has(string index) => _byIndex.ContainsKey(index);

    public FollowTask? Find(string index, int shard) => Array.Find(_byIndex.GetValueOrDefault(index) ?? [], task => task.Shard == shard);

    public void Add(FollowTask task)
    {
        _byIndex[task.FollowerIndex] = [.. Of(task.FollowerIndex).Append(task).OrderBy(one => one.Shard)];
        Count++;
    }

    public IReadOnlyList<FollowTask> Remove(string index)
    {
        if (!_byIndex.Remove(index, out var tasks)) return [];
        Count -= tasks.Length;
        return tasks;
    }
}
