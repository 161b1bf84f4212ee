using Switchback.Core.Approvals;
using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>The process died here. Nothing that it still had in mind happens.</summary>
internal sealed class Death : OperationCanceledException;

/// <summary>One life of the app over a journal and a world that outlive it. It works on runs in the calling test, so that a history repeats.</summary>
internal sealed class Life : IRunWorkers
{
    public static readonly Actor Operator = new("rehearsal:operator", MayOperate: true, Name: "Otto");
    public static readonly Actor Approver = new("rehearsal:approver", MayOperate: false, MayApprove: true, Name: "Anna");
    public static readonly Actor SecondApprover = new("rehearsal:second-approver", MayOperate: false, MayApprove: true, Name: "Sven");
    public static readonly Actor Admin = new("rehearsal:admin", MayOperate: true, MayApprove: true, MayAdminister: true, Name: "Ada");
    public static readonly Actor Viewer = new("rehearsal:viewer", MayOperate: false);

    public static readonly PairOptions Pair = new() { Id = "tapes", System = "tape", Home = "home", Away = "away", Scope = PairScope.Parse(["*"]), Policy = new PairPolicy() };

    private readonly Queue<(RunRecord Record, IDriver Driver, Func<Run, Task> WhenLeft)> _work = new();
    private readonly CancellationTokenSource _end = new();
    private readonly RunGate _gate;
    private readonly TimeProvider _time;

    /// <summary>Which side leads; null where nobody keeps that.</summary>
    public ActiveRecords? Records { get; set; }

    public Life(IJournal journal, IDriver driver, TimeProvider time, string name = "life-1", PairPolicy? policy = null, IPeople? people = null)
    {
        (_time, Name, Journal) = (time, name, new MortalJournal(journal, this));
        Book = new RunBook(Journal);
        Holds = new Holds(Journal);
        var controls = new Controls(time);
        var approvals = new ApprovalPolicy([Pair with { Policy = policy ?? new PairPolicy() }]);
        people ??= new Everybody();
        _gate = new RunGate(approvals, people, controls, time, pair => Records?.Of(pair)?.Active);
        Shelf = new PlanShelf(time);
        Desk = new RunDesk(Journal, Book, Holds, controls, Shelf, approvals, people, [driver], this, time);
    }

    public string Name { get; }

    public MortalJournal Journal { get; }

    public RunBook Book { get; }

    public Holds Holds { get; }

    public PlanShelf Shelf { get; }

    public RunDesk Desk { get; }

    public bool IsDead { get; private set; }

    public RunSettings Settings { get; init; } = new();

    public void Die()
    {
        IsDead = true;
        _end.Cancel();
        throw new Death();
    }

    public void Live()
    {
        if (IsDead) throw new Death();
    }

    void IRunWorkers.Work(RunRecord record, IDriver driver, Func<Run, Task> whenLeft) => _work.Enqueue((record, driver, whenLeft));

    bool IRunWorkers.IsWorking(string run) => false;

    /// <summary>Does the work that has come up, until there is none or the process dies.</summary>
    public async Task WorkAsync()
    {
        try
        {
            while (_work.TryDequeue(out var work))
            {
                await new RunEngine(work.Record, work.Driver, _gate, Settings, _time, Name).RunAsync(_end.Token);
                await work.WhenLeft(work.Record.Run);
            }
        }
        catch (OperationCanceledException) when (IsDead)
        {
        }
    }

    public async Task<Run> RequestAsync(Plan plan, Actor? actor = null)
    {
        Shelf.Keep(plan);
        return Assert.IsType<DeskOutcome.Done>(await Desk.RequestAsync(actor ?? Operator, plan.Id, plan.Hash, plan.ConfirmWith, "because", key: null)).Run;
    }

    private sealed class Everybody : IPeople
    {
        public bool MayApprove(string who) => who is "rehearsal:approver" or "rehearsal:second-approver" or "rehearsal:admin";
    }
}

/// <summary>The journal as one life of the app has it: gone with that life, while what it holds stays.</summary>
internal sealed class MortalJournal(IJournal kept, Life life) : IJournal
{
    /// <summary>Called around each append.</summary>
    public Action Before { get; set; } = () => { };

    public Action After { get; set; } = () => { };

    public string? Refuses { get; set; }

    /// <summary>Only appends to this stream are refused; null: to all.</summary>
    public string? RefusesOnly { get; set; }

    public JournalCondition Condition => kept.Condition;

    public JournalHead Head => kept.Head;

    public async ValueTask<Appended> AppendAsync(string stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        life.Live();
        Before();
        life.Live();
        if (Refuses is { } why && (RefusesOnly is null || RefusesOnly == stream)) return new Appended.Refused(why);
        var appended = await kept.AppendAsync(stream, expected, events, cancellationToken);
        After();
        life.Live();
        return appended;
    }

    public IAsyncEnumerable<JournalEvent> ReadAsync(long fromSequence = 1, CancellationToken cancellationToken = default) => kept.ReadAsync(fromSequence, cancellationToken);

    public IAsyncEnumerable<JournalEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken cancellationToken = default) => kept.ReadStreamAsync(stream, fromVersion, cancellationToken);

    public IAsyncEnumerable<JournalEvent> WatchAsync(long fromSequence = 1, CancellationToken cancellationToken = default) => kept.WatchAsync(fromSequence, cancellationToken);

    public Task<Verification> VerifyAsync(CancellationToken cancellationToken = default) => kept.VerifyAsync(cancellationToken);
}
