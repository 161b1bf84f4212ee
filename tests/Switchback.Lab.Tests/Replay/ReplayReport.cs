namespace Switchback.Lab.Tests.Replay;

/// <summary>What one replay of a recording found.</summary>
public sealed record ReplayReport(Recording Recording, IReadOnlyList<StepReport> Steps, TimeSpan Took)
{
    public IReadOnlyList<StepReport> Parted => [.. Steps.Where(step => step.Parts)];
}

/// <param name="Number">the step's place in the file, from 0</param>
/// <param name="Reply">what came back, where something was asked</param>
public sealed record StepReport(int Number, Step Step, IReadOnlyList<Difference> Differences, Reply? Reply)
{
    public bool Parts => Differences.Count > 0;
}
