namespace Switchback.Dashboard.Fleet;

/// <summary>How bad a state is, and so which shape and colour it has. The word beside it says what it is.</summary>
public enum Grade
{
    Fine,
    Working,
    Watch,
    Risk,
    Bad,
    Resting,
    Unknown,
}

/// <summary>A named state of a follower, and the reason where there is more to say than the name.</summary>
public sealed record FollowerVerdict(Grade Grade, string Word, string? Why = null);
