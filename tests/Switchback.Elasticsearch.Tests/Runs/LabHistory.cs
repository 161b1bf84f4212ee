using System.Text;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Lab.Http;
using Switchback.Lab.Truth;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>
/// One generated history: an operation, lines that spoil requests and answers, people and hands in between, a process that dies, clusters
/// that are cut off. The same seed draws the same; of what runs at once either may still come first.
/// </summary>
internal sealed class LabHistory
{
    private const int MostTurns = 120;
    private const int MostLooks = 4_000;

    private readonly Lock _gate = new();
    private readonly Random _chance;
    private readonly Operation _operation;
    private readonly HistoryTime _time = new();
    private readonly EffectLog _sent = new();
    private readonly StringBuilder _story = new();
    private readonly HistoryJudge _judge;
    private readonly double _trouble;
    private readonly Dictionary<string, SpoiledLine> _lines = [];
    private RunWorld _world = null!;
    private RunLife _life = null!;
    private Plan _plan = null!;
    private int _lives;
    private int _looks;
    private int _deaths;
    private int _acts;
    private int _hands;
    private bool _inAct;
    private bool _isOver;

    public LabHistory(int seed)
    {
        _chance = new Random(seed);
        _operation = Operation.All[_chance.Next(Operation.All.Count)];
        _trouble = _chance.NextDouble() * 0.25;
        (_deaths, _acts, _hands) = (_chance.Next(4), _chance.Next(5), _chance.Next(3) == 0 ? 2 : 0);
        _judge = new HistoryJudge(_time);
    }

    public IReadOnlyList<string> Faults => _judge.Faults;

    public string Story => $"{_operation.Name}\n{_story}{_sent.Story()}";

    /// <summary>How its runs ended.</summary>
    public string End { get; private set; } = "";

    public async Task RunAsync()
    {
        _plan = await _operation.PlanAsync();
        await using var world = _world = await RunWorld.StartAsync(_operation, _time);
        foreach (var cluster in _world.Pair.Inside.Clusters)
        {
            var name = cluster.Name;
            cluster.Master.Cost = TimeSpan.FromMilliseconds(Draw(3) * 8);
            _lines[name] = new SpoiledLine(_world.Pair.Url(name), request => Spoiled(name, request), request =>
            {
                if (!MutatingCall.Is(request)) _sent.Take(name, request);
            });
        }

        try
        {
            await LiveAsync();
            await _judge.JudgeAsync(_world, _life, _sent, hands: _hands != 0 || _story.ToString().Contains("hand", StringComparison.Ordinal));
        }
        finally
        {
            foreach (var line in _lines.Values) line.Dispose();
        }

        End = string.Join(" and ", _life.Book.All.Select(run => run.Phase).Order());
    }

    private async Task LiveAsync()
    {
        Begin();
        var retries = 3;
        for (var turn = 0; ; turn++)
        {
            if (turn == MostTurns)
            {
                _judge.Fault($"L1: it never came to an end: {string.Join("; ", _life.Book.All.Select(run => $"{run.Id} {run.Phase} {run.Says}"))}");
                return;
            }

            if (_isOver) return;
            // A full disk is noticed and freed in the end.
            _life.Refuses = null;
            if (!await SafelyAsync(_life.WorkAsync)) continue;
            if (_life.Book.All.Count == 0)
            {
                await SafelyAsync(() => _life.RequestAsync(_plan));
                continue;
            }

            if (_life.Book.All.LastOrDefault(run => !run.Phase.IsOver()) is not { } run) return;
            Say($"turn {turn}: {run.Phase} {run.Says}");
            await SafelyAsync(() => run.Phase switch
            {
                RunPhase.AwaitingApproval => ApproveAsync(run),
                RunPhase.Paused => Draw(4) == 0 ? _life.Desk.AbortAsync(RunLife.Operator, run.Id, "enough") : _life.Desk.ResumeAsync(RunLife.Operator, run.Id),
                RunPhase.NeedsHuman => retries-- > 0 ? _life.Desk.RetryAsync(RunLife.Operator, run.Id) : _life.Desk.AbortAsync(RunLife.Operator, run.Id, "enough"),
                _ => GoOnAsync(),
            });
        }
    }

    /// <summary>The journal refused and the work was left, or something is in the way that time takes away.</summary>
    private async Task GoOnAsync()
    {
        _life.Refuses = null;
        _time.Pass(TimeSpan.FromMinutes(3));
        await _life.Desk.SweepAsync();
    }

    private async Task ApproveAsync(Run run)
    {
        _life.Refuses = null;
        if (await _life.Desk.ApproveAsync(RunLife.Operator, run.Id, run.Plan.Hash, null) is DeskOutcome.Done) _judge.Fault("A2: who may not approve did");
        var outcome = await _life.Desk.ApproveAsync(Draw(3) == 0 ? RunLife.SecondApprover : RunLife.Approver, run.Id, run.Plan.Hash, null);
        if (outcome is DeskOutcome.Refused && _life.Book.Find(run.Id)!.Run.Phase == RunPhase.AwaitingApproval) await _life.Desk.SweepAsync();
    }

