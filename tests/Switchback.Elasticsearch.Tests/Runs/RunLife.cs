using Switchback.Core.Approvals;
using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>The process died here. Nothing that it still had in mind happens.</summary>
internal sealed class Death : OperationCanceledException;

/// <summary>One life of the app: desk, engine and driver over a journal and clusters that outlive it. Runs are worked on where a test says so.</summary>
internal sealed class RunLife : IRunWorkers, IDisposable
{
    public static readonly Actor Operator = new("rehearsal:operator", MayOperate: true, Name: "Otto");
    public static readonly Actor Approver = new("rehearsal:approver", MayOperate: false, MayApprove: true, Name: "Anna");
    public static readonly Actor SecondApprover = new("rehearsal:second-approver", MayOperate: false, MayApprove: true, Name: "Sven");
    public static readonly Actor OtherOperator = new("rehearsal:admin", MayOperate: true, MayApprove: true, MayAdminister: true, Name: "Ada");

    public static readonly PairOptions Pair = new() { Id = "all", System = "elasticsearch", Home = "clusterA", Away = "clusterB", Scope = PairScope.Parse(["*"]), Policy = new PairPolicy() };

    /// <summary>Labs answer at once: there is nothing to be patient about.</summary>
    private static readonly RunSettings Settings = new() { FirstWait = TimeSpan.FromMilliseconds(2), LongestWait = TimeSpan.FromMilliseconds(20), MostAttempts = 4 };

    private readonly Queue<(RunRecord Record, IDriver Driver, Func<Run, Task> WhenLeft)> _work = new();
    private readonly CancellationTokenSource _end = new();
    private readonly RunGate _gate;
    private readonly TimeProvider _time;
    private readonly PlanShelf _shelf;

    public RunLife(IJournal journal, IDriver driver, TimeProvider time, string name)
    {
        (_time, Name) = (time, name);
        var mortal = new MortalJournal(journal, this);
        Book = new RunBook(mortal);
        Holds = new Holds(mortal);
        var controls = new Controls(time);
        var policy = new ApprovalPolicy([Pair]);
        var people = new Everybody();
        _gate = new RunGate(policy, people, controls, time);
        _shelf = new PlanShelf(time);
        Desk = new RunDesk(mortal, Book, Holds, controls, _shelf, policy, people, [new MortalDriver(driver, this)], this, time);
    }

    public string Name { get; }

    public RunBook Book { get; }

    public Holds Holds { get; }

    public RunDesk Desk { get; }

    public bool IsDead { get; private set; }

    /// <summary>Called before and after every append, look and call: here it dies, or somebody acts.</summary>
    public Func<string, Task> Passing { get; set; } = _ => Task.CompletedTask;

    public Action<PlanStep, StepCall>? Sending { get; set; }

    /// <summary>Why its journal takes nothing; null while it does.</summary>
    public string? Refuses { get; set; }

    public async Task PassAsync(string where)
    {
        Live();
        await Passing(where);
        Live();
    }

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

    void IRunWorkers.Work(RunRecord record, IDriver driver, Func<Run, Task> whenLeft)
    {
        lock (_work) _work.Enqueue((record, driver, whenLeft));
    }

    bool IRunWorkers.IsWorking(string run) => false;

    /// <summary>Does the work that has come up, until there is none.</summary>
    public async Task WorkAsync()
    {
        while (Next() is { } work)
        {
            await new RunEngine(work.Record, work.Driver, _gate, Settings, _time, Name).RunAsync(_end.Token);
            await work.WhenLeft(work.Record.Run);
        }
    }

    public async Task<Run> RequestAsync(Plan plan)
    {
        _shelf.Keep(plan);
        return Assert.IsType<DeskOutcome.Done>(await Desk.RequestAsync(Operator, plan.Id, plan.Hash, plan.ConfirmWith, "because", key: null)).Run;
    }

    /// <summary>Somebody wants the same, whatever comes of it.</summary>
    public Task<DeskOutcome> RequestAnywayAsync(Actor actor, Plan plan)
    {
        _shelf.Keep(plan);
        return Desk.RequestAsync(actor, plan.Id, plan.Hash, plan.ConfirmWith, "me too", key: null);
    }

    public void Dispose() => _end.Dispose();

    private (RunRecord Record, IDriver Driver, Func<Run, Task> WhenLeft)? Next()
    {
        lock (_work) return _work.TryDequeue(out var work) ? work : null;
    }

    private sealed class Everybody : IPeople
    {
        public bool MayApprove(string who) => who is "rehearsal:approver" or "rehearsal:second-approver" or "rehearsal:admin";
    }
}
