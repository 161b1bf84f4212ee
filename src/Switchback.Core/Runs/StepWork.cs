using System.Security.Cryptography;
using System.Text;
using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>How the work on a step ended.</summary>
internal enum StepEnd
{
    /// <summary>Every item has got there, or has stopped.</summary>
    Through,

    /// <summary>The run is paused or aborted, or another process has it.</summary>
    Left,

    /// <summary>The journal does not take anything: nothing more can be done.</summary>
    NotRecorded,
}

/// <summary>
/// Brings about one step: look, send what is missing, look again, until the effect has been seen on every item or the item has
/// stopped. It begins with a look, so it does not matter whether an earlier life of the app had begun it, or somebody did it by hand.
/// </summary>
internal sealed class StepWork(RunRecord record, IDriver driver, RunGate gate, RunSettings settings, Pace pace, TimeProvider time, string worker, PlanStep step, Func<Run, IReadOnlyList<PlanItem>> pending)
{
    public const string Who = "switchback";

    private readonly Dictionary<string, DateTimeOffset> _notBefore = new(StringComparer.Ordinal);
    private string? _refused;
    private bool _keptBack;

    /// <summary>Why the journal took nothing; null when it did.</summary>
    public string? NotRecorded => _refused;

    public async Task<StepEnd> RunAsync(CancellationToken cancel)
    {
        if (!await TellAsync(run => [new RunEvent.StepBegun(step.Number)])) return StepEnd.NotRecorded;
        for (var wait = settings.FirstWait; ;)
        {
            if (!MayGoOn(record.Run)) return StepEnd.Left;
            if (step.Number > 0 && !IsFinishing && !OnlySettles && RunRules.Overdue(record.Run, time.GetUtcNow()) is { } fence)
                return await TellAsync(run => [RunRules.SayOverdue(run, fence)]) ? StepEnd.Left : StepEnd.NotRecorded;
            if (_keptBack && gate.Closed(record.Run, step) is null)
            {
                // The time it was kept back does not count against its deadline.
                _keptBack = false;
                if (!await TellAsync(run => [new RunEvent.StepBegun(step.Number)])) return StepEnd.NotRecorded;
            }

            var items = pending(record.Run);
            if (items.Count == 0) return await TellAsync(run => [new RunEvent.StepEnded(step.Number)]) ? StepEnd.Through : StepEnd.NotRecorded;

            var sights = await LookAsync(items, cancel);
            var send = await TakeAsync(items, sights);
            if (_refused is not null) return StepEnd.NotRecorded;
            if (send.Count > 0 && await SendAsync(send, cancel))
            {
                wait = settings.FirstWait;
                continue;
            }

            if (_refused is not null) return StepEnd.NotRecorded;
            if (!MayGoOn(record.Run)) return StepEnd.Left;
            if (pending(record.Run).Count > 0) await WaitAsync(wait, cancel);
            wait = wait * 2 > settings.LongestWait ? settings.LongestWait : wait * 2;
        }
    }

    /// <summary>Records what one look says for certain: it is there, or its call came to nothing. False when the journal refuses.</summary>
    public async Task<bool> LookOnceAsync(CancellationToken cancel)
    {
        var items = pending(record.Run);
        var sights = await LookAsync(items, cancel);
        return await TellAsync(run =>
        {
            var found = new Findings(step.Number);
            foreach (var item in items)
            {
                if (!sights.TryGetValue(item.Key, out var sight)) continue;
                if (sight.Effect == Presence.There) found.Seen(item.Key, sight.Seen, unasked: false, sight.Notes);
                else if (sight.Effect == Presence.Absent) found.NoEffect(item.Key, sight.Seen);
            }

            return found.Events;
        });
    }

    /// <summary>Paused and aborted runs send nothing more; what takes a step back is what an aborted run does.</summary>
    private bool MayGoOn(Run run) => run.Phase == RunPhase.Running && run.Worker == worker && (step.Number < 0 || !run.IsAborting || IsFinishing);

    /// <summary>An aborted run finishes items that are past the point of no return.</summary>
    public bool IsFinishing { get; init; }

    /// <summary>Finds out what became of calls that are out, and sends nothing.</summary>
    public bool OnlySettles { get; init; }

