namespace Switchback.Core.Settings;

/// <summary>One thing wrong in the configuration: which key, what is wrong with it, what to write instead. Never a value that may be secret.</summary>
public sealed record SettingsFault(string Key, string Problem, string Remedy)
{
    public override string ToString() => $"{Key}: {Problem} {Remedy}";
}

/// <summary>The start stops here, with every fault at once: nobody should have to start five times to find five typos.</summary>
public sealed class SettingsException(IReadOnlyList<SettingsFault> faults)
    : Exception($"The configuration has {faults.Count} fault{(faults.Count == 1 ? "" : "s")}:{string.Concat(faults.Select(fault => "\n  - " + fault))}")
{
    public IReadOnlyList<SettingsFault> Faults { get; } = faults;
}
