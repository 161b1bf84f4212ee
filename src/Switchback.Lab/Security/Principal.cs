namespace Switchback.Lab.Security;

/// <summary>Whoever a request (or a task started by one) acts for. Role names are looked up anew at each check, in the cluster that checks.</summary>
public sealed record Principal(string Name, IReadOnlyList<string> Roles, string RealmName, string RealmType, string AuthenticationType)
{
    /// <summary>Set when an API key signed in: its id.</summary>
    public string? ApiKeyId => Key?.Id;

    /// <summary>The key that signed in. Its own privileges hold only as far as its owner had them.</summary>
    public ApiKey? Key { get; init; }
}
