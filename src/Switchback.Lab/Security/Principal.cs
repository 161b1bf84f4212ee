namespace Switchback.Lab.Security;

/// <summary>Whoever a request (or a task started by one) acts for.</summary>
public sealed record Principal(string Name, IReadOnlyList<string> Roles, string RealmName, string RealmType, string AuthenticationType)
{
    /// <summary>Set when an API key signed in: its id.</summary>
    public string? ApiKeyId { get; init; }
}
