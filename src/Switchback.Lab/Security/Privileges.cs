using Switchback.Lab.Clusters;

namespace Switchback.Lab.Security;

/// <summary>All named privileges of one version.</summary>
public sealed record Privileges(PrivilegeTable Cluster, PrivilegeTable Index)
{
    public static Privileges For(Profile profile) => new(ClusterPrivileges.For(profile), IndexPrivileges.For(profile));
}
