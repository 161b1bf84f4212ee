using System.Text.Json.Nodes;

namespace Switchback.Lab.Security;

/// <summary>A user that was made through the API, or the superuser that the lab was started with.</summary>
public sealed record NativeUser(string Name, string Password, IReadOnlyList<string> Roles)
{
    public string? FullName { get; init; }

    public string? Email { get; init; }

    public JsonObject Metadata { get; init; } = [];

    public bool Enabled { get; init; } = true;

    /// <summary>Kept in a file of the node rather than in the cluster: the API neither shows nor changes it.</summary>
    public bool IsFile { get; init; }

    public JsonObject ToJson() => new()
    {
        ["username"] = Name,
        ["roles"] = Json.Array(Roles),
        ["full_name"] = FullName,
        ["email"] = Email,
        ["metadata"] = Metadata.DeepClone(),
        ["enabled"] = Enabled,
    };
}
