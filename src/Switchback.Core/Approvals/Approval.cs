namespace Switchback.Core.Approvals;

/// <summary>Somebody's yes to exactly one plan, for a while.</summary>
/// <param name="Who">As the journal names them: two names of one person are one.</param>
/// <param name="Hash">Of the plan they saw.</param>
public sealed record Approval(string Who, string Name, string Hash, DateTimeOffset At, DateTimeOffset Until, string? Comment)
{
    public bool Revoked { get; init; }
}
