using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchback.Core.Journal;

namespace Switchback.Core.Runs;

/// <summary>What a run did, for whoever has to answer for it. Made from the journal's events and from nothing else: made again it is the same, byte by byte.</summary>
public sealed record RunReport
{
    public required string Run { get; init; }

    public required string Title { get; init; }

    public required string Operation { get; init; }

    public required string PlanHash { get; init; }

    public required string State { get; init; }

    public string? Says { get; init; }

    public required string AskedBy { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public double? SecondsFromStartToEnd { get; init; }

    public required IReadOnlyList<string> Destroys { get; init; }

    /// <summary>What was lost by it as far as was known when it was agreed to; null where nothing could be.</summary>
    public string? Loss { get; init; }

    /// <summary>Guards that were set aside for it.</summary>
    public required IReadOnlyList<Plans.BrokenGuard> BrokenGlass { get; init; }

    public required IReadOnlyList<ReportedAct> Acts { get; init; }

    public required IReadOnlyList<ReportedStep> Steps { get; init; }

    public required IReadOnlyList<ReportedItem> Items { get; init; }

    public required IReadOnlyList<ReportedCall> Calls { get; init; }

    /// <summary>What calls left behind elsewhere.</summary>
    public required IReadOnlyList<string> Owes { get; init; }

    /// <summary>Where in the journal it stands, so that anybody can look.</summary>
    public required JournalSpan Journal { get; init; }

    /// <summary>Null when these are not a run's events.</summary>
    public static RunReport? Of(string id, IReadOnlyList<JournalEvent> events)
    {
        if (events.Count == 0 || Runs.Run.Begin(id, events[0]) is not { } run) return null;
        var acts = new List<ReportedAct>();
        var calls = new SortedDictionary<int, ReportedCall>();
        var steps = new SortedDictionary<(int Order, int Step), ReportedStep>();
        foreach (var happened in events.Skip(1))
        {
            run = run.Apply(happened);
            switch (RunEvent.Read(happened))
            {
                case RunEvent.Intended call:
                    calls[call.Call] = new ReportedCall(call.Call, call.Step, call.Attempt, call.Member, call.Line, call.Digest, call.Items, happened.At, null, "no answer was recorded", null, null, null);
                    break;
                case RunEvent.Answered answer when calls.TryGetValue(answer.Call, out var call):
                    calls[answer.Call] = call with { Answer = answer.Outcome.ToString().ToLowerInvariant(), Said = answer.Said, Raw = answer.Raw, AnswerDigest = answer.Digest, Millis = answer.Millis };
                    break;
                case RunEvent.StepBegun begun when run.Plan.Step(begun.Step) is { } step && !steps.ContainsKey((Order(begun.Step), begun.Step)):
                    steps[(Order(begun.Step), begun.Step)] = new ReportedStep(begun.Step, step.Words, happened.At, null);
                    break;
                case RunEvent.StepEnded ended when steps.TryGetValue((Order(ended.Step), ended.Step), out var begun):
                    steps[(Order(ended.Step), ended.Step)] = begun with { EndedAt = happened.At };
                    break;
                case { } act when Say(act) is { } sentence:
                    acts.Add(new ReportedAct(happened.At, happened.Who, sentence));
                    break;
            }
        }

        return new RunReport
        {
            Run = id,
            Title = run.Plan.Title,
            Operation = run.Plan.Operation,
            PlanHash = run.Plan.Hash,
            State = run.Phase.Id(),
            Says = run.Says,
            AskedBy = $"{run.Name} ({run.Who})",
            Reason = run.Reason,
            AskedAt = run.RequestedAt,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
            SecondsFromStartToEnd = run.EndedAt is { } end && run.StartedAt is { } start ? Math.Round((end - start).TotalSeconds, 3) : null,
            Destroys = run.Plan.Destroys,
            BrokenGlass = run.Plan.BrokenGlass,
            Acts = acts,
            Steps = [.. steps.Values],
            Items = [.. run.InOrder.Select(item => new ReportedItem(item.Item.Key, item.Item.Identity, item.Phase(run.Plan).ToString().ToLowerInvariant(), item.Stop?.Why, item.Stop?.Next, item.Notes.IsEmpty ? null : new SortedDictionary<string, string>(item.Notes, StringComparer.Ordinal)))],
            Calls = [.. calls.Values],
            Loss = run.Plan.Loss?.Say(),
            Owes = run.Owes,
            Journal = new JournalSpan(events[0].Sequence, events[^1].Sequence, events[^1].Hash),
        };

        // What takes back comes after what goes forward.
        static int Order(int step) => step > 0 ? 0 : 1;
    }

    public string ToJson() => JsonSerializer.Serialize(this, RunJson.Options);

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line($"# {Title}");
        Line("");
        Line($"Run `{Run}`, operation `{Operation}`, state **{State}**. {Says}");
        Line("");
        Line($"- Asked by {AskedBy} at {Time(AskedAt)}: {Reason}");
        Line($"- Plan `{PlanHash}`");
        if (StartedAt is { } started) Line($"- Started {Time(started)}{(EndedAt is { } ended ? $", ended {Time(ended)}, after {SecondsFromStartToEnd?.ToString("0.0", CultureInfo.InvariantCulture)} s" : ", not ended yet")}");
        Line($"- Journal events {Journal.First} to {Journal.Last}, the last with hash `{Journal.LastHash}`");
        if (Loss is { } loss) Line($"- Lost by it, as it was agreed to: {loss}");
        Section("Destroyed by it", Destroys.Select(what => $"- {what}"));
        Section("Guards set aside", BrokenGlass.Select(broken => $"- `{broken.Name}` for {string.Join(", ", broken.Items)}: {broken.Why}"));
        Section("Who did what", Acts.Select(act => $"- {Time(act.At)} {act.Who}: {act.What}"));
        Section("Steps", Steps.Select(step => $"- {step.Step}. {step.Words} {(step.EndedAt is { } end ? $"{(end - step.BegunAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s" : "not ended")}"));
        Section("Items", Items.Select(item => $"- `{item.Item}`: {item.State}{(item.Why is null ? "" : $". {item.Why}")}{(item.Next is null ? "" : $" Next: `{item.Next.ReplaceLineEndings(" ")}`")}{(item.Notes is null ? "" : string.Concat(item.Notes.Select(note => $"\n  - {note.Key}: {note.Value}")))}"));
        Section("Left behind elsewhere", Owes.Select(what => $"- `{what}`"));
        if (Calls.Count > 0)
        {
            Line("");
            Line("## Calls");
            Line("");
            Line("| # | sent | to | call | attempt | answer | ms |");
            Line("|---|---|---|---|---|---|---|");
            foreach (var call in Calls) Line($"| {call.Call} | {Time(call.At)} | {call.Member} | `{Cell(call.Line)}` | {call.Attempt} | {call.Answer}: {Cell(call.Said)} | {call.Millis} |");
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');

        void Section(string heading, IEnumerable<string> lines)
        {
            if (!lines.Any()) return;
            Line("");
            Line($"## {heading}");
            Line("");
            foreach (var line in lines) Line(line);
        }

        static string Cell(string? words) => words?.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal) ?? "";
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>What somebody did or what happened to the whole run; null for the small steps between.</summary>
    public static string? Say(RunEvent act) => act switch
    {
        RunEvent.Approved yes => $"agreed to plan {yes.Hash[..Math.Min(12, yes.Hash.Length)]}, until {Time(yes.Until)}{(yes.Comment is { Length: > 0 } comment ? $": {comment}" : "")}",
        RunEvent.Revoked back => $"took the approval back: {back.Why}",
        RunEvent.Rejected no => $"said no: {no.Why}",
        RunEvent.Started started => $"started, epoch {started.Epoch}",
        RunEvent.TakenOver => "went on with it after a restart",
        RunEvent.Spoke said => $"said yes to step {said.Step}{(said.Words.Length > 0 ? $": {said.Words}" : "")}",
        RunEvent.SideTurned turned => $"{turned.Member} leads the pair {turned.Pair} from here on",
        RunEvent.Overdue overdue => overdue.Why,
        RunEvent.Waits waits => $"waited: {waits.For}",
        RunEvent.Paused paused => paused.Why,
        RunEvent.Resumed => "resumed it",
        RunEvent.AbortAsked abort => abort.Why,
        RunEvent.RetryAsked retry => retry.Items is { } some ? $"tried {string.Join(", ", some)} again" : "tried again what had stopped",
        RunEvent.NeedsPerson needs => $"needed a person: {needs.Why}",
        RunEvent.Seen { Unasked: true } seen => $"found step {seen.Step} done already: {string.Join(", ", seen.Items.Take(5))}{(seen.Items.Count > 5 ? $" and {seen.Items.Count - 5} more" : "")}",
        RunEvent.Ended ended => ended.Said,
        _ => null,
    };
}

public sealed record ReportedAct(DateTimeOffset At, string Who, string What);

public sealed record ReportedStep(int Step, string Words, DateTimeOffset BegunAt, DateTimeOffset? EndedAt);

/// <param name="Notes">What its steps found out about it, by name.</param>
public sealed record ReportedItem(string Item, string? Identity, string State, string? Why, string? Next, IReadOnlyDictionary<string, string>? Notes = null);

public sealed record ReportedCall(
    int Call, int Step, int Attempt, string Member, string Line, string Digest, IReadOnlyList<string> Items, DateTimeOffset At, string? Answer, string? Said, string? Raw, string? AnswerDigest, long? Millis);

public sealed record JournalSpan(long First, long Last, string LastHash);
