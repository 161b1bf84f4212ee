namespace Switchback.Core.Runs;

/// <summary>How patient the engine is.</summary>
public sealed record RunSettings
{
    /// <summary>How often the same call is sent for an item before a person is asked.</summary>
    public int MostAttempts { get; init; } = 5;

    /// <summary>After this long without an answer a call counts as one that hangs; no more of them than these are out at once.</summary>
    public TimeSpan Hanging { get; init; } = TimeSpan.FromMilliseconds(500);

    public int MostHanging { get; init; } = 256;

    /// <summary>How long after a look the next one follows, at first and at most.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(2);
}
