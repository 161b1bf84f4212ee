namespace Switchback.Lab.Tasks;

/// <summary>Something a node is doing: a call under way, or a part of one.</summary>
public sealed record RunningTask(long Id, string Type, string Action, string Description, long StartMillis, string? OpaqueId)
{
    /// <summary>Part of another task; null for one that somebody outside began.</summary>
    public string? Parent { get; init; }

    public bool IsCancellable { get; init; }

    /// <summary>Writes what the task itself tells of its progress; shown with <c>detailed</c>.</summary>
    public Action<System.Text.Json.Utf8JsonWriter>? Status { get; init; }
}
