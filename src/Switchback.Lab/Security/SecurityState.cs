namespace Switchback.Lab.Security;

/// <summary>Users, roles and keys of one cluster. They outlive the process.</summary>
public sealed class SecurityState
{
    public const string SuperuserRole = "superuser";

    public SortedDictionary<string, NativeUser> Users { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, RoleDescriptor> Roles { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ApiKey> Keys { get; } = new(StringComparer.Ordinal);

    public SecurityState(NativeUser? superuser)
    {
        foreach (var role in ReservedRoles.All) Roles[role.Name] = role;
        if (superuser is not null) Users[superuser.Name] = superuser;
    }
}
