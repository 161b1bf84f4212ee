using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Rehearsal.Control;

namespace Switchback.Dashboard.Pages.Lab;

public enum LabPhase
{
    Asking,
    NeverHeard,
    Shown,
}

/// <summary>One cluster of the lab as its card shows it.</summary>
/// <param name="NextPatch">The patch level after the one it runs.</param>
public sealed record LabClusterCard(
    LabCluster Facts, Grade Grade, string Word, string Meaning, string Port, bool IsStopped, bool IsFrozen, int NextPatch, string NextVersion);

/// <summary>What the rehearsal room shows, worked out of one snapshot after the other.</summary>
public sealed class LabView(LabTour tour, TimeProvider time)
{
    /// <summary>A prefix is enough for the lab.</summary>
    public static readonly IReadOnlyList<string> Versions = ["7.8", "7.17", "8.19", "9.2"];

    public static readonly IReadOnlyList<string> Licences = ["basic", "standard", "gold", "platinum", "enterprise", "trial"];

    public LabPhase Phase { get; private set; }

    public LabPicture? Lab { get; private set; }

    public IReadOnlyList<LabClusterCard> Clusters { get; private set; } = [];

    public IReadOnlyList<string> Names { get; private set; } = [];

    public TourSight Fleet { get; private set; } = TourSight.Nothing;

    /// <summary>Since when and why the lab does not answer; null while it does.</summary>
    public string? Trouble { get; private set; }

    public string? Kept { get; private set; }

    public bool IsStale => Trouble is not null;

    public string ClockNow { get; private set; } = "";

    public string ClockAhead { get; private set; } = "";

    public void Take(LabSnapshot snapshot, TourSight fleet, DateTimeOffset now)
    {
        (Lab, Fleet) = (snapshot.Picture, fleet);
        Phase = (snapshot.Picture, snapshot.Line) switch
        {
            (not null, _) => LabPhase.Shown,
            (_, LabLine.Silent) => LabPhase.NeverHeard,
            _ => LabPhase.Asking,
        };
        Trouble = snapshot.Line is LabLine.Silent silent
            ? $"The lab has not answered since {Words.Clock(silent.Since, time)} ({Words.Span(now - silent.Since)}). {silent.Why}"
            : null;
        Kept = snapshot is { Line: LabLine.Silent, At: { } at } ? $"What you see below is how it was at {Words.Clock(at, time)}." : null;
        if (snapshot.Picture is not { } lab)
        {
            return;
        }

        Clusters = [.. lab.Self.Clusters.Select(Card)];
        Names = [.. lab.Self.Clusters.Select(cluster => cluster.Name)];
        ClockNow = lab.Self.Clock.Now.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        ClockAhead = lab.Self.Clock.OffsetMillis == 0
            ? "as real time"
            : $"{Words.Span(TimeSpan.FromMilliseconds(lab.Self.Clock.OffsetMillis))} ahead of real time";
        if (snapshot.Line is LabLine.Answering)
        {
            tour.Look(lab, fleet);
        }
    }

    private static LabClusterCard Card(LabCluster cluster)
    {
        var (grade, word, meaning) = cluster.State switch
        {
            "running" => (Grade.Fine, "runs", "Answers on its port."),
            "stopped" => (Grade.Bad, "stopped", "Its port refuses connections; its data are kept."),
            "frozen" => (Grade.Risk, "frozen", "Holds every connection and answers nothing."),
            _ => (Grade.Unknown, cluster.State, "A state that this version does not know."),
        };
        var version = Version.TryParse(cluster.Version, out var parsed) ? parsed : new Version(0, 0, 0);
        var next = version.Build + 1;
        return new LabClusterCard(
            cluster, grade, word, meaning,
            Uri.TryCreate(cluster.Url, UriKind.Absolute, out var url) ? url.Port.ToString(CultureInfo.InvariantCulture) : "–",
            cluster.State == "stopped", cluster.State == "frozen", next, $"{version.Major}.{version.Minor}.{next}");
    }
}
