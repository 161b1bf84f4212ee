using System.Text;
using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>
/// One generated history: a plan by chance, a world that loses, delays and refuses, people who act in between, a process that dies.
/// The same seed gives the same history. What must hold is checked while it goes and at its end.
/// </summary>
internal sealed class History
{
    private const int MostTurns = 400;
    private const int MostLooks = 10_000;

    private readonly Random _chance;
    private readonly JumpingTime _time = new();
    private readonly MemoryJournal _journal;
    private readonly Estate _estate = new();
    private readonly List<string> _faults = [];
    private readonly StringBuilder _story = new();
    private readonly double _trouble;
    private TapeDriver _driver = null!;
    private Life _life = null!;
    private int _lives;
    private int _deaths;
    private int _looks;
    private int _acts = 6;
    private string _id = "";
    private bool _inAct;

    public History(int seed)
    {
        _chance = new Random(seed);
        _journal = new MemoryJournal(_time);
        _trouble = _chance.NextDouble() * 0.5;
        _deaths = _chance.Next(4);
    }

    public IReadOnlyList<string> Faults => [.. _faults, .. _estate.Faults];

    public string Story => _story.ToString();

    public async Task RunAsync()
    {
        Begin();
        var plan = Invent();
        while (_id.Length == 0)
        {
            await Safely(async () => _id = (await _life.RequestAsync(plan)).Id);
            if (!_life.IsDead) continue;
            Begin();
            await Safely(() => _life.Desk.StartAsync(CancellationToken.None));
            _id = _life.Book.All.FirstOrDefault()?.Id ?? "";
        }

        Say($"plan: {string.Join(", ", plan.Steps.Select(step => $"{step.Number}:{step.Kind}:{step.Class}"))}; undo {string.Join(",", plan.UndoSteps.Select(step => $"{step.Number}{(step.EvenIfStopped ? "!" : "")}"))}; {plan.Items.Count} items");
        var retries = 3;
        for (var turn = 0; ; turn++)
        {
            if (turn == MostTurns)
            {
                _faults.Add($"L1: it never came to an end: {Latest().Phase}, {Latest().Says}");
                return;
            }

            await _life.WorkAsync();
            if (_life.IsDead)
            {
                Begin();
                await Safely(() => _life.Desk.StartAsync(CancellationToken.None));
                continue;
            }

            var run = Latest();
            if (run.Phase.IsOver()) break;
            switch (run.Phase)
            {
                case RunPhase.AwaitingApproval:
                    await ApproveAsync(run);
                    break;
                case RunPhase.Paused:
                    await Safely(() => _chance.Next(4) == 0 ? _life.Desk.AbortAsync(Life.Operator, _id, "enough") : _life.Desk.ResumeAsync(Life.Operator, _id));
                    break;
                case RunPhase.NeedsHuman:
                    if (run.InOrder.Any(item => item.Stop is { } stop && (stop.Why.Length == 0 || stop.Lift.Length == 0))) _faults.Add("Law 9: an item stopped without a word");
                    await Safely(() => retries-- > 0 ? _life.Desk.RetryAsync(Life.Operator, _id) : _life.Desk.AbortAsync(Life.Operator, _id, "enough"));
                    break;
                default:
                    // Its work was left because the journal refused, or the brake is on: time passes.
                    _life.Journal.Refuses = null;
                    await Safely(async () => await _life.Desk.LiftAsync(Life.Approver, null, "go on"));
                    await Safely(_life.Desk.SweepAsync);
                    break;
            }
        }

        await JudgeAsync();
    }

    private Run Latest() => _life.Book.Find(_id)?.Run ?? throw new Death();

    private void Begin()
    {
        _driver = new TapeDriver(_estate)
        {
            Fate = Draw,
            Sight = Blur,
            Receiving = Check,
        };
        _life = new Life(_journal, _driver, _time, $"life-{++_lives}") { Settings = new RunSettings { MostAttempts = 3 } };
        Say($"{_life.Name} begins");
        _driver.Before = what => { _life.Live(); Count(); Act(what); Agree(); Perhaps(what); };
        _driver.After = Perhaps;
        _life.Journal.Before = () => Perhaps("append");
        _life.Journal.After = () => Perhaps("append");
    }

    private void Count()
    {
        if (++_looks < MostLooks) return;
        if (_looks == MostLooks) _faults.Add($"L1: it looks for ever: {Latest().Phase}, step {Latest().Step}, {Latest().Says}");
        _life.Die();
    }

    private void Say(string line) => _story.AppendLine(line);

    /// <summary>The process dies here, perhaps.</summary>
    private void Perhaps(string where)
    {
        if (_inAct || _deaths == 0 || _chance.Next(25) > 0) return;
        _deaths--;
        Say($"{_life.Name} dies at {where}");
        _life.Die();
    }

