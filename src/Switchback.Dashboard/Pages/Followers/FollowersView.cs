using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

public enum FollowersPhase
{
    Asking,
    NothingHeard,
    Empty,
    Listed,
}

public sealed record Tally(Grade Grade, string Word, int Count);

/// <summary>What the page shows, worked out of one snapshot after the other.</summary>
public sealed class FollowersView(SwitchbackSettings settings, TimeProvider time)
{
    /// <summary>Three polls without an answer are no longer bad luck.</summary>
    private readonly TimeSpan _freshFor = settings.Poll.Every * 3;

    private readonly Dictionary<string, FollowerRow> _byKey = new(StringComparer.Ordinal);

    public FollowersPhase Phase { get; private set; }

    public IReadOnlyList<ClusterCard> Clusters { get; private set; } = [];

    /// <summary>Replaced only when followers come or go; otherwise its rows are updated in place.</summary>
    public IReadOnlyList<FollowerRow> Rows { get; private set; } = [];

    public IReadOnlyList<Tally> Tallies { get; private set; } = [];

    public void Take(FleetSnapshot snapshot, DateTimeOffset now)
    {
        Clusters = [.. snapshot.Clusters.Select(view => ClusterCard.Of(view, settings.Pairs, now, _freshFor, time))];
        var lines = FollowerList.Of(snapshot, now, _freshFor);
        UpdateRows(lines);
        Tallies =
        [
            .. lines.GroupBy(line => line.IsStale ? (Grade.Unknown, "Unknown") : (line.Verdict.Grade, line.Verdict.Word))
                .Select(group => new Tally(group.Key.Item1, group.Key.Item2, group.Count()))
                .OrderByDescending(tally => Weight(tally.Grade)).ThenBy(tally => tally.Word, StringComparer.Ordinal),
        ];
        Phase = (lines.Count, snapshot.Clusters) switch
        {
            ( > 0, _) => FollowersPhase.Listed,
            (_, var clusters) when clusters.Any(view => view.Line is ClusterLine.Asking) => FollowersPhase.Asking,
            (_, var clusters) when clusters.All(view => view.AsOf is null) => FollowersPhase.NothingHeard,
            _ => FollowersPhase.Empty,
        };
    }

    private void UpdateRows(IReadOnlyList<FollowerLine> lines)
    {
        var isSame = lines.Count == Rows.Count;
        var rows = new List<FollowerRow>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (_byKey.TryGetValue(lines[i].Key, out var row))
            {
                row.Line = lines[i];
            }
            else
            {
                _byKey.Add(lines[i].Key, row = new FollowerRow(lines[i]));
            }

            isSame = isSame && ReferenceEquals(row, Rows[i]);
            rows.Add(row);
        }

        if (!isSame)
        {
            Rows = rows;
            foreach (var gone in _byKey.Keys.Except(lines.Select(line => line.Key)).ToList())
            {
                _byKey.Remove(gone);
            }
        }
    }

    /// <summary>What needs a person comes first.</summary>
    private static int Weight(Grade grade) => grade switch
    {
        Grade.Bad => 6,
        Grade.Unknown => 5,
        Grade.Risk => 4,
        Grade.Watch => 3,
        Grade.Resting => 2,
        Grade.Working => 1,
        _ => 0,
    };
}
