using Switchback.Core.Journal;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Pages.Runs;

/// <param name="Tone">ok, bad or off.</param>
public sealed record TimelineLine(long Version, DateTimeOffset At, string Who, string Text, string? More, string Tone);

/// <summary>The newest events of a run as lines, newest first. Read from the journal, as everything about a run is.</summary>
public sealed class RunTimeline(IJournal journal, string id)
{
    public const int Most = 60;

    private long _version;

    public IReadOnlyList<TimelineLine> Lines { get; private set; } = [];

    public async Task CatchUpAsync(Run run)
    {
        if (run.Version <= _version) return;
        // Taken before anything is waited for: whoever comes meanwhile reads on from there.
        var from = Math.Max(_version + 1, run.Version - Most + 1);
        _version = run.Version;
        var lines = new List<TimelineLine>();
        await foreach (var happened in journal.ReadStreamAsync(Run.StreamOf(id), from))
        {
            if (happened.Version > run.Version) break;
            if (RunEvent.Read(happened) is { } known && Say(known, run) is var (text, more, tone)) lines.Add(new TimelineLine(happened.Version, happened.At, happened.Who, text, more, tone));
        }

        Lines = [.. lines.Concat(Lines).OrderByDescending(line => line.Version).Take(Most)];
    }

    private static (string Text, string? More, string Tone)? Say(RunEvent happened, Run run) => happened switch
    {
        RunEvent.Requested asked => ($"Asked for by {asked.Name}", asked.Reason, "off"),
        RunEvent.StepBegun step => ($"Step {step.Step} begins", run.Plan.Step(step.Step)?.Words, "off"),
        RunEvent.StepEnded step => ($"Step {step.Step} is through", null, "ok"),
        RunEvent.Intended call => ($"{call.Member}: {call.Line}", call.Attempt > 1 ? $"attempt {call.Attempt}" : null, "off"),
        RunEvent.Answered { Outcome: RunEvent.Answer.Accepted } => null,
        RunEvent.Answered answer => (answer.Outcome switch
        {
            RunEvent.Answer.Unknown => "No plain answer: what became of it is looked for",
            RunEvent.Answer.Postponed => "Not now: it is tried again",
            _ => "Refused",
        }, answer.Said, "bad"),
        RunEvent.Seen seen => ($"{Names(seen.Items)}: {seen.Said}", seen.Unasked ? "it was so already" : null, "ok"),
        RunEvent.NoEffect none => ($"{Names(none.Items)}: no effect, and nothing works on it any more", none.Said, "off"),
        RunEvent.Stopped stop => ($"{Names(stop.Items)} stopped", stop.Why, "bad"),
        _ => RunReport.Say(happened) is { } sentence ? (sentence, null, happened is RunEvent.NeedsPerson or RunEvent.Rejected ? "bad" : "ok") : null,
    };

    private static string Names(IReadOnlyList<string> keys)
    {
        var first = keys[0][(keys[0].IndexOf('/') + 1)..];
        return keys.Count == 1 ? first : $"{first} and {keys.Count - 1} more";
    }
}
