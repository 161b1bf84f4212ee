using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

public enum FollowersPhase
{
    /// <summary>The first answers are still awaited.</summary>
    Asking,

    /// <summary>No cluster has ever answered, and none is being asked for the first time any more.</summary>
    NothingHeard,

    NoFollowers,

    NoMatch,

    Listing,
}

/// <param name="IsOn">The query asks for it.</param>
public sealed record VerdictChip(VerdictWord Word, int Items, bool IsOn);

/// <summary>A cluster that does not answer, in words for the top of the page.</summary>
public sealed record SilentCluster(string Name, string Text, bool IsSilent);

/// <summary>What the followers page thinks: from the snapshot and the address to what is shown. Draws nothing.</summary>
public sealed class FollowersView(ItemSearch search, TimeProvider time)
{
    private FleetSnapshot _snapshot = FleetSnapshot.Empty;
    private DateTimeOffset _now;
    private string _good = "";

    public FollowersAddress Address { get; private set; } = new();

    public FollowersRows Rows { get; } = new(time);

    public ItemResult Result { get; private set; } = new(FleetSnapshot.Empty, [], [], 0, ItemSort.Default, null, null, null);

    /// <summary>What is wrong with the query or the order in the address. The rows are then those of the last query that could be read.</summary>
    public QueryFault? Fault { get; private set; }

    /// <summary>The fault is the order's, not the query's.</summary>
    public bool IsSortFault { get; private set; }

    public FollowersPhase Phase { get; private set; }

    public IReadOnlyList<VerdictChip> Chips { get; private set; } = [];

    public IReadOnlyList<SilentCluster> Silent { get; private set; } = [];

    public string AsOf { get; private set; } = "";

    public FleetSnapshot Snapshot => _snapshot;

    public DateTimeOffset Now => _now;

    /// <summary>The order as the head of the table shows it.</summary>
    public string Sort => Result.Sort.ToString();

    public void Take(FleetSnapshot snapshot, DateTimeOffset now)
    {
        (_snapshot, _now) = (snapshot, now);
        Tell();
    }

    public void Go(FollowersAddress address)
    {
        Address = address;
        Tell();
    }

    public Item? Open => Address is { Cluster: { } cluster, Name: { } name }
        ? _snapshot.Items.FirstOrDefault(item => item.Name == name && string.Equals(item.Member, cluster, StringComparison.OrdinalIgnoreCase))
        : null;

    /// <summary>Selects all that match the query, or nothing when they are selected already.</summary>
    public void SelectAll()
    {
        var all = Result.Items.Select(item => (item.Member, item.Name)).ToList();
        if (IsAllSelected) Rows.Selected.ExceptWith(all);
        else Rows.Selected.UnionWith(all);
    }

    public bool IsAllSelected => Result.Items.Length > 0 && Rows.Selected.Count >= Result.Items.Length && Array.TrueForAll(Result.Items, item => Rows.Selected.Contains((item.Member, item.Name)));

    /// <summary>What is selected is what the query in the address finds, no more and no less: the query can stand for it.</summary>
    public bool IsExactlyTheResult => Fault is null && Rows.Selected.Count == Result.Items.Length && IsAllSelected;

    private void Tell()
    {
        var result = search.Run(_snapshot, Address.Query, Address.Sort);
        Fault = result.Fault;
        IsSortFault = result is { QueryFault: null, SortFault: not null };
        if (result.QueryFault is null) _good = Address.Query;
        if (Fault is not null) result = search.Run(_snapshot, _good, result.SortFault is null ? Address.Sort : "");
        Result = result;
        Rows.Take(result, Address.Group, _now);
        var asked = result.Query?.Verdicts ?? VerdictSet.None;
        // What the query asks for stays, at zero, so that it can be taken back.
        Chips = [.. VerdictWords.All
            .Select(word => new VerdictChip(word, result.Counts.FirstOrDefault(count => count.Kind == word.Kind)?.Items ?? 0, asked.Contains(word.Kind)))
            .Where(chip => chip.Items > 0 || chip.IsOn)];
        Silent = [.. _snapshot.Members.Where(member => member.Line is MemberLine.NotAnswering).Select(Say)];
        AsOf = SayAsOf();
        Phase = JudgePhase();
    }

    private FollowersPhase JudgePhase()
    {
        if (Rows.Count > 0) return FollowersPhase.Listing;
        if (_snapshot.Items.Count > 0) return FollowersPhase.NoMatch;
        if (_snapshot.Members.Count == 0 || _snapshot.Members.Any(member => member.Line is MemberLine.Asking)) return FollowersPhase.Asking;
        return _snapshot.Members.All(member => member.AsOf is null) ? FollowersPhase.NothingHeard : FollowersPhase.NoFollowers;
    }

    private string SayAsOf()
    {
        var heard = _snapshot.Members.Where(member => member.AsOf is not null).Select(member => member.AsOf!.Value).ToList();
        if (heard.Count == 0) return "";
        var oldest = heard.Min();
        var age = _now - oldest;
        return age > TimeSpan.FromSeconds(10) ? $"as of {Words.Clock(heard.Max(), time)}, oldest {Words.Ago(age)}" : $"as of {Words.Clock(heard.Max(), time)}";
    }

    private SilentCluster Say(Member member)
    {
        var line = (MemberLine.NotAnswering)member.Line;
        var isLed = _snapshot.Items.Count(item => item.Source.Member == member.Name);
        var has = _snapshot.Items.Count(item => item.Member == member.Name);
        var what = (has, isLed) switch
        {
            (0, 0) => "",
            (_, 0) => $" Its {Words.Count(has, "row stays", "rows stay")} as they were.",
            (0, _) => $" {Words.Count(isLed, "follower here has", "followers here have")} their leaders there: their lag is at least what it was then.",
            _ => $" Its {Words.Count(has, "row stays", "rows stay")} as they were, and {Words.Count(isLed, "follower has its", "followers have their")} leaders there.",
        };
        var said = member.AsOf is { } asOf ? $"It last answered at {Words.Clock(asOf, time)}, {Words.Ago(_now - asOf)}." : "It has not answered since this app started.";
        return new SilentCluster(member.Name, $"{said} {line.Why}{what}", line.IsSilent);
    }
}
