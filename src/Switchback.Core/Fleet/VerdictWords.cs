using System.Collections.Frozen;

namespace Switchback.Core.Fleet;

/// <summary>What a verdict is called, how it is spelt in addresses and answers, and how bad it is.</summary>
/// <param name="Severity">What needs a person first has the highest.</param>
public sealed record VerdictWord(VerdictKind Kind, string Id, string Word, Grade Grade, int Severity);

/// <summary>The one table of verdicts.</summary>
public static class VerdictWords
{
    private static readonly VerdictWord[] Table =
    [
        new(VerdictKind.Failed, "failed", "Failed", Grade.Bad, 100),
        new(VerdictKind.SourceGone, "leader-gone", "Leader gone or changed", Grade.Bad, 95),
        new(VerdictKind.LeftClosed, "left-closed", "Left closed", Grade.Bad, 92),
        new(VerdictKind.SourceUnreachable, "leader-unreachable", "Leader unreachable", Grade.Bad, 90),
        new(VerdictKind.Silent, "silent", "Silent", Grade.Bad, 88),
        new(VerdictKind.Unknown, "unknown", "Unknown", Grade.Unknown, 85),
        new(VerdictKind.ClosedWhileActive, "closed-while-following", "Closed while following", Grade.Bad, 80),
        new(VerdictKind.Stalled, "stalled", "Stalled", Grade.Risk, 75),
        new(VerdictKind.ReadErrors, "read-errors", "Read errors", Grade.Risk, 70),
        new(VerdictKind.WaitingToRetry, "waiting-to-retry", "Waiting to retry", Grade.Risk, 65),
        new(VerdictKind.NotFollowed, "not-followed", "Not followed", Grade.Risk, 60),
        new(VerdictKind.Lagging, "lagging", "Lagging", Grade.Watch, 50),
        new(VerdictKind.PausedAndClosed, "paused-and-closed", "Paused and closed", Grade.Resting, 45),
        new(VerdictKind.Paused, "paused", "Paused", Grade.Resting, 40),
        new(VerdictKind.CatchingUp, "catching-up", "Catching up", Grade.Watch, 30),
        new(VerdictKind.Copying, "copying", "Copying", Grade.Working, 25),
        new(VerdictKind.Promoted, "promoted", "Promoted", Grade.Resting, 10),
        new(VerdictKind.Following, "following", "Following", Grade.Fine, 0),
    ];

    private static readonly VerdictWord[] ByKind = [.. Table.OrderBy(word => word.Kind)];

    private static readonly FrozenDictionary<string, VerdictWord> ById = Table.ToFrozenDictionary(word => word.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>What needs a person first comes first.</summary>
    public static IReadOnlyList<VerdictWord> All => Table;

    public static VerdictWord Of(VerdictKind kind) => ByKind[(int)kind];

    public static VerdictWord? Find(string id) => ById.GetValueOrDefault(id);

    public static string Id(this VerdictKind kind) => Of(kind).Id;

    public static string Word(this VerdictKind kind) => Of(kind).Word;
}
