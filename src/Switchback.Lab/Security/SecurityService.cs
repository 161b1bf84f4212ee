using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>Users, roles and keys of one cluster. Off unless the lab was started with a superuser.</summary>
public sealed class SecurityService(Cluster cluster)
{
    public bool IsOn => cluster.Lab.Options.Superuser is not null;

    /// <summary>Who sends this? Throws the 401 Elasticsearch answers. Null where security is off.</summary>
    public Principal? Authenticate(LabRequest request) => null;

    /// <summary>May they, on the indices the path names? Throws the 403.</summary>
    public void Authorize(RestCall call)
    {
    }
}
