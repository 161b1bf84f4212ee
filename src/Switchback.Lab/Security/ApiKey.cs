using System.Text.Json.Nodes;

namespace Switchback.Lab.Security;

/// <summary>A key that signs in for its owner, with the owner's rights at most and only those it was given.</summary>
public sealed class ApiKey(string id, string name, string secret, Principal owner)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Secret { get; } = secret;

    public Principal Owner { get; } = owner;

    /// <summary>What the key itself may do; empty for all that its owner could.</summary>
    public IReadOnlyList<RoleDescriptor> Roles { get; set; } = [];

    /// <summary>What the owner could do when the key was made.</summary>
    public IReadOnlyList<RoleDescriptor> OwnerRoles { get; set; } = [];

    /// <summary>For a key that another cluster signs in with: what it may search and replicate.</summary>
    public JsonObject? Access { get; set; }

    public JsonObject Metadata { get; set; } = [];

    public long Created { get; init; }

    public long? Expires { get; init; }

    public long? Invalidated { get; set; }

    public bool IsCrossCluster => Access is not null;
}
