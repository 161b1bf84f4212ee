namespace Switchback.Core.Plans;

/// <summary>
/// What will be done, step by step and call by call. Immutable; the same code makes it for a dry run and for a run. What people
/// agree to is its <see cref="Hash"/>.
/// </summary>
public sealed record Plan
{
    public required string Id { get; init; }

    /// <summary>The verb it was asked by, such as <c>pause</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Who carries it out, by the system's registered name.</summary>
    public required string System { get; init; }

    /// <summary>One line for lists.</summary>
    public required string Title { get; init; }

    public required IReadOnlyList<PlanItem> Items { get; init; }

    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>What takes steps back, by negative numbers, for items that must not stay where they stopped.</summary>
    public IReadOnlyList<PlanStep> UndoSteps { get; init; } = [];

    /// <summary>Every parameter as it will be in force, those that nobody gave included.</summary>
    public IReadOnlyList<PlanParameter> Parameters { get; init; } = [];

    /// <summary>What was looked at when it was made. Looked at again before each step.</summary>
    public IReadOnlyList<PlanFinding> Findings { get; init; } = [];

    /// <summary>What will be gone afterwards, a sentence each.</summary>
    public IReadOnlyList<string> Destroys { get; init; } = [];

    /// <summary>What somebody should know before they agree, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Guards that are set aside for this plan. With any, two people have to agree.</summary>
    public IReadOnlyList<BrokenGuard> BrokenGlass { get; init; } = [];

    /// <summary>What is lost by it as far as is known; null for a plan by which nothing can be.</summary>
    public LossStatement? Loss { get; init; }

    /// <summary>A lesser run that holds what it needs is ended for it, and what that one had begun is taken as it is found.</summary>
    public bool TakesOver { get; init; }

    /// <summary>What a person types to confirm; null where a click is enough.</summary>
    public string? ConfirmWith { get; init; }

    /// <summary>What no other run may hold meanwhile.</summary>
    public required IReadOnlyList<string> Holds { get; init; }

    /// <summary>How long it takes, roughly; null where nobody can say.</summary>
    public TimeSpan? Estimate { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string MadeBy { get; init; }

    public string Hash { get; init; } = "";

    public IEnumerable<string> Pairs => Items.Select(item => item.Pair).OfType<string>().Distinct(StringComparer.Ordinal);

    public bool Breaks(string guard, string item) => BrokenGlass.Any(broken => broken.Name == guard && broken.Items.Contains(item, StringComparer.Ordinal));

    public PlanStep? Step(int number) => number > 0
        ? (number <= Steps.Count ? Steps[number - 1] : null)
        : UndoSteps.FirstOrDefault(step => step.Number == number);
}

/// <param name="Given">Null: nobody gave it, and what is shown is what the system takes then.</param>
public sealed record PlanParameter(string Name, string Value, string? Given);

/// <param name="Title">What was looked at.</param>
/// <param name="Value">What was found.</param>
/// <param name="Passes">Null where it could not be known.</param>
public sealed record PlanFinding(string Title, string Value, bool? Passes);
