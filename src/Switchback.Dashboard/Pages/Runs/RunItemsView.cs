using Switchback.Core.Runs;

namespace Switchback.Dashboard.Pages.Runs;

/// <summary>What the run page thinks of the run's items: which are shown, which stopped and why, and which of those are picked for a retry.</summary>
public sealed class RunItemsView
{
    private readonly HashSet<string> _picked = new(StringComparer.Ordinal);
    private Run? _run;

    /// <summary>What needs somebody comes first; otherwise the plan's order.</summary>
    public List<ItemRun> Shown { get; private set; } = [];

    public IReadOnlyList<(ItemPhase Phase, int Count)> Phases { get; private set; } = [];

    public IReadOnlyList<StopGroup> Stops { get; private set; } = [];

    public ItemPhase? Only { get; private set; }

    public string Search { get; private set; } = "";

    public IReadOnlyCollection<string> Picked => _picked;

    public void Take(Run run)
    {
        if (ReferenceEquals(run, _run)) return;
        _run = run;
        var tally = RunTally.Of(run);
        Phases = [.. Enum.GetValues<ItemPhase>().Where(phase => tally[phase] > 0).Select(phase => (phase, tally[phase])).OrderByDescending(phase => phase.phase)];
        Stops = tally[ItemPhase.Stopped] > 0 ? StopGroup.Of(run) : [];
        // What no longer stands still is not retried a second time.
        _picked.RemoveWhere(key => run.Items.GetValueOrDefault(key)?.Stop is null);
        Choose();
    }

    public void ShowOnly(ItemPhase? phase)
    {
        Only = phase;
        Choose();
    }

    public void SearchFor(string text)
    {
        Search = text;
        Choose();
    }

    public bool IsPicked(ItemRun item) => _picked.Contains(item.Item.Key);

    public void Pick(ItemRun item)
    {
        if (!_picked.Remove(item.Item.Key) && item.Stop is not null) _picked.Add(item.Item.Key);
    }

    public bool IsPicked(StopGroup group) => group.Items.All(IsPicked);

    public void Pick(StopGroup group)
    {
        var keys = group.Items.Select(item => item.Item.Key).ToList();
        if (IsPicked(group)) _picked.ExceptWith(keys);
        else _picked.UnionWith(keys);
    }

    private void Choose()
    {
        if (_run is not { } run) return;
        var shown = run.InOrder;
        if (Only is { } only) shown = shown.Where(item => item.Phase(run.Plan) == only);
        if (Search.Trim() is { Length: > 0 } part) shown = shown.Where(item => item.Item.Name.Contains(part, StringComparison.OrdinalIgnoreCase));
        Shown = Stops.Count == 0 ? [.. shown] : [.. shown.OrderBy(item => item.Stop is null ? 1 : 0)];
    }
}
