namespace Switchback.Core.Runs;

public enum RunPhase
{
    AwaitingApproval,
    Running,
    Paused,

    /// <summary>It goes no further by itself, and says why and what to do.</summary>
    NeedsHuman,
    Succeeded,

    /// <summary>A person ended it, or nobody agreed to it. What it had begun is undone, finished, or listed.</summary>
    Aborted,

    /// <summary>It could not do what it was for.</summary>
    Failed,
}

public static class RunPhases
{
    public static bool IsOver(this RunPhase phase) => phase is RunPhase.Succeeded or RunPhase.Aborted or RunPhase.Failed;

    /// <summary>For machines.</summary>
    public static string Id(this RunPhase phase) => phase switch
    {
        RunPhase.AwaitingApproval => "awaitingApproval",
        RunPhase.Running => "running",
        RunPhase.Paused => "paused",
        RunPhase.NeedsHuman => "needsHuman",
        RunPhase.Succeeded => "succeeded",
        RunPhase.Aborted => "aborted",
        RunPhase.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    /// <summary>For people.</summary>
    public static string Word(this RunPhase phase) => phase switch
    {
        RunPhase.AwaitingApproval => "Waits for approval",
        RunPhase.Running => "Running",
        RunPhase.Paused => "Paused",
        RunPhase.NeedsHuman => "Needs a person",
        RunPhase.Succeeded => "Done",
        RunPhase.Aborted => "Aborted",
        RunPhase.Failed => "Failed",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };
}
