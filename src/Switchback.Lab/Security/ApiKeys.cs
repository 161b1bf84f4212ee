using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>The actions on API keys, and who may take them.</summary>
public static class ApiKeys
{
    public const string Create = "cluster:admin/xpack/security/api_key/create";
    public const string Get = "cluster:admin/xpack/security/api_key/get";
    public const string Invalidate = "cluster:admin/xpack/security/api_key/invalidate";
    public const string CreateCrossCluster = "cluster:admin/xpack/security/cross_cluster/api_key/create";

    /// <summary>Stands for all of these on one's own keys: what manage_own_api_key grants.</summary>
    public const string OwnOnly = "cluster:admin/xpack/security/api_key/own";

    public static void Check(RestCall call, string action, bool isOwn)
    {
        var security = call.Cluster.Security;
        if (isOwn && security.AllowsCluster(call.User, OwnOnly)) return;
        security.Check(call.User, action);
    }
}