    private Plan Invent()
    {
        string[] names = [.. Enumerable.Range(0, _chance.Next(1, 4)).Select(number => $"e{number}")];
        string[] keys = [.. names.Select(name => $"away/{name}")];
        var steps = new List<PlanStep>();
        var undo = new List<PlanStep>();
        foreach (var number in Enumerable.Range(1, _chance.Next(1, 5)))
        {
            var grave = (StepClass)_chance.Next(1, 5);
            steps.Add(Plans.Step($"step{number}", grave, keys) with { IsPointOfNoReturn = grave is StepClass.Promote or StepClass.Destroy });
            if (grave is StepClass.Reversible or StepClass.Route && _chance.Next(3) > 0) undo.Add(Plans.Undo(-number, evenIfStopped: _chance.Next(2) == 0, keys));
        }

        return Plans.Of(_driver, _time.GetUtcNow(), names, steps, undo);
    }

    private (Fate, int) Draw(PlanStep step, string item) =>
        _chance.NextDouble() >= _trouble ? (Fate.Good, 0) : ((Fate)_chance.Next(1, Enum.GetValues<Fate>().Length), _chance.Next(20) == 0 ? _chance.Next(150, 400) : _chance.Next(4));

    private ItemSight? Blur(PlanItem item, ItemSight sight) => _chance.NextDouble() >= _trouble / 4 ? sight : _chance.Next(4) switch
    {
        0 => null,
        1 => sight with { Effect = (Presence)99 },
        2 => sight with { Effect = Presence.Unclear },
        _ => throw new InvalidOperationException("Nothing could be read."),
    };

    /// <summary>People and hands, at any moment.</summary>
    private void Act(string where)
    {
        if (_inAct || _acts == 0 || _id.Length == 0 || _chance.Next(12) > 0) return;
        _acts--;
        _inAct = true;
        try
        {
            var what = _chance.Next(7);
            Say($"act {what} at {where}");
            // Journal and desk answer at once in here: nothing waits.
            _ = what switch
            {
                0 => Safely(() => _life.Desk.PauseAsync(Life.Operator, _id, "a pause")),
                1 => Safely(() => _life.Desk.AbortAsync(Life.Operator, _id, "no more")),
                2 => Safely(() => _life.Desk.RevokeAsync(Life.Approver, _id, "changed my mind")),
                3 => Safely(async () => await _life.Desk.HaltAsync(Life.Approver, null, "stop", _time.GetUtcNow() + TimeSpan.FromMinutes(2))),
                // Between a look and its call nothing can tell a hand from us: systems whose calls may not be repeated say so themselves.
                4 => where.StartsWith("look", StringComparison.Ordinal) ? ByHand() : Task.CompletedTask,
                5 => Later(),
                _ => Safely(() => _life.Desk.ApproveAsync(Life.Operator, _id, Latest().Plan.Hash, null)),
            };
        }
        finally
        {
            _inAct = false;
        }
    }

    /// <summary>Somebody sooner or later agrees to what waits for it.</summary>
    private void Agree()
    {
        if (_id.Length == 0 || Latest().Says is null || _chance.Next(3) > 0) return;
        _ = Safely(() => _life.Desk.ApproveAsync(Life.Approver, _id, Latest().Plan.Hash, null));
    }

    private Task ByHand()
    {
        var plan = Latest().Plan;
        // A hand runs ahead of nothing: it does the next thing to one item.
        var item = plan.Items[_chance.Next(plan.Items.Count)].Key;
        if (plan.Steps.FirstOrDefault(step => !_estate.IsThere(step.Number, item)) is { } next && _estate.Look(next.Number, item) == Presence.Absent) _estate.ByHand(next.Number, item);
        return Task.CompletedTask;
    }

    /// <summary>An approval runs out in between.</summary>
    private Task Later()
    {
        _time.Pass(TimeSpan.FromHours(2));
        return Task.CompletedTask;
    }

    private async Task ApproveAsync(Run run)
    {
        if (run.Approvals.Any(given => given.Who == Life.Operator.Who)) _faults.Add("A2: the requester agreed to it");
        var who = _chance.Next(3) == 0 ? Life.SecondApprover : Life.Approver;
        await Safely(() => _life.Desk.ApproveAsync(who, _id, run.Plan.Hash, null));
    }

    private async Task Safely<T>(Func<Task<T>> act) => await Safely(async () => { await act(); });

