using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Dashboard.Tests.Fleet;

namespace Switchback.Dashboard.Tests.Runs;

/// <summary>Runs as a journal tells of them, without anything that works on them.</summary>
internal sealed class SomeRuns
{
    public MemoryJournal Journal { get; } = new(TimeProvider.System);

    public RunBook Book { get; }

    public SomeRuns() => Book = new RunBook(Journal);

    public async Task<RunRecord> BeginAsync(string id, int items = 3, int needs = 0, string who = "rehearsal:operator", int steps = 1)
    {
        var keys = Enumerable.Range(0, items).Select(i => new PlanItem("clusterB", $"i-{i:0000}", null, new Dictionary<string, string>())).ToList();
        var plan = new Plan
        {
            Id = id,
            Operation = "mark",
            System = "tape",
            Title = $"Mark {items} tapes",
            Items = keys,
            Steps = [.. Enumerable.Range(1, steps).Select(number => new PlanStep
            {
                Number = number, Kind = "mark", Words = "It is done.", Class = StepClass.Reversible, Member = "clusterB", Items = [.. keys.Select(item => item.Key)], Probe = "It is there.", Deadline = TimeSpan.FromMinutes(5),
            })],
            Holds = [],
            MadeAt = Some.Now,
            MadeBy = who,
            Hash = "hash",
        };
        var (record, _) = await Book.BeginAsync(id, new RunEvent.Requested(plan, "because", "Otto", needs, Some.Now.AddYears(100), null), who);
        return record!;
    }

    public static Task TellAsync(RunRecord record, params RunEvent[] events) => record.RecordAsync("switchback", _ => events);
}
