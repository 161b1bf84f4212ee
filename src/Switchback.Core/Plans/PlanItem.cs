namespace Switchback.Core.Plans;

/// <summary>An item as a plan knows it: the very one that was looked at, not whatever carries its name later.</summary>
/// <param name="Member">Whose copy it is.</param>
/// <param name="Name">What it is called there.</param>
/// <param name="Identity">The identity it had when the plan was made; null when there was nothing yet.</param>
/// <param name="Facts">What the steps need to know about it, by the system's own names. Part of the hash.</param>
public sealed record PlanItem(string Member, string Name, string? Identity, IReadOnlyDictionary<string, string> Facts)
{
    public string Key => $"{Member}/{Name}";

    /// <summary>The pair it belongs to; null when it is in none.</summary>
    public string? Pair { get; init; }

    public string? Fact(string name) => Facts.GetValueOrDefault(name);
}
