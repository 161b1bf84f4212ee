namespace Switchback.Core.Fleet;

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
