using System.Globalization;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Webhook;

/// <summary>How often one notice was refused, and when it is tried again.</summary>
public sealed record Attempt(int Count, DateTimeOffset Next, string Why, DateTimeOffset Since);

/// <summary>How patient the sender is.</summary>
/// <param name="First">How long after a first refusal it is tried again. Doubles with each one.</param>
/// <param name="Longest">It is never longer than that, and it never ends while a person is still needed.</param>
/// <param name="Patience">How long an answer is waited for.</param>
public sealed record NoticePace(TimeSpan First, TimeSpan Longest, TimeSpan Patience)
{
    public static readonly NoticePace Usual = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
}

/// <summary>Who is to be called, and for what, now. Pure: runs, what was delivered and what was refused go in.</summary>
public static class NoticeRules
{
    /// <summary>Every call that stands, the oldest run first.</summary>
    /// <param name="runs">All of them.</param>
    /// <param name="waiting">Those that wait for an approval.</param>
    /// <param name="now">A wish that ran out asks nobody any more.</param>
    public static IReadOnlyList<Notice> Standing(IReadOnlyList<Run> runs, IReadOnlyList<Run> waiting, DateTimeOffset now) =>
    [
        .. waiting.Where(run => !run.Phase.IsOver() && (run.StartedAt is not null || now < run.Until)).Select(Approval)
            .Concat(runs.Where(run => run.Phase == RunPhase.NeedsHuman).Select(Person))
            .OrderBy(notice => notice.Id, StringComparer.Ordinal),
    ];

    /// <summary>What has to leave now: not delivered yet, and not to be left alone for a while.</summary>
    public static IReadOnlyList<Notice> Due(IReadOnlyList<Notice> standing, IReadOnlySet<string> delivered, IReadOnlyDictionary<string, Attempt> refused, DateTimeOffset now) =>
        [.. standing.Where(notice => !delivered.Contains(notice.Id) && !(refused.GetValueOrDefault(notice.Id) is { } attempt && now < attempt.Next))];

    /// <summary>After one more refusal.</summary>
    public static Attempt After(Attempt? before, string why, DateTimeOffset now, NoticePace pace)
    {
        var count = (before?.Count ?? 0) + 1;
        // Past thirty the doubling has no meaning any more, and would overflow.
        var wait = TimeSpan.FromTicks(Math.Min(pace.Longest.Ticks, (long)Math.Min(pace.First.Ticks * Math.Pow(2, Math.Min(30, count - 1)), long.MaxValue / 2)));
        return new Attempt(count, now + wait, why, before?.Since ?? now);
    }

    private static Notice Approval(Run run)
    {
        // Before it began it is one question; a yes that ran out on the way is another one.
        var id = run.StartedAt is null ? $"{run.Id}.approval" : Invariant($"{run.Id}.approval.{run.Step}.{run.Approvals.Count}");
        var words = run.StartedAt is null
            ? $"{run.Name} asks for {People(run.Needs)} to agree: {Sentence(run.Plan.Title)} Reason: {Sentence(run.Reason)} Look at every call and decide; nobody having agreed in time means no."
            : $"{Sentence(run.Plan.Title)} It has begun, and an approval that its next step takes has run out or was taken back. Agree anew, or abort it.";
        return new Notice(id, NoticeKind.ApprovalWaits, run.Id, Pairs(run), words, run.Plan.Hash, run.StartedAt is null ? run.RequestedAt : null, run.StartedAt is null ? run.Until : null);
    }

    private static Notice Person(Run run)
    {
        var (stopped, done) = (run.Count(ItemPhase.Stopped), run.Count(ItemPhase.Done));
        var state = stopped == 0 ? "It goes no further by itself." : Invariant($"{stopped} of {run.Items.Count} items stopped, {done} got there.");
        return new Notice(
            Invariant($"{run.Id}.person.{run.NeededAt}"), NoticeKind.NeedsPerson, run.Id, Pairs(run),
            $"{Sentence(run.Plan.Title)} {state} Why, and what to do next, stands on the page of the run.", run.Plan.Hash, run.LastAt, Until: null);
    }

    private static IReadOnlyList<string> Pairs(Run run) => [.. run.Plan.Pairs];

    private static string People(int count) => count == 1 ? "one person" : Invariant($"{count} people");

    private static string Sentence(string text) => text.TrimEnd() is var trimmed && trimmed.EndsWith('.') ? trimmed : trimmed + ".";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
