using System.Text;
using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Tests.Lab;

namespace Switchback.Elasticsearch.Tests.Journeys;

/// <summary>
/// One generated story of a pair: clients write, a side dies or falls silent, lines are cut, people plan journeys and change their minds,
/// the app dies and starts again, the old side comes back and takes writes that nobody wanted there. In the end everything is brought home,
/// and each write that was acknowledged has to stand somewhere: on the side that leads, or in a preserved copy.
/// </summary>
internal sealed class JourneyHistory(int seed)
{
    private const int MostRetries = 4;

    private readonly Random _chance = new(seed);
    private readonly StringBuilder _story = new();
    private JourneyLab _lab = null!;
    private Writers _writers = null!;
    private int _troubles;

    public List<string> Faults { get; } = [];

    public string Story => _story.ToString();

    public string End { get; private set; } = "";

    public async Task RunAsync()
    {
        await using var lab = _lab = await JourneyLab.StartAsync(_chance.Next(2) == 0 ? "7.8.1" : "9.2.1");
        await lab.Pair.FollowAsync("shop", "shop2", documents: _chance.Next(1, 12));
        await lab.Pair.FollowAsync("stock", "stock", documents: _chance.Next(0, 6));
        await lab.UntilAsync("clusterB", "shop2", VerdictKind.Following);
        await lab.UntilAsync("clusterB", "stock", VerdictKind.Following);
        await lab.RecordAsync(Side.Home);
        await using var writers = _writers = new Writers(lab, "clusterA/shop", count: 2);
        lab.Asked = AnswerAsync;
        lab.Passing = TroubleAsync;
        // Somebody repairs the line in the end, and a run that waits for it goes on.
        lab.Stalled = () => Cut("none");
        for (var chapter = _chance.Next(1, 4); chapter > 0; chapter--)
        {
            _troubles = _chance.Next(4);
            var next = lab.Active == Side.Home ? _chance.Next(3) : 3 + _chance.Next(2);
            await (next switch
            {
                0 => DisasterAsync(freezes: false),
                1 => DisasterAsync(freezes: _chance.Next(2) == 0),
                2 => JourneyAsync("switchover"),
                3 => JourneyAsync("failback", ("return", _chance.Next(2) == 0 ? "yes" : "no"), ("merge", _chance.Next(2) == 0 ? "yes" : "no"), ("deletes", _chance.Next(2) == 0 ? "named" : "unnamed")),
                _ => JourneyAsync("failback"),
            });
        }

        _troubles = 0;
        await HomeAsync();
        await JudgeAsync();
        End = string.Join(", ", lab.Book.All.GroupBy(run => $"{run.Plan.Operation} {run.Phase}").OrderBy(end => end.Key, StringComparer.Ordinal).Select(end => end.Key));
    }

