using Switchback.Core.Journal;
using Switchback.Core.Plans;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Lab.Truth;

namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>What must be true of every call as it leaves, and of the journal and the clusters when all is over: by the journal and the world, not by what the engine thinks.</summary>
internal sealed class HistoryJudge(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate) return [.. _faults];
        }
    }

    public void Fault(string fault)
    {
        lock (_gate) _faults.Add(fault);
    }

    /// <summary>Asked in the moment in which a call leaves.</summary>
    public void Check(IJournal journal, RunLife life, PlanStep step, StepCall call)
    {
        var all = journal.ReadAsync().ToBlockingEnumerable().ToList();
        if (all.LastOrDefault(happened => RunEvent.Read(happened) is RunEvent.Intended said && said.Step == step.Number && said.Items.SequenceEqual(call.Items)) is not { } intent)
        {
            Fault($"X1: {step.Kind} of {call.Items[0]} left without an intent");
            return;
        }

        var intended = (RunEvent.Intended)RunEvent.Read(intent)!;
        if (life.IsDead) Fault("a dead process sent something");
        if (all.Any(happened => happened.Stream == intent.Stream && RunEvent.Read(happened) is RunEvent.Answered answer && answer.Call == intended.Call)) Fault($"X5: {step.Kind} of {call.Items[0]} left twice for one intent");
        // As the run was when the intent was recorded: that is the moment which decides.
        var run = Fold(all.Where(happened => happened.Stream == intent.Stream && happened.Version < intent.Version));
        if (run.Phase != RunPhase.Running) Fault($"X10: {step.Kind} left while {run.Phase}");
        if (run.Worker != life.Name) Fault($"E2: {life.Name} sent what {run.Worker} has");
        if (intended.Epoch != run.Epoch) Fault("E2: another epoch");
        var controls = new Controls(time);
        foreach (var happened in all.Where(happened => happened.Stream == Controls.Stream && happened.Sequence < intent.Sequence)) controls.Fold(happened);
        if (controls.InForce.Any(halt => halt.Until is not { } until || until > time.GetUtcNow())) Fault($"A5: {step.Kind} left under the brake");
        if (step.Number < 0 || step.Class is StepClass.Read or StepClass.Reversible) return;
        if (!run.Approvals.Any(given => !given.Revoked && given.Until > intent.At && given.Hash == run.Plan.Hash && given.Who != run.Who))
            Fault($"A1: {step.Kind} ({step.Class}) of {call.Items[0]} left without a valid approval");
    }

    /// <summary>Asked when every run is over and nothing is spoiled any more.</summary>
    public async Task JudgeAsync(RunWorld world, RunLife life, EffectLog sent, bool hands)
    {
        await LabPair.UntilAsync(() => Task.FromResult(world.Pair.Inside.Truth.Effects()), effects => effects.All(effect => effect.UnderWay == 0));
        foreach (var again in sent.SentUnseen()) Fault($"X5: {again}");
        foreach (var run in life.Book.All) await JudgeAsync(world, run, hands);
        foreach (var holder in life.Holds.Holders) Fault($"E1: {holder} is over and holds something");
        Scan(world.Journal);
        if (await world.Journal.VerifyAsync() is not Verification.Whole) Fault("U1: the chain is broken");
        var anew = new RunBook(world.Journal);
        await anew.LoadAsync(CancellationToken.None);
        foreach (var run in life.Book.All.Where(run => Portrait(anew.Find(run.Id)!.Run) != Portrait(run))) Fault($"U3: {run.Id} folded anew is another run");
    }

    private async Task JudgeAsync(RunWorld world, Run run, bool hands)
    {
        if (!run.Phase.IsOver()) Fault($"L1: {run.Id} is {run.Phase}: {run.Says}");
        if (run.InFlight.Count > 0) Fault("X2: a call is out and the run is over");
        foreach (var item in run.InOrder)
        {
            var phase = item.Phase(run.Plan);
            if (item.Open.Count > 0 && item.Stop is null && run.StartedAt is not null) Fault($"X2: {item.Item.Key} has a call of which nothing is known: {string.Join(',', item.Open)}");
            if (run.Phase == RunPhase.Succeeded && phase != ItemPhase.Done) Fault($"X4: it says done, and {item.Item.Key} is {phase}");
            if (item.Stop is { } stop && (stop.Why.Length == 0 || stop.Lift.Length == 0)) Fault($"Law 9: {item.Item.Key} stopped without a word");
            var isClosed = await world.Pair.Inside.Loop.InvokeAsync(() => world.Pair.Inside["clusterB"].State.Find(item.Item.Name) is { IsOpen: false });
            var shuts = run.Plan.Steps.Any(step => step.Kind == "close") && run.Plan.Steps[^1].Kind != "close";
            if (!hands && shuts && isClosed && item.Stop is null && phase != ItemPhase.UnderWay) Fault($"Law 9: {item.Item.Key} was left closed, and nobody is told");
        }

        // What was seen stays said; whether it still is so can only be asked where nobody else had a hand in it.
        if (hands || run.Phase != RunPhase.Succeeded) return;
        await world.Pair.SteerAsync("/links", """{"from":"clusterB","to":"clusterA","cut":"none"}""");
        var last = run.Plan.Steps[^1];
        var sights = await LabPair.UntilAsync(
            () => world.Drive(world.Pair.Url).LookAsync(run.Plan, last, run.Plan.Items, TestContext.Current.CancellationToken), sights => sights.Values.All(sight => sight.Effect is Presence.There or Presence.Absent));
        foreach (var (key, sight) in sights.Where(sight => sight.Value.Effect != Presence.There)) Fault($"X4: it says done, and {key}: {sight.Seen}");
    }

    /// <summary>Over all runs: one at a time, epochs that grow, nobody who agreed to their own wish.</summary>
    private void Scan(IJournal journal)
    {
        var (alive, epoch) = (new HashSet<string>(StringComparer.Ordinal), 0L);
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var happened in journal.ReadAsync().ToBlockingEnumerable())
        {
            switch (RunEvent.Read(happened))
            {
                case RunEvent.Requested:
                    asked[happened.Stream] = happened.Who;
                    break;
                case RunEvent.Started started:
                    if (started.Epoch <= epoch) Fault($"E3: epoch {started.Epoch} after {epoch}");
                    epoch = started.Epoch;
                    if (alive.Add(happened.Stream) && alive.Count > 1) Fault("E1: two runs at once on the same clusters");
                    break;
                case RunEvent.Approved when asked.GetValueOrDefault(happened.Stream) == happened.Who:
                    Fault("A2: who asked for it agreed to it");
                    break;
                case RunEvent.Ended:
                    alive.Remove(happened.Stream);
                    break;
            }
        }
    }

    private static Run Fold(IEnumerable<JournalEvent> events)
    {
        Run? run = null;
        foreach (var happened in events) run = run is null ? Run.Begin(happened.Stream[Run.StreamPrefix.Length..], happened) : run.Apply(happened);
        return run!;
    }

    private static string Portrait(Run run) =>
        $"{run.Phase} {run.Version} {run.Epoch} {run.Says} {string.Join(';', run.InOrder.Select(item => $"{item.Item.Key} {string.Join(',', item.Done)} {string.Join(',', item.Open)} {item.Stop?.Why} {item.LastAnswer}"))}";
}
