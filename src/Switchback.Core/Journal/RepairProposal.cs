namespace Switchback.Core.Journal;

/// <summary>Somebody wants the journal cut at its damage, and waits for another person to agree.</summary>
/// <param name="Who">As it will stand in the journal.</param>
/// <param name="Name">How people call them.</param>
/// <param name="Until">A proposal that nobody agreed to by then is over.</param>
public sealed record RepairProposal(string Who, string Name, string Reason, Damage Damage, DateTimeOffset At, DateTimeOffset Until);

/// <summary>What a person hears who proposes a repair or agrees to one.</summary>
public abstract record RepairOutcome
{
    private RepairOutcome()
    {
    }

    public sealed record Proposed(RepairProposal Proposal) : RepairOutcome;

    public sealed record Withdrawn : RepairOutcome;

    public sealed record Done(JournalCut Cut, bool NeedsRestart) : RepairOutcome;

    /// <summary>Nothing was done: why, and what lifts it.</summary>
    public sealed record Refused(string Why, string Lift) : RepairOutcome
    {
        /// <summary>This person may not.</summary>
        public bool IsNotAllowed { get; init; }
    }
}
