namespace Switchback.Dashboard.Rehearsal.Control;

public enum LabResult
{
    Done,
    NotDone,

    /// <summary>No answer came: it may have happened.</summary>
    Unclear,
}

/// <summary>What became of an action, in a sentence for people.</summary>
/// <param name="Count">How many things it touched, where that is told.</param>
public sealed record LabOutcome(LabResult Result, string Sentence, long? Count = null);
