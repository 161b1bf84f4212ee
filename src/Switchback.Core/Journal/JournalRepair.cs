using Switchback.Core.Pairs;

namespace Switchback.Core.Journal;

/// <summary>
/// Puts a damaged journal aside and goes on, once two people want it: one alone could make what they did disappear. While the
/// journal is damaged nothing can be recorded, so the proposal lives in memory and ends with the process.
/// </summary>
/// <param name="journal">The journal that is damaged.</param>
/// <param name="time">For the life of a proposal.</param>
/// <param name="brake">
/// What else is recorded right away, for who agreed and their name. Work that had ended behind the cut looks unended now: it must not
/// go on before a person has looked.
/// </param>
/// <param name="written">Told of everything that was recorded first, before anybody can append.</param>
public sealed class JournalRepair(ICuttable journal, TimeProvider time, Func<string, string, FirstEvent> brake, Action<JournalEvent> written)
{
    public const string Stream = "journal";
    public const string SetAside = "journal-set-aside";
    public const int LongestReason = 500;

    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private RepairProposal? _proposal;
    private bool _isCutting;

    /// <summary>What waits for a second person; null when nothing does, when it is over, or when the damage is another one by now.</summary>
    public RepairProposal? Waiting
    {
        get
        {
            lock (_gate)
            {
                return !_isCutting && _proposal is { } proposal && time.GetUtcNow() < proposal.Until && proposal.Damage == Damage ? proposal : null;
            }
        }
    }

    private Damage? Damage => (journal.Condition as JournalCondition.WatchOnly)?.Damage;

    public RepairOutcome Propose(Actor actor, string reason)
    {
        if (!actor.MayAdminister) return new RepairOutcome.Refused("To put the journal aside takes the role admin.", "Ask an admin.") { IsNotAllowed = true };
        if (string.IsNullOrWhiteSpace(reason)) return new RepairOutcome.Refused("A reason is missing. It will stand at the beginning of what comes next.", "Say in a few words what happened to the files.");
        if (reason.Length > LongestReason) return new RepairOutcome.Refused($"The reason is longer than {LongestReason} characters.", "Say it in fewer.");
        if (Damage is not { } damage) return new RepairOutcome.Refused("The journal is not damaged.", "Nothing to do.");
        lock (_gate)
        {
            if (_isCutting) return BeingDone();
            var now = time.GetUtcNow();
            _proposal = new RepairProposal(actor.Who, actor.Name ?? actor.Who, reason.Trim(), damage, now, now + Life);
            return new RepairOutcome.Proposed(_proposal);
        }
    }

    public RepairOutcome Withdraw(Actor actor)
    {
        if (MayNotDecide(actor) is { } refused) return refused;
        lock (_gate)
        {
            if (_isCutting) return BeingDone();
            if (_proposal is null) return NothingWaits();
            _proposal = null;
            return new RepairOutcome.Withdrawn();
        }
    }

    public async Task<RepairOutcome> AgreeAsync(Actor actor)
    {
        if (MayNotDecide(actor) is { } refused) return refused;
        RepairProposal proposal;
        lock (_gate)
        {
            if (_isCutting) return BeingDone();
            if (_proposal is not { } waiting || time.GetUtcNow() >= waiting.Until) return NothingWaits();
            if (waiting.Damage != Damage) return new RepairOutcome.Refused("The journal's damage is not the one that was proposed for any more.", "Look at what it says now, and propose it anew.");
            if (waiting.Who == actor.Who) return new RepairOutcome.Refused("You proposed it yourself: somebody else has to agree.", "Ask an approver or another admin.") { IsNotAllowed = true };
            proposal = waiting;
            _isCutting = true;
        }

        var isDone = false;
        try
        {
            var name = actor.Name ?? actor.Who;
            var outcome = await journal.CutAsync(proposal.Damage, cut => [new FirstEvent(Stream, Record(cut, proposal, actor.Who, name)), brake(actor.Who, name)], written);
            isDone = outcome is CutOutcome.Done;
            return outcome switch
            {
                CutOutcome.Done done => new RepairOutcome.Done(done.Cut, done.NeedsRestart),
                CutOutcome.Refused no => new RepairOutcome.Refused(no.Why, "Nothing was put aside."),
                _ => throw new InvalidOperationException("CutOutcome is closed."),
            };
        }
        finally
        {
            lock (_gate)
            {
                _isCutting = false;
                if (isDone) _proposal = null;
            }
        }
    }

    private static NewEvent Record(JournalCut cut, RepairProposal proposal, string agreed, string agreedName) => NewEvent.Of(
        SetAside, proposal.Who, new Fact(proposal.Who, proposal.Name, agreed, agreedName, proposal.Reason, cut.Aside, cut.Kept.Sequence, cut.Kept.Hash, cut.Damage));

    private static RepairOutcome.Refused? MayNotDecide(Actor actor) =>
        actor.MayApprove || actor.MayAdminister ? null : new RepairOutcome.Refused("That takes the role approver or admin.", "Ask somebody with one of them.") { IsNotAllowed = true };

    private static RepairOutcome.Refused NothingWaits() => new("Nothing waits for somebody to agree, or it waited for longer than an hour.", "An admin proposes it.");

    private static RepairOutcome.Refused BeingDone() => new("It is being done just now.", "Wait for a moment.");

    /// <param name="Proposed">Who wanted it.</param>
    /// <param name="Agreed">Who agreed.</param>
    /// <param name="Aside">Where the damaged files lie.</param>
    /// <param name="KeptSequence">The last event before the damage.</param>
    private sealed record Fact(
        string Proposed, string ProposedName, string Agreed, string AgreedName, string Reason, string Aside, long KeptSequence, string KeptHash, Damage Damage);
}