    private async Task Safely(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Death)
        {
        }
    }

    /// <summary>What must be true of every call that arrives, by the journal and not by what the engine thinks.</summary>
    private void Check(PlanStep step, StepCall call)
    {
        var happened = Events();
        if (happened.LastOrDefault(entry => entry.Event is RunEvent.Intended intended && intended.Step == step.Number && intended.Items.SequenceEqual(call.Items)) is not { Event: RunEvent.Intended last } intent)
        {
            _faults.Add($"X1: {step.Number} of {call.Items[0]} left without an intent");
            return;
        }

        if (_life.IsDead) _faults.Add("a dead process sent something");
        if (last.Epoch != Latest().Epoch) _faults.Add("E2: another epoch");
        if (happened.Any(entry => entry.Event is RunEvent.Answered answer && answer.Call == last.Call)) _faults.Add($"X5: {step.Number} of {call.Items[0]} left twice for one intent");
        var run = Latest();
        if (run.Phase != RunPhase.Running) _faults.Add($"X10: {step.Number} left while {run.Phase}");
        if (step.Number < 0 || step.Class is StepClass.Read or StepClass.Reversible) return;
        var yes = run.Approvals.Any(given => !given.Revoked && given.Until > _time.GetUtcNow() && given.Hash == run.Plan.Hash && given.Who != run.Who);
        if (!yes) _faults.Add($"A1: {step.Number} ({step.Class}) of {call.Items[0]} left without a valid approval at {intent.At:T}");
        if (_life.Desk.Controls.InForce.Count > 0) _faults.Add("A5: it left under the brake");
    }

    private List<(RunEvent? Event, DateTimeOffset At)> Events()
    {
        var all = _journal.ReadStreamAsync(Run.StreamOf(_id)).ToBlockingEnumerable();
        return [.. all.Select(happened => (RunEvent.Read(happened), happened.At))];
    }

    private async Task JudgeAsync()
    {
        var run = Latest();
        Say($"ended {run.Phase}: {run.Says}");
        foreach (var item in run.InOrder.Where(item => item.Stop is { At: > 0 } stop && item.Open.Contains(stop.At) && item.LastAnswer is { Outcome: RunEvent.Answer.Rejected }))
        {
            // Refused, and a look saw nothing there: such an item must be free to go back.
            if (!StopsLate(item)) _faults.Add($"X2: {item.Item.Key} stopped on a refusal and its call still counts as out");
        }

        static bool StopsLate(ItemRun item) => item.Stop!.Why.Contains("not seen within", StringComparison.Ordinal) || item.Stop.Why.Contains("could not be done within", StringComparison.Ordinal);
        foreach (var item in run.InOrder)
        {
            var key = item.Item.Key;
            var there = run.Plan.Steps.Where(step => _estate.IsThere(step.Number, key)).Select(step => step.Number).ToList();
            var all = there.Count == run.Plan.Steps.Count;
            var phase = item.Phase(run.Plan);
            if (run.Phase == RunPhase.Succeeded && !all) _faults.Add($"X4: it says done, and {key} has only {string.Join(',', there)}");
            if (phase == ItemPhase.Done && !all) _faults.Add($"X4: {key} counts as done and has only {string.Join(',', there)}");
            if (phase == ItemPhase.UnderWay && run.StartedAt is not null && !IsListed(run, item)) _faults.Add($"Law 9: {key} is half done ({string.Join(',', item.Done)}) and nobody is told");
            if (item.Open.Count > 0 && item.Stop is null) _faults.Add($"X2: {key} has a call of which nothing is known: {string.Join(',', item.Open)}");
            foreach (var undo in run.Plan.UndoSteps.Where(undo => undo.EvenIfStopped))
            {
                var past = run.Plan.Steps.Any(step => step.IsPointOfNoReturn && step.Number > -undo.Number && (_estate.IsThere(step.Number, key) || item.Open.Contains(step.Number)));
                if (item.Stop is { At: > 0 } && item.Done.Contains(-undo.Number) && !past) _faults.Add($"Law 9: {key} stopped and was left in step {-undo.Number}");
            }
        }

        if (run.Phase == RunPhase.Succeeded && run.InOrder.Any(item => item.Stop is not null)) _faults.Add("it says done, and an item stopped");
        if (run.InFlight.Count > 0) _faults.Add("a call is out and the run is over");
        foreach (var what in run.Plan.Holds.Where(what => _life.Holds.HolderOf(what) is not null)) _faults.Add($"E1: {what} is held by a run that is over");

        var again = new RunBook(_journal);
        await again.LoadAsync(CancellationToken.None);
        var told = again.Find(_id)!.Run;
        if (Portrait(told) != Portrait(run)) _faults.Add("U3: folded anew it is another run");
        if (await _journal.VerifyAsync() is not Verification.Whole) _faults.Add("U1: the chain is broken");
    }

    /// <summary>Aborted with steps done that the plan has no way back for: the abort said so before, and the end says so.</summary>
    private static bool IsListed(Run run, ItemRun item) =>
        item.Done.All(step => run.Plan.UndoSteps.All(undo => undo.Number != -step)) && run.Says!.Contains("left with what nothing takes back", StringComparison.Ordinal);

    private static string Portrait(Run run) =>
        $"{run.Phase} {run.Version} {run.Epoch} {run.Says} {string.Join(';', run.InOrder.Select(item => $"{item.Item.Key} {string.Join(',', item.Done)} {string.Join(',', item.Open)} {item.Stop?.Why} {item.LastAnswer}"))}";
}