    /// <summary>Home is lost while clients write, with some writes that never left it; when it comes back, clients may still find it.</summary>
    private async Task DisasterAsync(bool freezes)
    {
        if (_chance.Next(2) == 0) await Cut("refuse");
        await SomeWritesAsync();
        Say(freezes ? "clusterA falls silent" : "clusterA dies");
        await _lab.Pair.SteerAsync($"/clusters/clusterA/{(freezes ? "freeze" : "stop")}");
        await _lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.NotAnswering);
        await JourneyAsync("failover", ("clients", "unknown"));
        if (_chance.Next(3) == 0)
        {
            // Before anybody fences it, a client that was never told finds the old side again.
            await HealAsync();
            await _lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.Answering);
            _writers.Send("clusterA/shop");
            await SomeWritesAsync();
            Say("a client wrote to the old side");
        }

        if (_lab.Active == Side.Away) _writers.Send("clusterB/shop2");
        await SomeWritesAsync();
        await HealAsync();
        await _lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.Answering);
    }

    private async Task JourneyAsync(string verb, params (string Name, string Value)[] parameters)
    {
        if (await PlannedAsync(verb, parameters) is not { } plan) return;
        Say($"{verb} {string.Join(' ', parameters)}: {plan.Steps.Count} steps");
        if (await _lab.Desk.RequestAsync(JourneyLab.Operator, plan.Id, plan.Hash, plan.ConfirmWith, "because", null) is not DeskOutcome.Done { Run: var asked })
        {
            Say("refused");
            return;
        }

        var run = await _lab.FinishAsync(asked.Id);
        for (var retries = 0; !run.Phase.IsOver(); retries++)
        {
            Say($"  {JourneyLab.Tell(run)}");
            await HealAsync();
            if (run.Phase == RunPhase.Paused) await _lab.Desk.ResumeAsync(JourneyLab.Operator, run.Id);
            else if (retries < MostRetries) await _lab.Desk.RetryAsync(JourneyLab.Operator, run.Id);
            else if (await _lab.Desk.AbortAsync(JourneyLab.Operator, run.Id, "enough") is DeskOutcome.Refused no)
            {
                Faults.Add($"L1: {verb} neither goes on nor can be ended: {no.Refusal.Why} {JourneyLab.Tell(run)}");
                return;
            }

            run = await _lab.FinishAsync(run.Id);
        }

        Say($"  {run.Phase}: {run.Says}");
    }

    /// <summary>Null when it is refused for good.</summary>
    private async Task<Plan?> PlannedAsync(string verb, (string Name, string Value)[] parameters)
    {
        try
        {
            return await _lab.PlanAsync(verb, parameters);
        }
        catch (InvalidOperationException refused)
        {
            Say(refused.Message);
            return null;
        }
    }

    /// <summary>Clients are sent where the run says, as a person would do.</summary>
    private Task<bool> AnswerAsync(Run run, PlanStep step)
    {
        if (step.Kind == StepKinds.Route) _writers.Send(step.Member == "clusterB" ? "clusterB/shop2" : "clusterA/shop");
        return Task.FromResult(true);
    }

    private async Task TroubleAsync(Run run)
    {
        if (_troubles <= 0 || run.StartedAt is null || _chance.Next(6) != 0) return;
        _troubles--;
        var what = _chance.Next(7);
        Say($"  trouble {what} at step {run.Step} ({run.Plan.Step(run.Step)?.Kind})");
        switch (what)
        {
            case 0 or 1:
                await _lab.RestartAsync();
                break;
            case 2:
                await Cut("refuse");
                break;
            case 3:
                await Cut("none");
                break;
            case 4:
                await _lab.Desk.AbortAsync(JourneyLab.Operator, run.Id, "a change of mind");
                break;
            case 5:
                await _lab.Desk.PauseAsync(JourneyLab.Operator, run.Id, "a pause");
                break;
            default:
                if (run.Plan.Operation != "failover" && await _lab.AskAsync("switchover") is PlanOutcome.Made { Plan: var other }
                    && await _lab.Desk.RequestAsync(JourneyLab.Operator, other.Id, other.Hash, other.ConfirmWith, "me too", null) is DeskOutcome.Done { Run: { StartedAt: not null } second })
                    Faults.Add($"E1: {second.Id} started beside {run.Id}");
                break;
        }
    }

    private Task Cut(string how) => _lab.Pair.SteerAsync("/links", $$"""{"from":"clusterB","to":"clusterA","cut":"{{how}}"}""");

    private async Task HealAsync()
    {
        await Cut("none");
        foreach (var what in new[] { "thaw", "start" })
        {
            using var answer = await _lab.Pair.Http.PostAsync($"{_lab.Pair.Url("clusterB")}/_lab/clusters/clusterA/{what}", new StringContent("{}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        }

        await _lab.UntilAsync(fleet => fleet.Member("clusterA")!.Line is MemberLine.Answering);
    }

    private async Task SomeWritesAsync()
    {
        var (before, refused) = (_writers.Acknowledged, _writers.Refused);
        await LabPair.UntilAsync(() => Task.FromResult(0), _ => _writers.Acknowledged > before + 5 || _writers.Refused > refused + 20);
    }

    /// <summary>L2: from wherever it is, allowed acts bring it to one side that leads and one that follows, home leading.</summary>
    private async Task HomeAsync()
    {
        await HealAsync();
        for (var tries = 0; tries < 6 && !await IsHomeAsync(); tries++)
        {
            if (_lab.Active == Side.Away) await JourneyAsync("failback");
            else if (_lab.View.Home.Observed == Role.Standby) await JourneyAsync("switchover");
            else await MendAsync();
        }

        if (!await IsHomeAsync()) Faults.Add($"L2: it does not come home: {_lab.View.State.Word}, recorded {_lab.Active}; {string.Join(", ", _lab.Fleet.Items.Select(item => $"{item.Key} {item.Verdict.Kind}"))}");
    }

    /// <summary>Home leads, and something about away is not as it should be: copies that are paused, closed or promoted beside their leaders.</summary>
    private async Task MendAsync()
    {
        await JourneyAsync("recover", ("way", "back"), ("skip", "refused"));
        if (_lab.Fleet.Items.Any(item => item.Verdict.Kind is VerdictKind.Promoted or VerdictKind.LeftClosed)) await JourneyAsync("failback", ("return", "no"));
        await JourneyAsync("fence", ("side", "home"), ("lift", "yes"));
    }

    private async Task<bool> IsHomeAsync()
    {
        try
        {
            await _lab.WithinAsync(TimeSpan.FromSeconds(4), fleet => _lab.Active == Side.Home && fleet.Items.Count(item => item.Member == "clusterB" && item.Verdict.Kind is VerdictKind.Following or VerdictKind.CatchingUp) == 2);
            return (await JourneyTests.Get(_lab, "clusterA", "/shop,stock/_settings/index.blocks.*")).Contains("\"true\"", StringComparison.Ordinal) is false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task JudgeAsync()
    {
        await _writers.DisposeAsync();
        foreach (var run in _lab.Book.All.Where(run => !run.Phase.IsOver())) Faults.Add($"L1: {run.Id} ({run.Plan.Operation}) is left {run.Phase}: {JourneyLab.Tell(run)}");
        foreach (var holder in _lab.Holds.Holders) Faults.Add($"L4: {holder} holds something still");
        foreach (var lost in await Truth.LostAsync(_lab))
        {
            var (index, id) = (lost.Split('/')[1], lost.Split('/')[2]);
            if (!_lab.Copies.Lines.Any(line => line.Contains($"\"index\":\"{index}\"", StringComparison.Ordinal) && line.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal)))
                Faults.Add($"S4: {lost} was acknowledged, stands nowhere, and is in no preserved copy");
        }

        foreach (var run in _lab.Book.All.Where(run => run.Phase == RunPhase.Succeeded && run.Turns.Count != run.Plan.Steps.Count(step => step.Turns is not null)))
            Faults.Add($"R5: {run.Id} turned {run.Turns.Count} times");
        if ((await _lab.Journal.VerifyAsync()) is not Core.Journal.Verification.Whole) Faults.Add("U1: the journal's chain is broken");
    }

    private void Say(string line) => _story.AppendLine(line);
}
