using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Watching;

/// <summary>Where one started primary shard stands.</summary>
internal readonly record struct ShardMarks(int Shard, long Newest, long Safe);

/// <summary>
/// One open index of a cluster, kept from poll to poll and updated in place. What somebody follows also keeps a trail of where
/// it stood when.
/// </summary>
internal sealed class IndexEntry(string name)
{
    private ShardMarks[] _marks = [];
    private SourceTrail[]? _trails;
    private Flow _flow;
    private DateTimeOffset _seenAt;
    private bool _wasGone;

    public string Name { get; } = name;

    public string? Uuid { get; private set; }

    /// <summary>Started shards by the last poll that had this index; none when it is not open, or not yet started.</summary>
    public int Shards { get; private set; }

    public ReadOnlySpan<ShardMarks> Marks => _marks.AsSpan(0, Shards);

    /// <summary>Grows whenever it stands elsewhere than before, or begins to move, or comes to rest.</summary>
    public int Moves { get; private set; }

    /// <summary>Since when it has started shards again after it had none; null when it has had some ever since we look.</summary>
    public DateTimeOffset? BackSince { get; private set; }

    /// <summary>The number of the poll that last had it.</summary>
    public long SeenBy { get; set; }

    /// <summary>Operations it has, counted from one, summed over its shards; null without a started shard.</summary>
    public long? Total { get; private set; }

    public ref readonly Flow Flow => ref _flow;

    /// <summary>Operations a second; so few that nobody would call it moving are none. Null when it is not known.</summary>
    public double? Pace => _flow.PerSecond is { } pace ? pace < 0.05 ? 0 : pace : null;

    /// <summary>Set: somebody follows it, or it follows; so its pace and, for a leader, its past are of interest.</summary>
    public bool IsWatched { get; set; }

    public bool IsLed { get; set; }

    /// <summary>Nobody looks it up here any more: when its name comes back, that is another entry.</summary>
    public bool IsDropped { get; set; }

    /// <summary>As it was kept from an earlier life of the app: numbers without a past.</summary>
    public static IndexEntry Restore(string name, string uuid, IReadOnlyList<long[]> marks)
    {
        var entry = new IndexEntry(name) { Uuid = uuid, _marks = [.. marks.Where(mark => mark.Length == 3).Select(mark => new ShardMarks((int)mark[0], mark[1], mark[2]))], IsWatched = true, IsLed = true };
        entry.Shards = entry._marks.Length;
        entry.Total = entry.Shards == 0 ? null : entry._marks.Sum(mark => mark.Newest + 1);
        return entry;
    }

    /// <summary>When a follower of this name was an index of another identity, nothing that was remembered holds.</summary>
    public void Update(Positions positions, in IndexRow row, DateTimeOffset at)
    {
        if (!string.Equals(Uuid, row.Uuid, StringComparison.Ordinal))
        {
            Uuid = row.Uuid;
            _trails = null;
            _flow.Forget();
            Moves++;
        }
        var shards = positions.ShardsOf(row);
        if (_wasGone && shards.Length > 0) (BackSince, _wasGone) = (at, false);
        if (_marks.Length < shards.Length) _marks = new ShardMarks[shards.Length];
        var moved = Shards != shards.Length;
        Shards = shards.Length;
        long total = 0;
        for (var i = 0; i < shards.Length; i++)
        {
            ref readonly var shard = ref shards[i];
            var marks = new ShardMarks(shard.ShardId, shard.MaxSeqNo, shard.GlobalCheckpoint);
            if (_marks[i] != marks)
            {
                _marks[i] = marks;
                moved = true;
            }
            total += shard.MaxSeqNo + 1;
        }
        if (moved)
        {
            Moves++;
            Total = Shards == 0 ? null : total;
        }
        if (!IsWatched || Shards == 0) return;
        var pace = Pace;
        _flow.Note(at, total);
        if (!IsSamePace(pace, Pace)) Moves++;
        if (IsLed && (moved || _trails is null)) NoteTrails(at);
        _seenAt = at;
    }

    /// <summary>A smoothed pace moves a little with every poll, also of an index that stands still: it is news only when it begins or ends.</summary>
    public static bool IsSamePace(double? a, double? b) => a.HasValue == b.HasValue && (a > 0) == (b > 0);

    /// <summary>It was not in the last answer: closed, deleted, or without a started shard.</summary>
    public void Gone()
    {
        _wasGone = true;
        Moves++;
        Shards = 0;
        Total = null;
        _flow.Forget();
    }

    /// <summary>For how long the leader's shard has had something beyond this position; null when that is not remembered.</summary>
    public TimeSpan? Behind(int shard, long position, DateTimeOffset now)
    {
        if (_trails is null) return null;
        for (var i = 0; i < Shards && i < _trails.Length; i++)
        {
            if (_marks[i].Shard == shard) return _trails[i].Behind(position, now);
        }
        return null;
    }

    public bool TryFind(int shard, out ShardMarks marks)
    {
        // Shards come in the same order on both sides nearly always.
        if (shard < Shards && _marks[shard].Shard == shard)
        {
            marks = _marks[shard];
            return true;
        }
        foreach (var candidate in Marks)
        {
            if (candidate.Shard != shard) continue;
            marks = candidate;
            return true;
        }
        marks = default;
        return false;
    }

    private void NoteTrails(DateTimeOffset at)
    {
        if (_trails is null || _trails.Length != Shards)
        {
            _trails = new SourceTrail[Shards];
            for (var i = 0; i < Shards; i++) _trails[i] = new SourceTrail();
        }
        for (var i = 0; i < Shards; i++)
        {
            _trails[i].Stood(_seenAt);
            _trails[i].Note(at, _marks[i].Newest);
        }
    }
}
