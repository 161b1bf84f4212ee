using Switchback.Core.Plans;

namespace Switchback.Core.Tests.Runs;

/// <summary>What becomes of one call in the invented system.</summary>
internal enum Fate
{
    Good,
    LostBefore,
    LostAfter,

    /// <summary>The caller gives up, and it happens later.</summary>
    Late,

    /// <summary>The caller gives up, and what still works on it ends without an effect.</summary>
    LateNever,
    Rejected,

    /// <summary>It says no and has happened: such systems exist.</summary>
    RejectedAfter,
    Postponed,

    /// <summary>It says yes and nothing has happened.</summary>
    EmptyYes,
    Throws,
}

/// <summary>
/// An invented replication system with one item or a few: it copies whole estates by tape, counts its lag in seconds, and none of its
/// calls may be made twice. It keeps its own account of what happened, and complains when something happens that must not.
/// </summary>
internal sealed class Estate
{
    private readonly HashSet<(int Step, string Item)> _there = [];
    private readonly Dictionary<(int Step, string Item), (int Looks, bool Happens)> _working = [];

    public List<string> Faults { get; } = [];

    /// <summary>How often each call had its effect; one taken back counts anew.</summary>
    public int Effects { get; private set; }

    public bool IsThere(int step, string item) => _there.Contains((step, item));

    public void ByHand(int step, string item) => _there.Add((step, item));

    public Presence Look(int step, string item)
    {
        if (_working.TryGetValue((step, item), out var work))
        {
            if (work.Looks > 0)
            {
                _working[(step, item)] = work with { Looks = work.Looks - 1 };
                return Presence.UnderWay;
            }

            _working.Remove((step, item));
            if (work.Happens) Happen(step, item);
        }

        return step > 0 == IsThere(Math.Abs(step), item) ? Presence.There : Presence.Absent;
    }

    public CallOutcome Receive(int step, string item, Fate fate, int looks)
    {
        if (_working.ContainsKey((step, item))) Faults.Add($"{step} of {item} was called while a call was still working on it");
        if (fate is Fate.Good or Fate.LostAfter or Fate.RejectedAfter) Happen(step, item);
        if (fate is Fate.Late or Fate.LateNever) _working[(step, item)] = (looks, fate == Fate.Late);
        return fate switch
        {
            Fate.Good or Fate.EmptyYes => new CallOutcome.Accepted("digest"),
            Fate.Rejected or Fate.RejectedAfter => new CallOutcome.Rejected("The tape is in use.", "ERR 7"),
            Fate.Postponed => new CallOutcome.Rejected("Not now.", "ERR 8", TimeSpan.FromSeconds(1), TooBusy: true),
            Fate.Throws => throw new InvalidOperationException("The driver has a fault of its own."),
            _ => new CallOutcome.Unknown("No answer.", "timeout"),
        };
    }

    private void Happen(int step, string item)
    {
        Effects++;
        var changed = step > 0 ? _there.Add((step, item)) : _there.Remove((-step, item));
        if (!changed) Faults.Add($"{step} of {item} happened twice");
    }
}
