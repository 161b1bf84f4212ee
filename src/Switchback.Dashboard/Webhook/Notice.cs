namespace Switchback.Dashboard.Webhook;

public enum NoticeKind
{
    /// <summary>A run goes no further before somebody else agrees.</summary>
    ApprovalWaits,

    /// <summary>A run goes no further by itself.</summary>
    NeedsPerson,
}

/// <summary>One call for a person. Nothing in it was said by a cluster, because clusters quote documents.</summary>
/// <param name="Id">The same for the same call however often it is sent: a receiver drops what it has had.</param>
/// <param name="Asked">When the person became needed; null where only the run's page knows.</param>
/// <param name="Until">Nobody having answered by then means no; null where it stands until somebody does.</param>
public sealed record Notice(
    string Id, NoticeKind Kind, string Run, IReadOnlyList<string> Pairs, string Words, string PlanHash, DateTimeOffset? Asked, DateTimeOffset? Until);
