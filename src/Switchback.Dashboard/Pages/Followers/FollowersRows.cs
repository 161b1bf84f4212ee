using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>
/// The lines of one viewer's table over a result that all viewers share. Only what is asked for is made; rows in sight are the same
/// objects from tick to tick.
/// </summary>
public sealed class FollowersRows(TimeProvider time)
{
    /// <summary>More rows than this have been scrolled by: those out of sight are let go.</summary>
    private const int MostKept = 100;

    private readonly Dictionary<(string Member, string Name), FollowerRow> _rows = [];
    private readonly HashSet<string> _folded = [];
    private readonly List<(int Start, FollowerGroup Group)> _starts = [];
    private ItemResult? _result;
    private QueryMoment? _moment;
    private GroupBy _groupBy;
    private DateTimeOffset _now;
    private bool _countsTime;

    public int Count { get; private set; }

    public HashSet<(string Member, string Name)> Selected { get; } = [];

    public void Take(ItemResult result, GroupBy groupBy, DateTimeOffset now)
    {
        if (!ReferenceEquals(result.Snapshot, _result?.Snapshot)) _moment = new QueryMoment(result.Snapshot);
        if (groupBy != _groupBy) _folded.Clear();
        (_result, _groupBy, _now) = (result, groupBy, now);
        Arrange();
    }

    public void Fold(FollowerGroup group)
    {
        if (!_folded.Remove(group.Id)) _folded.Add(group.Id);
        Arrange();
    }

    /// <summary>Some lines, told anew.</summary>
    public IReadOnlyList<FollowersLine> Lines(int start, int count, FollowersAddress address)
    {
        if (_result is null) return [];
        _countsTime = FollowerColumns.CountTime(address.Columns);
        var first = Math.Clamp(start, 0, Count);
        var lines = new FollowersLine[Math.Clamp(count, 0, Count - first)];
        var group = _starts.FindLastIndex(candidate => candidate.Start <= first);
        for (var i = 0; i < lines.Length; i++)
        {
            var place = first + i;
            while (group + 1 < _starts.Count && _starts[group + 1].Start <= place) group++;
            if (group < 0)
            {
                lines[i] = new FollowersLine(place + 1, RowOf(_result.Items[place], address), null, false);
                continue;
            }
            var (head, found) = _starts[group];
            lines[i] = place == head
                ? new FollowersLine(place + 1, null, found, _folded.Contains(found.Id))
                : new FollowersLine(place + 1, RowOf(found.Items[place - head - 1], address), null, false);
        }
        if (_rows.Count > MostKept + lines.Length) LetGo(lines);
        return lines;
    }

    /// <summary>Those selected that are still there; with none selected, none.</summary>
    public IReadOnlyList<Item> SelectedItems() =>
        _result is null || Selected.Count == 0 ? [] : [.. _result.Snapshot.Items.Where(item => Selected.Contains((item.Member, item.Name)))];

    private FollowerRow RowOf(Item item, FollowersAddress address)
    {
        var key = (item.Member, item.Name);
        if (!_rows.TryGetValue(key, out var row)) _rows[key] = row = new FollowerRow(item);
        row.Tell(item, _now, Age(item), Selected.Contains(key), address, _countsTime);
        return row;
    }

    private string? Age(Item item)
    {
        if (!_moment!.IsStale(item)) return null;
        return _result!.Snapshot.AsOf(item) is { } asOf ? $"as of {Words.Clock(asOf, time)}, {Words.Ago(_now - asOf)}" : "never heard of since this app started";
    }

    private void Arrange()
    {
        _starts.Clear();
        if (_groupBy == GroupBy.None)
        {
            Count = _result!.Items.Length;
            return;
        }
        var place = 0;
        foreach (var group in FollowerGroups.Of(_result!, _groupBy))
        {
            _starts.Add((place, group));
            place += 1 + (_folded.Contains(group.Id) ? 0 : group.Items.Count);
        }
        Count = place;
    }

    private void LetGo(FollowersLine[] inSight)
    {
        var kept = inSight.Select(line => line.Row).OfType<FollowerRow>().ToHashSet();
        foreach (var (key, row) in _rows.ToList())
        {
            if (!kept.Contains(row)) _rows.Remove(key);
        }
    }
}
