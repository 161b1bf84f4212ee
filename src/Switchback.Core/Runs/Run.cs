using System.Collections.Immutable;
using Switchback.Core.Approvals;
using Switchback.Core.Journal;
using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>A run at one moment: the fold of its events up to <see cref="Version"/>. Immutable; whoever has one may keep it.</summary>
public sealed record Run
{
    public const string StreamPrefix = "run/";

    public required string Id { get; init; }

    public required Plan Plan { get; init; }

    public required RunPhase Phase { get; init; }

    /// <summary>Who asked, as the journal names them and as people do.</summary>
    public required string Who { get; init; }

    public required string Name { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>How many people have to agree before it starts.</summary>
    public required int Needs { get; init; }

    /// <summary>Nobody having agreed by then means no.</summary>
    public required DateTimeOffset Until { get; init; }

    public string? Key { get; init; }

    /// <summary>It begins then at the earliest; null: as soon as it may.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What people said to what its steps ask.</summary>
    public ImmutableList<Spoken> Words { get; init; } = [];

    /// <summary>Sides that lead since one of its steps, the last one last.</summary>
    public ImmutableList<TurnedSide> Turns { get; init; } = [];

    /// <summary>The step that is being taken back because it was in force for too long; 0 for none.</summary>
    public int Lifting { get; init; }

    public ImmutableList<Approval> Approvals { get; init; } = [];

    /// <summary>Grows with each run that takes hold of anything; 0 before it has started.</summary>
    public long Epoch { get; init; }

    /// <summary>Which life of the app works on it; null before it has started.</summary>
    public string? Worker { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>In the order of the plan's items, by key.</summary>
    public ImmutableDictionary<string, ItemRun> Items { get; init; } = ImmutableDictionary<string, ItemRun>.Empty;

    /// <summary>Calls that have left, or may have, and are not answered, by number.</summary>
    public ImmutableSortedDictionary<int, CallRun> InFlight { get; init; } = ImmutableSortedDictionary<int, CallRun>.Empty;

    /// <summary>How many calls were intended; the next one's number.</summary>
    public int Calls { get; init; }

    /// <summary>The step being done, or done last; negative while something is taken back. 0 before the first.</summary>
    public int Step { get; init; }

    /// <summary>When each step was begun last: its deadline counts from then.</summary>
    public ImmutableDictionary<int, DateTimeOffset> Begun { get; init; } = ImmutableDictionary<int, DateTimeOffset>.Empty;

    public ImmutableDictionary<int, DateTimeOffset> Finished { get; init; } = ImmutableDictionary<int, DateTimeOffset>.Empty;

    /// <summary>What it waits for beside its steps, or why it is where it is; null when nothing is to be said.</summary>
    public string? Says { get; init; }

    /// <summary>What a person does next; null when nothing is asked of one.</summary>
    public string? Next { get; init; }

    /// <summary>The version at which it last came to need a person: each time is a call of its own. 0 before the first.</summary>
    public long NeededAt { get; init; }

    public bool IsAborting { get; init; }

    public string? AbortedBy { get; init; }

    /// <summary>What calls left behind elsewhere, to be cleaned up.</summary>
    public ImmutableList<string> Owes { get; init; } = [];

    public long Version { get; init; }

    public DateTimeOffset LastAt { get; init; }

    public static string StreamOf(string id) => StreamPrefix + id;

    public int Count(ItemPhase phase) => RunTally.Of(this)[phase];

    /// <summary>In the order of the plan.</summary>
    public IEnumerable<ItemRun> InOrder => Plan.Items.Select(item => Items[item.Key]);

    /// <summary>What still has to be done of a step: its items that have neither got there nor stopped.</summary>
    public IReadOnlyList<PlanItem> Pending(PlanStep step) =>
        [.. step.Items.Select(key => Items[key]).Where(item => item.Stop is null && !item.Done.Contains(step.Number)).Select(item => item.Item)];

    /// <summary>The first event of a run makes it; null when that is no request.</summary>
    public static Run? Begin(string id, JournalEvent happened) => RunEvent.Read(happened) is not RunEvent.Requested asked ? null : new Run
    {
        Id = id,
        Plan = asked.Plan,
        Phase = RunPhase.AwaitingApproval,
        Who = happened.Who,
        Name = asked.Name,
        Reason = asked.Reason,
        RequestedAt = happened.At,
        Needs = asked.Needs,
        Until = asked.Until,
        Key = asked.Key,
        NotBefore = asked.NotBefore,
        Items = asked.Plan.Items.ToImmutableDictionary(item => item.Key, item => new ItemRun(item), StringComparer.Ordinal),
        Version = happened.Version,
        LastAt = happened.At,
    };

    /// <summary>The run after one more event. What was done stays done; an ended run changes no more.</summary>
    public Run Apply(JournalEvent happened)
    {
        if (happened.Version <= Version) return this;
        var here = this with { Version = happened.Version, LastAt = happened.At };
        return RunEvent.Read(happened) is { } known && !Phase.IsOver() ? here.After(known, happened) : here;
    }

    private Run After(RunEvent known, JournalEvent happened) => known switch
    {
        RunEvent.Approved given => this with { Approvals = Approvals.Add(new Approval(happened.Who, given.Name, given.Hash, happened.At, given.Until, given.Comment)) },
        RunEvent.Revoked => this with { Approvals = [.. Approvals.Select(given => given.Who == happened.Who ? given with { Revoked = true } : given)] },
        RunEvent.Rejected no => this with { Phase = RunPhase.Aborted, EndedAt = happened.At, Says = $"{happened.Who} said no: {no.Why}", Next = null },
        RunEvent.Started begun => this with { Phase = RunPhase.Running, Epoch = begun.Epoch, Worker = begun.Worker, StartedAt = happened.At, Says = null, Next = null },
        RunEvent.TakenOver taken => this with { Worker = taken.Worker, InFlight = ImmutableSortedDictionary<int, CallRun>.Empty },
        RunEvent.StepBegun step => this with { Step = step.Step, Begun = Begun.SetItem(step.Step, happened.At), Finished = Finished.Remove(step.Step), Says = null, Next = null },
        RunEvent.StepEnded step => this with { Finished = Finished.SetItem(step.Step, happened.At) },
        RunEvent.Intended call => (this with { Calls = Math.Max(Calls, call.Call), InFlight = InFlight.SetItem(call.Call, new CallRun(call.Call, call.Step, call.Attempt, call.Member, call.Line, call.Items, happened.At)) })
            .Each(call.Items, item => item with { Open = item.Open.Add(call.Step), Attempts = item.Attempts.SetItem(call.Step, call.Attempt), LastAnswer = null }),
        RunEvent.Answered answer => (this with { InFlight = InFlight.Remove(answer.Call), Owes = answer.Owes is { } owes ? [.. Owes.Union(owes)] : Owes })
            .Each(InFlight.GetValueOrDefault(answer.Call)?.Items ?? [], item => item with { LastAnswer = new ItemAnswer(answer.Step, answer.Outcome, answer.Said, answer.Raw) }),
        RunEvent.Seen seen => Each(seen.Items, item => Noted(Got(item, seen.Step), seen.Notes?.GetValueOrDefault(item.Item.Key))),
        RunEvent.Spoke said => this with { Words = Words.Add(new Spoken(said.Step, said.Digest, happened.Who, said.Name, said.Words, happened.At)) },
        RunEvent.SideTurned turned => this with { Turns = Turns.Add(new TurnedSide(turned.Pair, turned.Side, happened.At, happened.Who)) },
        RunEvent.Overdue overdue => this with { Phase = RunPhase.Running, Lifting = overdue.Step, Says = overdue.Why, Next = null },
        RunEvent.NoEffect none => Each(none.Items, item => item with { Open = item.Open.Remove(none.Step) }),
        RunEvent.Stopped stop => Each(stop.Items, item => item with { Stop = new ItemStop(stop.Step, item.Stop is { } before ? $"{before.Why} {stop.Why}" : stop.Why, stop.Lift, stop.Next) }),
        RunEvent.Waits waits => this with { Says = waits.For },
        RunEvent.Paused paused => this with { Phase = RunPhase.Paused, Says = paused.Why },
        RunEvent.Resumed => this with { Phase = RunPhase.Running, Says = null, Next = null },
        RunEvent.AbortAsked asked => this with { Phase = StartedAt is null ? Phase : RunPhase.Running, IsAborting = true, AbortedBy = happened.Who, Says = asked.Why },
        RunEvent.RetryAsked retry => (this with { Phase = RunPhase.Running, Says = null, Next = null })
            .Each(retry.Items ?? [.. Items.Keys], item => item.Stop is null ? item : item with { Stop = null, LastAnswer = null, Attempts = ImmutableDictionary<int, int>.Empty }),
        RunEvent.NeedsPerson needs => this with { Lifting = 0, Phase = RunPhase.NeedsHuman, Says = needs.Why, Next = needs.Next, NeededAt = happened.Version },
        RunEvent.Ended ended => this with { Phase = ended.Phase, EndedAt = happened.At, Says = ended.Said, Next = null, InFlight = ImmutableSortedDictionary<int, CallRun>.Empty },
        _ => this,
    };

    /// <summary>The effect of step n was seen; -n takes n back, and n taken back can be done anew. What was only looked at after n has to be looked at again then.</summary>
    private ItemRun Got(ItemRun item, int step) => step > 0
        ? item with { Done = item.Done.Add(step), TakenBack = item.TakenBack.Remove(step), Open = item.Open.Remove(step), LastAnswer = null }
        : item with
        {
            Done = item.Done.Remove(-step).Except(item.Done.Where(done => done > -step && Plan.Step(done) is { Class: StepClass.Read })),
            TakenBack = item.TakenBack.Add(-step),
            Open = item.Open.Remove(step),
            LastAnswer = null,
        };

    private static ItemRun Noted(ItemRun item, IReadOnlyDictionary<string, string>? notes) => notes is null ? item : item with { Notes = item.Notes.SetItems(notes) };

    private Run Each(IEnumerable<string> keys, Func<ItemRun, ItemRun> change)
    {
        var items = Items.ToBuilder();
        foreach (var key in keys)
        {
            if (items.TryGetValue(key, out var item)) items[key] = change(item);
        }

        return this with { Items = items.ToImmutable() };
    }
}

/// <summary>What somebody said to what a step asks.</summary>
/// <param name="Digest">Of what had been found then.</param>
public sealed record Spoken(int Step, string Digest, string Who, string Name, string Words, DateTimeOffset At);

/// <summary>A side that leads since a step of a run.</summary>
public sealed record TurnedSide(string Pair, Fleet.Side Side, DateTimeOffset At, string Who);

/// <summary>A call that has left, or may have.</summary>
public sealed record CallRun(int Number, int Step, int Attempt, string Member, string Line, IReadOnlyList<string> Items, DateTimeOffset At);