    private async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        try
        {
            return await driver.LookAsync(record.Run.Plan, step, [.. items.Select(item => record.Run.Items[item.Key].Known)], cancel);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            return items.ToDictionary(item => item.Key, _ => new ItemSight(Presence.Unclear, $"It could not be looked at: {failed.Message}"), StringComparer.Ordinal);
        }
    }

    /// <summary>Records what the look says, and returns what is to be sent.</summary>
    private async Task<IReadOnlyList<PlanItem>> TakeAsync(IReadOnlyList<PlanItem> items, IReadOnlyDictionary<string, ItemSight> sights)
    {
        var send = new List<PlanItem>();
        await TellAsync(run =>
        {
            send.Clear();
            var now = time.GetUtcNow();
            var asks = step.Asks is not null && step.Number > 0 && !OnlySettles && !gate.IsSaid(run, step);
            // What people take to answer does not count against the step.
            var late = !_keptBack && !asks && run.Begun.TryGetValue(step.Number, out var begun) && now - begun > step.Deadline;
            var found = new Findings(step.Number);
            var (got, asking) = (0, false);
            foreach (var item in items)
            {
                var sight = sights.GetValueOrDefault(item.Key) ?? new ItemSight(Presence.Unclear, "Nothing was said about it.");
                var progress = run.Items[item.Key];
                if (OnlySettles && sight.Effect == Presence.Absent)
                {
                    // Nothing is there and nothing works on it: that is all that was to be known.
                    if (progress.Open.Contains(step.Number)) found.NoEffect(item.Key, sight.Seen);
                    continue;
                }

                switch (StepRules.Decide(progress, step, sight, settings.MostAttempts, late))
                {
                    case StepDecision.Done when asks:
                        asking = true;
                        break;
                    case StepDecision.Done:
                        // Nobody is asked for what only looks: it is never anybody else's doing.
                        found.Seen(item.Key, sight.Seen, unasked: step.Class != StepClass.Read && !progress.Attempts.ContainsKey(step.Number) && !progress.Open.Contains(step.Number), sight.Notes);
                        got++;
                        break;
                    case StepDecision.Send:
                        if (progress.Open.Contains(step.Number)) found.NoEffect(item.Key, sight.Seen);
                        if (_notBefore.TryGetValue(item.Key, out var earliest) && now < earliest) break;
                        send.Add(item);
                        break;
                    case StepDecision.Stop stop:
                        // Nothing is there and nothing works on it: what its call might have done, it has not.
                        if (sight.Effect == Presence.Absent && progress.Open.Contains(step.Number)) found.NoEffect(item.Key, sight.Seen);
                        found.Stop(item.Key, stop.Why, stop.Lift, NextCall(run.Plan, item));
                        break;
                }
            }

            if (asking && run.Says != step.Asks!.Question) found.Add(new RunEvent.Waits(step.Asks.Question));
            if (step.Turns is { } turn && got > 0 && RunRules.Turns(run, step, got, items.Count, found.Stopped)) found.Add(new RunEvent.SideTurned(turn.Pair, turn.Side, turn.Member));
            return found.Events;
        });
        return send;
    }

    private string? NextCall(Plan plan, PlanItem item) => driver.CallsOf(plan, step, [item.Key]) is [var only] ? $"{only.Call.Member}: {only.Call.Text}" : null;

    /// <returns>Whether anything was sent.</returns>
    private async Task<bool> SendAsync(IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        var waiting = new Queue<StepCall>(driver.CallsOf(record.Run.Plan, step, [.. items.Select(item => item.Key)]));
        var going = new List<(Task<bool> Call, long Left)>();
        var sent = false;
        while (waiting.Count > 0 || going.Count > 0)
        {
            while (waiting.Count > 0 && MayLeave(going)) going.Add((SendAsync(waiting.Dequeue(), cancel), time.GetTimestamp()));
            if (await NextAsync(going, waiting.Count > 0, cancel) is not { } ended) continue;
            going.RemoveAt(going.FindIndex(call => call.Call == ended));
            var left = await ended;
            sent |= left;
            // What keeps one call back keeps the others back too.
            if (!left) waiting.Clear();
        }

        return sent;
    }

    /// <summary>
    /// A call that hangs keeps nobody else waiting: such calls have often taken effect at once and wait for a side that is silent, and
    /// what they cost the system is over. They stay in view until they are answered or given up.
    /// </summary>
    private bool MayLeave(List<(Task<bool> Call, long Left)> going) =>
        going.Count < settings.MostHanging && going.Count(call => time.GetElapsedTime(call.Left) < settings.Hanging) < pace.Width;

    /// <summary>The first that ends; null when others may leave meanwhile.</summary>
    private async Task<Task<bool>?> NextAsync(List<(Task<bool> Call, long Left)> going, bool others, CancellationToken cancel)
    {
        if (going.Find(call => call.Call.IsCompleted).Call is { } over) return over;
        if (!others || going.Count >= settings.MostHanging) return await Task.WhenAny(going.Select(call => call.Call));
        return await Task.WhenAny([.. going.Select(call => call.Call), Task.Delay(settings.Hanging, time, cancel)]) as Task<bool>;
    }

    private async Task<bool> SendAsync(StepCall call, CancellationToken cancel)
    {
        var number = 0;
        string? closed = null;
        var intended = await record.RecordAsync(Who, run =>
        {
            closed = gate.Closed(run, step);
            if (!MayGoOn(run)) return null;
            if (closed is not null) return run.Says == closed ? [] : [new RunEvent.Waits(closed)];
            number = run.Calls + 1;
            var attempt = call.Items.Max(key => run.Items[key].Attempts.GetValueOrDefault(step.Number)) + 1;
            return [new RunEvent.Intended(step.Number, number, attempt, call.Call.Member, call.Call.Line, Digest(call.Call), call.Items, run.Epoch)];
        });
        if (intended is Recorded.Refused refused) _refused = refused.Why;
        _keptBack |= closed is not null;
        if (intended is not Recorded.Done || closed is not null) return false;

        var left = time.GetTimestamp();
        var outcome = await AskAsync(call, cancel);
        var took = time.GetElapsedTime(left);
        if (outcome is CallOutcome.Rejected { TooBusy: true }) pace.TooBusy();
        else if (outcome is not CallOutcome.Unknown || took < settings.Hanging) pace.Answered(took);
        if (outcome is CallOutcome.Rejected { After: { } after })
        {
            foreach (var key in call.Items) _notBefore[key] = time.GetUtcNow() + after;
        }

        // Also when the app is being stopped: an answer that is known is not thrown away.
        await TellAsync(_ => [Answer(number, outcome, took)]);
        return true;
    }

    private async Task<CallOutcome> AskAsync(StepCall call, CancellationToken cancel)
    {
        try
        {
            return await driver.SendAsync(step, call, cancel);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            return new CallOutcome.Unknown($"The call ended with a fault of its own: {failed.Message}", failed.GetType().Name);
        }
    }

    private RunEvent.Answered Answer(int number, CallOutcome outcome, TimeSpan took)
    {
        var millis = (long)took.TotalMilliseconds;
        var owes = outcome.Owes.Count > 0 ? outcome.Owes : null;
        return outcome switch
        {
            CallOutcome.Accepted yes => new(step.Number, number, RunEvent.Answer.Accepted, yes.Note ?? "Accepted.", null, yes.Digest, millis, owes),
            CallOutcome.Rejected { After: not null } later => new(step.Number, number, RunEvent.Answer.Postponed, later.Why, later.Raw, null, millis, owes),
            CallOutcome.Rejected no => new(step.Number, number, RunEvent.Answer.Rejected, no.Why, no.Raw, null, millis, owes),
            CallOutcome.Unknown unknown => new(step.Number, number, RunEvent.Answer.Unknown, unknown.Why, unknown.Raw, null, millis, owes),
            _ => throw new InvalidOperationException("CallOutcome is closed."),
        };
    }

    private async Task<bool> TellAsync(Func<Run, IReadOnlyList<RunEvent>> decide)
    {
        if (await record.RecordAsync(Who, decide) is not Recorded.Refused refused) return true;
        _refused = refused.Why;
        return false;
    }

    /// <summary>Until the time is over or the run has changed, whichever is first.</summary>
    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var change = record.Next;
        await Task.WhenAny(change, Task.Delay(atMost, time, enough.Token));
        await enough.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }

    private static string Digest(PlannedCall call) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(call.Text)));

    /// <summary>What one look found, grouped: a thousand items that got there are one event.</summary>
    private sealed class Findings(int step)
    {
        private readonly List<RunEvent> _events = [];

        public IReadOnlyList<RunEvent> Events => _events;

        public int Stopped => _events.OfType<RunEvent.Stopped>().Sum(stop => stop.Items.Count);

        public void Add(RunEvent happened) => _events.Add(happened);

        public void Seen(string key, string said, bool unasked, IReadOnlyDictionary<string, string>? notes)
        {
            var seen = Add(
                group => group.Said == said && group.Unasked == unasked && group.Notes is null == notes is null, group => group.Items, key,
                items => new RunEvent.Seen(step, items, said, unasked, notes is null ? null : new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal)));
            if (notes is not null) ((Dictionary<string, IReadOnlyDictionary<string, string>>)seen.Notes!)[key] = notes;
        }

        public void NoEffect(string key, string said) => Add<RunEvent.NoEffect>(none => none.Said == said, none => none.Items, key, items => new RunEvent.NoEffect(step, items, said));

        public void Stop(string key, string why, string lift, string? next) => _events.Add(new RunEvent.Stopped(step, [key], why, lift, next));

        private T Add<T>(Func<T, bool> same, Func<T, IReadOnlyList<string>> items, string key, Func<List<string>, T> make)
            where T : RunEvent
        {
            if (_events.OfType<T>().FirstOrDefault(same) is { } group)
            {
                ((List<string>)items(group)).Add(key);
                return group;
            }

            var made = make([key]);
            _events.Add(made);
            return made;
        }
    }
}
