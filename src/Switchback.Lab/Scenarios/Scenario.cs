namespace Switchback.Lab.Scenarios;

/// <summary>A named world to rehearse in. Built from an empty lab by the calls anybody could send.</summary>
public sealed record Scenario(string Name, string About, Func<Stage, Task> BuildAsync);
