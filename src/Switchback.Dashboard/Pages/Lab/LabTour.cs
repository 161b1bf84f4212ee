using Switchback.Dashboard.Rehearsal.Control;

namespace Switchback.Dashboard.Pages.Lab;

/// <param name="Title">A few words.</param>
/// <param name="Sentence">What to press and what to watch.</param>
/// <param name="Href">Where to watch it.</param>
public sealed record TourStep(string Title, string Sentence, string Href, string Link, bool IsDone);

/// <summary>
/// The guided tour. Steps tick themselves off by what is observed, not by what was pressed. Kept for a person's whole visit, since
/// the tour sends them to other pages.
/// </summary>
public sealed class LabTour(string cluster)
{
    private const int Stop = 0, Unreachable = 1, Start = 2, Freeze = 3, Thaw = 4, Fatal = 5, Leases = 6;

    private readonly (string Title, string Sentence, string Href, string Link)[] _steps =
    [
        ($"Stop {cluster}", $"Press Stop on {cluster}'s card below: its port closes, as if its data centre had lost power.", "/lab#clusters", "To the clusters"),
        ("See it noticed", $"Open the follower list: within seconds whatever follows {cluster} says Leader unreachable, and the lag becomes a dash instead of a number that is no longer known.", "/followers", "Follower indices"),
        ($"Start {cluster}", $"Press Start on {cluster}'s card: followers try again after a while, up to a minute, and then read on from where they were.", "/lab#clusters", "To the clusters"),
        ("Freeze it", $"Press Freeze on {cluster}'s card: connections stay open and nothing answers, which is harder to notice than a cluster that is down.", "/lab#clusters", "To the clusters"),
        ("Thaw it", $"Press Thaw on {cluster}'s card: what was held goes on where it was, also calls that others gave up on.", "/lab#clusters", "To the clusters"),
        ("Fail a follower", "Under Quick faults choose a follower and press Make fatal: the follower list calls it Failed, with the reason, and it stays so until it is paused and resumed.", "/lab#quick", "To the quick faults"),
        ("Expire leases", $"Under Quick faults name a leader index of {cluster} and press Expire: a follower that keeps up takes a new lease; one that was paused may have to be copied anew.", "/lab#quick", "To the quick faults"),
    ];

    private readonly bool[] _done = new bool[7];
    private readonly HashSet<string> _wellOnce = new(StringComparer.Ordinal);

    public IReadOnlyList<TourStep> Steps => [.. _steps.Zip(_done, (step, done) => new TourStep(step.Title, step.Sentence, step.Href, step.Link, done))];

    public int Done => _done.Count(done => done);

    /// <summary>The first that is not done; null at the end.</summary>
    public int? Current => Array.IndexOf(_done, false) is >= 0 and var at ? at : null;

    public void Look(LabPicture lab, TourSight fleet)
    {
        var state = lab.Self.Clusters.FirstOrDefault(known => known.Name == cluster)?.State;
        _done[Stop] |= state == "stopped";
        _done[Unreachable] |= state == "stopped" && fleet.Unreachable > 0;
        _done[Start] |= _done[Stop] && state == "running";
        _done[Freeze] |= state == "frozen";
        _done[Thaw] |= _done[Freeze] && state == "running";
        // One that had failed before anyone looked proves nothing.
        _done[Fatal] |= fleet.Failed.Any(_wellOnce.Contains);
        _wellOnce.UnionWith(fleet.Well);
    }

    /// <summary>No cluster reports this of itself at once; the lab says how many it took away.</summary>
    public void SawLeasesExpire() => _done[Leases] = true;

    public void StartOver()
    {
        Array.Clear(_done);
        _wellOnce.Clear();
    }
}
