using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Watching;

/// <summary>How far first copies are, and how fast they get on between two readings.</summary>
internal sealed class CopySpeed
{
    private readonly Dictionary<string, (DateTimeOffset At, long Bytes, double? PerSecond)> _last = new(StringComparer.Ordinal);

    /// <returns>Whether there was anything to clear.</returns>
    public bool Clear()
    {
        var any = _last.Count > 0;
        _last.Clear();
        return any;
    }

    public IReadOnlyDictionary<string, CopyProgress> Of(IEnumerable<RecoveryFacts> recoveries, DateTimeOffset now)
    {
        var copies = new Dictionary<string, CopyProgress>(StringComparer.Ordinal);
        foreach (var index in recoveries.Where(recovery => recovery.FromRemote is not null && recovery.Primary).GroupBy(recovery => recovery.Index))
        {
            var bytes = index.Sum(shard => shard.RecoveredBytes + shard.ReusedBytes);
            copies[index.Key] = new CopyProgress(bytes, index.Sum(shard => shard.TotalBytes), Pace(index.Key, bytes, now));
        }
        foreach (var done in _last.Keys.Except(copies.Keys).ToList()) _last.Remove(done);
        return copies;
    }

    private double? Pace(string index, long bytes, DateTimeOffset now)
    {
        double? pace = null;
        if (_last.TryGetValue(index, out var last) && now > last.At && bytes >= last.Bytes)
        {
            var latest = (bytes - last.Bytes) / (now - last.At).TotalSeconds;
            pace = last.PerSecond is { } before ? (before * 0.6) + (latest * 0.4) : latest;
        }
        _last[index] = (now, bytes, pace);
        return pace;
    }
}
