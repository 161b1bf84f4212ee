using Switchback.Core.Plans;

namespace Switchback.Core.Tests.Runs;

/// <summary>
/// A second system, unlike the first in everything: one stream carries a whole estate, its lag is a number of seconds, a copy takes
/// over as of a point in time, nothing can be fenced, and no call may be made twice. After a disaster the clients are on the away side.
/// It complains when something happens that would lose a write or leave two sides to write to.
/// </summary>
internal sealed class StreamWorld(TimeProvider time)
{
    public static readonly string[] Phases = ["assess", "preserve", "reseed", "catch-up", "close-route", "drain", "promote", "verify", "route", "re-protect"];

    private readonly DateTimeOffset _begin = time.GetUtcNow();
    private readonly Dictionary<string, int> _happened = [];
    private readonly List<(DateTimeOffset At, string Word)> _late = [];
    private DateTimeOffset? _closedAt;
    private DateTimeOffset? _streamSince;

    public List<string> Faults { get; } = [];

    /// <summary>Where clients write: away, home, or nowhere while the route is closed.</summary>
    public string Route { get; private set; } = "away";

    public bool IsHomeWritable { get; private set; }

    public bool IsPreserved { get; private set; }

    /// <summary>Which way the stream runs; null when there is none.</summary>
    public string? Stream { get; private set; }

    public DateTimeOffset? PromotedAsOf { get; private set; }

    /// <summary>The last moment at which the away side took a write.</summary>
    public DateTimeOffset Written => Route == "away" ? time.GetUtcNow() : _closedAt ?? _begin;

    /// <summary>How far the copy is behind: an hour to begin with, and it gains nine seconds in ten.</summary>
    public TimeSpan? Lag
    {
        get
        {
            if (Stream != "away>home" || _streamSince is not { } since) return null;
            var now = time.GetUtcNow();
            var behind = TimeSpan.FromHours(1) - (0.9 * (now - since));
            // Once nothing is written any more it only gets better.
            if (_closedAt is { } closed && Route == "nowhere") behind -= now - closed;
            return behind > TimeSpan.Zero ? behind : TimeSpan.Zero;
        }
    }

    /// <summary>What had been taken in and not yet done comes true now.</summary>
    public void CatchUp()
    {
        foreach (var late in _late.Where(late => late.At <= time.GetUtcNow()).ToList())
        {
            _late.Remove(late);
            Happen(late.Word);
        }
    }

    public bool IsWorkingOn(string word) => _late.Any(late => late.Word == word);

    public CallOutcome Receive(string word, Fate fate)
    {
        if (IsWorkingOn(word)) Faults.Add($"{word} was called while such a call was working");
        if (fate is Fate.Good or Fate.LostAfter or Fate.RejectedAfter) Happen(word);
        if (fate is Fate.Late) _late.Add((time.GetUtcNow() + TimeSpan.FromSeconds(40), word));
        return fate switch
        {
            Fate.Good or Fate.EmptyYes => new CallOutcome.Accepted("digest"),
            Fate.Postponed => new CallOutcome.Rejected("Not now.", "ERR 8", TimeSpan.FromSeconds(1), TooBusy: true),
            Fate.RejectedAfter => new CallOutcome.Rejected("It was too late.", "ERR 9"),
            _ => new CallOutcome.Unknown("No answer.", "timeout"),
        };
    }

    private void Happen(string word)
    {
        _happened[word] = _happened.GetValueOrDefault(word) + 1;
        if (_happened[word] > 1) Faults.Add($"{word} happened twice");
        switch (word)
        {
            case "preserve":
                IsPreserved = true;
                break;
            case "reseed":
                if (!IsPreserved) Faults.Add("home was overwritten, and what only it had was kept nowhere");
                if (Route == "home") Faults.Add("the side that clients write to was overwritten");
                (Stream, _streamSince) = ("away>home", time.GetUtcNow());
                break;
            case "close-route":
                (Route, _closedAt) = ("nowhere", time.GetUtcNow());
                break;
            case "promote":
                if (Lag is not { } lag || lag > TimeSpan.Zero) Faults.Add($"home took over and was {Lag?.TotalSeconds:0.#} s behind");
                if (Route != "nowhere") Faults.Add("home took over while clients wrote to the away side");
                (IsHomeWritable, PromotedAsOf, Stream) = (true, Written, null);
                break;
            case "route":
                if (!IsHomeWritable) Faults.Add("clients were sent to a side that takes no writes");
                Route = "home";
                break;
            case "re-protect":
                if (Route != "home") Faults.Add("the away side was overwritten before clients had left it");
                Stream = "home>away";
                break;
            case "cancel":
                Stream = null;
                break;
            case "open-route":
                (Route, _closedAt) = ("away", null);
                break;
        }
    }
}
