namespace Switchback.Core.Fleet;

/// <summary>One member of a replication system (for clusters: a cluster): how it answers now, and what it said when it last did.</summary>
/// <param name="AsOf">When its facts were true; null before the first answer.</param>
/// <param name="Pace">How often it is asked now.</param>
/// <param name="IsSlowed">It is asked less often than configured, because its answers take long.</param>
/// <param name="Skew">Its clock minus ours; null when not known.</param>
/// <param name="Items">How many copies it has.</param>
public sealed record Member(
    string Name,
    MemberLine Line,
    DateTimeOffset? AsOf,
    string? Version,
    string? Identity,
    TimeSpan Pace,
    bool IsSlowed,
    TimeSpan? Skew,
    int Items)
{
    public static Member NotAskedYet(string name, TimeSpan pace) => new(name, new MemberLine.Asking(), null, null, null, pace, false, null, 0);

    /// <summary>Old is what the next answers failed to replace, or what is older than three polls.</summary>
    public bool IsStale(DateTimeOffset now) => Line is not MemberLine.Answering || AsOf is not { } asOf || now - asOf > (Pace * 3) + TimeSpan.FromSeconds(1);
}

/// <summary>The line from this server to a member. Closed.</summary>
public abstract record MemberLine
{
    private MemberLine()
    {
    }

    /// <summary>The first answer is still awaited.</summary>
    public sealed record Asking : MemberLine;

    public sealed record Answering : MemberLine;

    /// <param name="Since">The first poll in a row that failed.</param>
    /// <param name="Why">A sentence for a person.</param>
    /// <param name="IsSilent">It takes connections and does not answer, unlike one that refuses them or answers nonsense.</param>
    public sealed record NotAnswering(DateTimeOffset Since, string Why, bool IsSilent) : MemberLine;
}
