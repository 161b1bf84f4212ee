namespace Switchback.Dashboard.Pages.Operate.Journeys;

/// <summary>Something that only a person can decide about a journey.</summary>
/// <param name="Name">As the plan takes it.</param>
/// <param name="Ask">The question, in words.</param>
/// <param name="Options">What can be chosen; none for what is written.</param>
/// <param name="Usual">What is chosen when nobody chooses; null where a person has to.</param>
/// <param name="Help">What to know before.</param>
/// <param name="Hint">For what is written: what stands there when nobody writes anything.</param>
public sealed record JourneyQuestion(string Name, string Ask, IReadOnlyList<JourneyOption> Options, string? Usual, string Help = "", string Hint = "")
{
    public bool IsWritten => Options.Count == 0;

    /// <summary>It is asked only where another question was answered so.</summary>
    public (string Name, string Value)? Where { get; init; }
}

/// <param name="Value">As the plan takes it.</param>
/// <param name="Meaning">What it means for whoever chooses it.</param>
public sealed record JourneyOption(string Value, string Label, string Meaning);
