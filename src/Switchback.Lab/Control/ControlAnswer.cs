using System.Text.Json.Nodes;

namespace Switchback.Lab.Control;

/// <summary>What the control API answers, and what is still to be done once the answer has left.</summary>
public sealed record ControlAnswer(int Status, JsonNode Body, Func<Task>? Afterwards = null)
{
    public static ControlAnswer Ok(JsonNode? body = null) => new(200, body ?? new JsonObject { ["acknowledged"] = true });

    public static ControlAnswer Refused(int status, string what) => new(status, new JsonObject { ["error"] = what, ["status"] = status });
}

/// <summary>The control API was asked for something it cannot do; the text says what would work.</summary>
public sealed class ControlException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
