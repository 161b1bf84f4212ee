using System.Globalization;

namespace Switchback.Core.Plans;

/// <summary>
/// What a plan loses, as far as the last answers tell. A lower bound: what was written after them nobody here can know. The exact number
/// comes from the ledger, once the other side is back.
/// </summary>
/// <param name="AtLeast">Operations that the other side had and this one has not; null when nothing was ever heard.</param>
/// <param name="AsOf">Of that side's last answer.</param>
/// <param name="Estimate">How many more there may be by now, at the rate of its last half minute; null when nobody can say.</param>
/// <param name="Lines">By item, those that lose something or of which nothing is known.</param>
public sealed record LossStatement(long? AtLeast, DateTimeOffset? AsOf, long? Estimate, IReadOnlyList<ItemLoss> Lines)
{
    /// <summary>Unless a person says that clients cannot write there any more, what comes after is open.</summary>
    public required bool MayGrow { get; init; }

    public string Say() => AtLeast is not { } known
        ? "What is lost is not known: the other side was never heard."
        : string.Create(CultureInfo.InvariantCulture, $"At least {known:#,0} operation{(known == 1 ? "" : "s")}{(AsOf is { } at ? $" as of {at.UtcDateTime:HH:mm:ss} UTC, its last answer" : "")}; unknown after that.")
            + (Estimate is > 0 and var more ? string.Create(CultureInfo.InvariantCulture, $" By the rate of its last half minute, an estimate: {more:#,0} more.") : "")
            + (MayGrow ? " Clients may still write there: the number grows until they cannot." : "");

    public override string ToString() => $"{AtLeast}|{AsOf:O}|{Estimate}|{MayGrow}|{string.Join(';', Lines)}";
}

/// <param name="AtLeast">Null when nothing is known.</param>
/// <param name="Why">What is the matter with it, where something is.</param>
public sealed record ItemLoss(string Item, long? AtLeast, string? Why)
{
    public override string ToString() => $"{Item}={AtLeast}/{Why}";
}
