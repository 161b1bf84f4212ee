using System.ComponentModel;

namespace Switchback.Dashboard.Api.Answers;

/// <summary>A pair: two sides and the replication between them.</summary>
public sealed record PairAnswer(
    string Pair,
    string System,
    PairStateAnswer State,
    [property: Description("The side that leads, home or away: as recorded; before that, as observed; null when neither is known.")] string? Active,
    [property: Description("Who said which side leads; null until somebody has.")] RecordAnswer? Recorded,
    [property: Description("The side that its items show to lead; null when they show none, or both.")] string? ObservedActive,
    SideAnswer Home,
    SideAnswer Away,
    [property: Description("full, partial, none or unknown: whether every item has a copy that keeps up.")] string Protection,
    ExposureAnswer Exposure,
    [property: Description("How many items there are of each verdict, the worst first.")] IReadOnlyList<CountAnswer> Counts,
    int Items,
    [property: Description("The first moment at which a leader may drop what a follower lacks; null while no such clock runs; in the past when nothing binds one of them any more.")] DateTime? KeptUntil,
    [property: Description("The patterns of item names at home that belong to it; a leading minus leaves out.")] string Scope,
    [property: Description("How many seconds of writes may be lost at most: a target.")] double RpoSeconds,
    [property: Description("How many seconds writes may be away at most: a target.")] double RtoSeconds);

/// <param name="Id">Lower case with hyphens, for example split-brain.</param>
/// <param name="Next">What a person does next.</param>
public sealed record PairStateAnswer(string Id, string Word, string Grade, string Reason, string Next);

public sealed record RecordAnswer(string Active, DateTime At, string Who, string? Reason);

/// <param name="Observed">active, standby, quarantined or unknown.</param>
/// <param name="Copies">How many of the pair's items it has that come from the other side.</param>
public sealed record SideAnswer(string Cluster, string Observed, string Why, int Copies);

/// <summary>What failing over at this moment would cost.</summary>
public sealed record ExposureAnswer(
    [property: Description("Known to be missing on the other side; null when nothing can be known.")] long? Operations,
    [property: Description("Some of it is from a last answer: there may be more.")] bool AtLeast,
    [property: Description("The longest that any item is behind.")] double? Seconds,
    [property: Description("Items that would lose something.")] int Affected,
    [property: Description("Items that have no usable copy at all.")] int WithoutCopy,
    [property: Description("The oldest of the answers it was counted from.")] DateTime? AsOf);

/// <summary>One pair by itself, with its checks and its past.</summary>
public sealed record PairDetailAnswer(
    [property: Description("The snapshot this was taken from. Grows by one with each; begins anew when the app does.")] long Version,
    [property: Description("When that snapshot was put together.")] DateTime? AsOf,
    PairAnswer Pair,
    [property: Description("By direction; empty before the first look.")] IReadOnlyList<ReadinessAnswer> Readiness,
    [property: Description("What failing over would have cost over the last hours, oldest first.")] IReadOnlyList<PairMomentAnswer> History);

/// <param name="Direction">fail-over or fail-back.</param>
/// <param name="Verdict">ready, ready-with-warnings, not-ready or unknown.</param>
public sealed record ReadinessAnswer(string Direction, string Verdict, DateTime? AsOf, IReadOnlyList<CheckAnswer> Checks);

/// <param name="Outcome">pass, warn, fail or unknown.</param>
/// <param name="Manual">The call that a person can send to lift it; null where there is no single one.</param>
public sealed record CheckAnswer(string Id, string Title, string Outcome, string? Value, string? Limit, string Reason, string? Remedy, string? Manual, DateTime? AsOf);

public sealed record PairMomentAnswer(DateTime At, long? Operations, double? Seconds);
