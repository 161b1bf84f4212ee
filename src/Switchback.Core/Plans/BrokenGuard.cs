namespace Switchback.Core.Plans;

/// <summary>
/// A guard that stands in the way and is set aside for one plan: by name, for these items, and with two people who agree to it. Records,
/// holds, looks and approvals have no name here and cannot be set aside.
/// </summary>
/// <param name="Name">The guard's.</param>
/// <param name="Why">What it says stands in the way.</param>
/// <param name="Items">Keys of the items it is set aside for.</param>
public sealed record BrokenGuard(string Name, string Why, IReadOnlyList<string> Items);
