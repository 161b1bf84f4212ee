namespace Switchback.Bench.Kill;

/// <summary>An operation that is cut off, and on which of a turn's sets of followers.</summary>
internal sealed record KillKind(string Operation, int Set, params (string Name, string Value)[] Parameters)
{
    /// <summary>How many sets one turn through them uses up.</summary>
    public const int Sets = 7;

    /// <summary>In an order in which each finds the followers as it needs them.</summary>
    public static readonly IReadOnlyList<KillKind> Turn =
    [
        new("pause", 0), new("unfollow", 1), new("close", 0), new("recreate", 2), new("open", 0), new("edit", 3, ("max_retry_delay", "3s")),
        new("resume", 0, ("max_retry_delay", "4s")), new("recreate", 4, ("way", "long")), new("restart", 5), new("pause", 6), new("delete", 6),
    ];

    public string Name => string.Join(' ', [Operation, .. Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")]);
}
