namespace Switchback.Dashboard.Hosting;

/// <summary>A setting that keeps the app from starting: the key to change, and a sentence that says what is wrong and what would be right.</summary>
public sealed record StartFault(string Key, string Sentence);

/// <summary>Everything that is wrong with the settings, gathered before anything is said: nobody should fix one fault to meet the next.</summary>
public sealed class StartRefusedException(IReadOnlyList<StartFault> faults) : Exception("The settings do not allow a start.")
{
    public IReadOnlyList<StartFault> Faults { get; } = faults;
}
