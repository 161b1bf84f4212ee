using Switchback.Core.Readiness;

namespace Switchback.Core.Fleet;

/// <summary>The two sides of a pair. Fixed: roles change, sides do not.</summary>
public enum Side
{
    Home,
    Away,
}

public enum Role
{
    Unknown,
    Active,
    Standby,
    Quarantined,
}

/// <summary>One side as it is now.</summary>
/// <param name="Observed">What its items show. Recorded is another thing: see <see cref="ActiveRecord"/>.</param>
/// <param name="Why">What the observation rests on, in words.</param>
/// <param name="Copies">How many of the pair's items it has that come from the other side.</param>
public sealed record SideView(Side Side, string Member, Role Observed, string Why, int Copies);

/// <summary>Which side leads, as a person recorded it after seeing what is observed.</summary>
public sealed record ActiveRecord(Side Active, DateTimeOffset At, string Who, string? Reason);

public enum Protection
{
    Unknown,

    /// <summary>Every item has a copy that keeps up.</summary>
    Full,
    Partial,
    None,
}

/// <summary>What failing over at this moment would cost.</summary>
/// <param name="Operations">Known to be missing on the other side; null when nothing can be known.</param>
/// <param name="AtLeast">Some of it is from a last answer: there may be more.</param>
/// <param name="Behind">The longest that any item is behind; null when not known.</param>
/// <param name="Affected">Items that would lose something.</param>
/// <param name="WithoutCopy">Items that have no usable copy at all.</param>
/// <param name="AsOf">The oldest of the answers it was counted from.</param>
public sealed record Exposure(long? Operations, bool AtLeast, TimeSpan? Behind, int Affected, int WithoutCopy, DateTimeOffset? AsOf);

/// <summary>A pair as one snapshot shows it.</summary>
/// <param name="Recorded">Null until a person has said which side leads.</param>
/// <param name="Counts">How many items there are of each verdict, the worst first.</param>
/// <param name="Readiness">By direction; empty before the first look.</param>
public sealed record PairView(
    PairOptions Options,
    SideView Home,
    SideView Away,
    ActiveRecord? Recorded,
    PairState State,
    Protection Protection,
    Exposure Exposure,
    IReadOnlyList<VerdictCount> Counts,
    DateTimeOffset? KeptUntil,
    PairHistory History,
    IReadOnlyList<ReadinessReport> Readiness)
{
    public SideView this[Side side] => side == Side.Home ? Home : Away;

    public int Items => Counts.Sum(count => count.Items);

    /// <summary>The side that leads: as recorded; before that, as observed.</summary>
    public Side? Active => Recorded?.Active ?? ObservedActive;

    public Side? ObservedActive => (Home.Observed, Away.Observed) switch
    {
        (Role.Active, not Role.Active) => Side.Home,
        (not Role.Active, Role.Active) => Side.Away,
        _ => null,
    };

    public ReadinessReport? ReadinessOf(Direction direction) => Readiness.FirstOrDefault(report => report.Direction == direction);
}

public sealed record VerdictCount(VerdictKind Kind, int Items);

public enum PairStateKind
{
    /// <summary>Not enough has been heard yet.</summary>
    Unknown,
    Following,
    Copying,
    Behind,

    /// <summary>Some items need a person.</summary>
    Attention,

    /// <summary>Nothing of it replicates, in either direction.</summary>
    NothingReplicates,
    ActiveUnreachable,
    StandbyUnreachable,

    /// <summary>What is recorded and what is observed are not the same.</summary>
    Disagreement,

    /// <summary>Both sides take writes.</summary>
    SplitBrain,
}

/// <summary>The named state of a pair: a word, the reason, and what a person does next.</summary>
public sealed record PairState(PairStateKind Kind, Grade Grade, string Word, string Reason, string Next);
