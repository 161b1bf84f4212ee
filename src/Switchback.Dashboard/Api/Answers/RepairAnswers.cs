using System.ComponentModel;

namespace Switchback.Dashboard.Api.Answers;

public sealed record RepairBody(string? Reason = null);

/// <summary>How it stands with a damaged journal.</summary>
public sealed record RepairAnswer(
    bool Damaged,
    string Says,
    [property: Description("What waits for another person to agree; null when nothing does.")] RepairProposalAnswer? Waiting,
    [property: Description("After it was done: the folder that has the damaged files.")] string? Aside,
    [property: Description("After it was done: the last event that stays.")] long? KeptSequence,
    [property: Description("After it was done: whether nothing can be recorded before a restart.")] bool? NeedsRestart);

public sealed record RepairProposalAnswer(string Who, string Name, string Reason, DateTime At, DateTime Until);
