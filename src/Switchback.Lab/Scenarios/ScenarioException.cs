namespace Switchback.Lab.Scenarios;

/// <summary>A scenario could not be built: the call that was refused, and with what.</summary>
public sealed class ScenarioException(string message) : Exception(message);