    private void Begin()
    {
        var life = _life = _world.Begin(++_lives, name => _lines[name].Url);
        life.Passing = where => PassAsync(life, where);
        life.Sending = (step, call) => _judge.Check(_world.Journal, life, step, call);
        Say($"{life.Name} begins");
    }

    /// <returns>Whether the app lives; another life begins where it does not.</returns>
    private async Task<bool> SafelyAsync(Func<Task> act)
    {
        while (true)
        {
            try
            {
                await act();
                _life.Live();
                return true;
            }
            catch (OperationCanceledException) when (_life.IsDead)
            {
                if (_isOver) return false;
                Begin();
                act = () => _life.Desk.StartAsync(CancellationToken.None);
            }
        }
    }

    private async Task PassAsync(RunLife life, string where)
    {
        if (where == "look") _time.Pass(TimeSpan.FromSeconds(2));
        if (Interlocked.Increment(ref _looks) > MostLooks)
        {
            // An exception would be one more look that failed, and it would look again.
            if (!_isOver) _judge.Fault($"L1: it looks for ever: {string.Join("; ", life.Book.All.Select(run => $"{run.Phase} at step {run.Step}, {run.Says}"))}");
            _isOver = true;
            life.Die();
        }

        if (!_inAct && _deaths > 0 && Draw(30) == 0)
        {
            _deaths--;
            Say($"{life.Name} dies at {where}");
            life.Die();
        }

        if (_inAct || where == "append" || life.Book.All.FirstOrDefault(run => !run.Phase.IsOver()) is not { } run) return;
        _inAct = true;
        try
        {
            if (run.Says?.Contains("approval", StringComparison.Ordinal) == true && Draw(3) == 0) await life.Desk.ApproveAsync(RunLife.Approver, run.Id, run.Plan.Hash, null);
            if (_acts > 0 && Draw(10) == 0) await ActAsync(life, run);
            if (_hands > 0 && where == "look" && Draw(8) == 0) await HandAsync();
        }
        finally
        {
            _inAct = false;
        }
    }

    private async Task ActAsync(RunLife life, Run run)
    {
        _acts--;
        var what = Draw(9);
        Say($"act {what}");
        switch (what)
        {
            case 0:
                await life.Desk.PauseAsync(RunLife.OtherOperator, run.Id, "a pause");
                break;
            case 1:
                await life.Desk.AbortAsync(RunLife.OtherOperator, run.Id, "no more");
                break;
            case 2:
                await life.Desk.RevokeAsync(RunLife.Approver, run.Id, "changed my mind");
                break;
            case 3:
                await life.Desk.HaltAsync(RunLife.Approver, Draw(2) == 0 ? null : RunLife.Pair.Id, "stop", _time.GetUtcNow() + TimeSpan.FromMinutes(1));
                break;
            case 4:
                // Approvals given until now run out.
                _time.Pass(TimeSpan.FromHours(2));
                break;
            case 5:
                await life.RequestAnywayAsync(RunLife.OtherOperator, _plan);
                break;
            case 6:
                life.Refuses = "The disk is full.";
                break;
            case 7:
                await _world.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"refuse"}""");
                break;
            default:
                await _world.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"none"}""");
                break;
        }
    }

    /// <summary>Somebody does something to one of the followers with other tools.</summary>
    private async Task HandAsync()
    {
        _hands--;
        var name = _plan.Items[Draw(_plan.Items.Count)].Name;
        var what = new[] { "_ccr/pause_follow", "_ccr/resume_follow", "_close", "_open", "_ccr/unfollow" }[Draw(5)];
        using var answer = await _world.Pair.Http.PostAsync($"{_world.Pair.Url("clusterB")}/{name}/{what}", null, TestContext.Current.CancellationToken);
        Say($"a hand: {what} of {name}: {(int)answer.StatusCode}");
    }

    private Spoil Spoiled(string cluster, LabRequest request)
    {
        var isEffect = MutatingCall.Is(request);
        if (isEffect) _sent.Take(cluster, request);
        lock (_gate)
        {
            if (_chance.NextDouble() >= _trouble) return Spoil.None;
            var spoil = (Spoil)_chance.Next(1, Enum.GetValues<Spoil>().Length);
            // Reads are looks: what is not in effect cannot happen late or twice.
            if (!isEffect && spoil is Spoil.Late or Spoil.Doubled) return Spoil.None;
            _story.AppendLine($"{spoil}: {cluster} {request.Method} {request.Path}");
            return spoil;
        }
    }

    private int Draw(int below)
    {
        lock (_gate) return _chance.Next(below);
    }

    private void Say(string line)
    {
        lock (_gate) _story.AppendLine(line);
    }
}
