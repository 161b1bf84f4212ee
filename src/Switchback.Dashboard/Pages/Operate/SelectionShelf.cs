using Switchback.Core.Plans;

namespace Switchback.Dashboard.Pages.Operate;

/// <summary>What somebody chose for a wizard, and what they had filled in.</summary>
public sealed record Selection(string Id, IReadOnlyList<ItemName> Items, IReadOnlyDictionary<string, string> Parameters, DateTimeOffset At);

/// <summary>
/// Choices that are too long for an address, each under a short name that stands there instead. They survive a page that is loaded
/// anew, and neither the night nor the process: what is gone is chosen again in a moment.
/// </summary>
public sealed class SelectionShelf(TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(4);

    /// <summary>Names of all choices together; past it the oldest go, whoever made them.</summary>
    private const int MostNames = 500_000;

    private readonly Lock _gate = new();
    private readonly LinkedList<Selection> _kept = [];
    private int _names;

    public Selection Keep(IReadOnlyList<ItemName> items, IReadOnlyDictionary<string, string>? parameters = null)
    {
        var kept = new Selection(Guid.NewGuid().ToString("n")[..12], items, parameters ?? new Dictionary<string, string>(), time.GetUtcNow());
        lock (_gate)
        {
            _kept.AddLast(kept);
            _names += items.Count;
            while (_kept.First is { Value: var oldest } && _kept.Count > 1 && (_names > MostNames || IsOver(oldest)))
            {
                _kept.RemoveFirst();
                _names -= oldest.Items.Count;
            }
        }

        return kept;
    }

    /// <summary>Null when it is not kept any more.</summary>
    public Selection? Find(string id)
    {
        lock (_gate) return _kept.FirstOrDefault(kept => kept.Id == id && !IsOver(kept));
    }

    private bool IsOver(Selection kept) => time.GetUtcNow() - kept.At > Life;
}
