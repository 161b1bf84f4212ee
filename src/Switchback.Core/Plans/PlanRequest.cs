namespace Switchback.Core.Plans;

/// <summary>What somebody wants done.</summary>
/// <param name="Operation">A verb that the system knows.</param>
/// <param name="Items">What it is for; a copy that is not there yet is named as it shall be called.</param>
/// <param name="Parameters">By the operation's own names; what is left out takes what the operation says.</param>
public sealed record PlanRequest(string Operation, IReadOnlyList<ItemName> Items, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The pair that it is for, where it is for a whole pair.</summary>
    public string? Pair { get; init; }
}

public sealed record ItemName(string Member, string Name)
{
    public string Key => $"{Member}/{Name}";
}

/// <summary>Why something is not planned, or not done.</summary>
/// <param name="What">What was refused: an item, a parameter, the whole.</param>
/// <param name="Why">What stands in the way.</param>
/// <param name="Lift">What takes it out of the way.</param>
public sealed record Refusal(string What, string Why, string Lift)
{
    /// <summary>The name of the guard that refuses, where two people may set it aside; null where nobody may.</summary>
    public string? Guard { get; init; }
}

/// <summary>What became of a wish for a plan. Closed.</summary>
public abstract record PlanOutcome
{
    private PlanOutcome()
    {
    }

    public sealed record Made(Plan Plan) : PlanOutcome;

    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : PlanOutcome
    {
        /// <summary>It is not the world that stands in the way: this person may not.</summary>
        public bool IsNotAllowed { get; init; }
    }
}
