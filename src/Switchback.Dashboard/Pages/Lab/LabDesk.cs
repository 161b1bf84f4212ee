using Switchback.Dashboard.Rehearsal.Control;

namespace Switchback.Dashboard.Pages.Lab;

/// <summary>A line of what was done and what became of it.</summary>
public sealed record Said(DateTimeOffset At, LabResult Result, string Sentence);

/// <summary>
/// What one person has under way in the lab and what became of it. It outlives the page: who builds a scenario and looks at the
/// follower list meanwhile finds the outcome on coming back.
/// </summary>
public sealed class LabDesk(LabRoom room, LabWatch watch, LabTour tour, TimeProvider time)
{
    /// <summary>Replaces the whole lab: nothing else makes sense meanwhile.</summary>
    public const string Whole = "whole lab";

    /// <summary>The key under which leases expire: the tour waits for it.</summary>
    public const string Leases = "leases";

    private const int Kept = 6;

    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);

    /// <summary>Something to draw anew. Comes from any thread.</summary>
    public event Action? Changed;

    public bool CanDrive => room.CanDrive;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Said> Said { get; private set; } = [];

    /// <summary>What is being done right now, and since when.</summary>
    public (string Doing, DateTimeOffset Since)? Doing { get; private set; }

    public bool IsBusy(string key)
    {
        lock (_underWay)
        {
            return _underWay.Contains(key);
        }
    }

    /// <summary>Nothing can be pressed that is under way already, or while the whole lab is being replaced.</summary>
    public bool IsBlocked(string key)
    {
        lock (_underWay)
        {
            return !room.CanDrive || _underWay.Contains(key) || _underWay.Contains(Whole) || (key == Whole && _underWay.Count > 0);
        }
    }

    /// <summary>Does one thing. A second press while it is under way does nothing.</summary>
    /// <param name="key">What this is a second press of.</param>
    /// <param name="doing">What is said while it lasts.</param>
    /// <param name="act">The call.</param>
    public async Task RunAsync(string key, string doing, Func<LabRoom, Task<LabOutcome>> act)
    {
        lock (_underWay)
        {
            if (IsBlocked(key))
            {
                return;
            }

            _underWay.Add(key);
            Doing = (doing, time.GetUtcNow());
        }

        Changed?.Invoke();
        LabOutcome? outcome = null;
        try
        {
            outcome = await act(room);
            await watch.RefreshAsync();
        }
        finally
        {
            lock (_underWay)
            {
                _underWay.Remove(key);
                Doing = null;
            }

            Say(outcome ?? new LabOutcome(LabResult.Unclear, "This failed because of a fault of the page. Look at what the lab shows before you press again."));
            if (outcome is { Result: LabResult.Done, Count: > 0 } && key == Leases)
            {
                tour.SawLeasesExpire();
            }

            Changed?.Invoke();
        }
    }

    private void Say(LabOutcome outcome) => Said = [new Said(time.GetUtcNow(), outcome.Result, outcome.Sentence), .. Said.Take(Kept - 1)];
}
