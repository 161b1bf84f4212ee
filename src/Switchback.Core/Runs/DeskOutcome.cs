using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>Of which sort a refusal is, for callers that answer in codes.</summary>
public enum RefusalKind
{
    /// <summary>This person may not.</summary>
    NotAllowed,
    NotFound,

    /// <summary>What was given cannot be used as it is.</summary>
    Invalid,

    /// <summary>Not in this state, or somebody else has it.</summary>
    Conflict,

    /// <summary>Nothing can be recorded now, so nothing is done.</summary>
    Unavailable,
}

/// <summary>What became of a wish. Closed.</summary>
public abstract record DeskOutcome
{
    private DeskOutcome()
    {
    }

    public sealed record Done(Run Run) : DeskOutcome;

    public sealed record Refused(RefusalKind Kind, Refusal Refusal) : DeskOutcome;

    internal static Refused No(RefusalKind kind, string what, string why, string lift) => new(kind, new Refusal(what, why, lift));
}
