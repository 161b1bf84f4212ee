namespace Switchback.Lab.Http;

/// <summary>Calls that read no body and refuse one, rather than pass over what somebody meant to say.</summary>
public static class BodilessActions
{
    private static readonly HashSet<string> All =
    [
        "cluster:monitor/main", "cluster:monitor/health", "cluster:monitor/state", "cluster:monitor/settings", "cluster:monitor/remote/info",
        "cluster:monitor/ccr/stats", "cluster:monitor/ccr/follow_info", "cluster:monitor/ccr/follow_stats",
        "cluster:monitor/xpack/license/get", "cluster:monitor/xpack/usage", "cluster:monitor/xpack/info",
        "cluster:admin/xpack/ccr/pause_follow", "cluster:admin/xpack/ccr/auto_follow_pattern/get",
        "cluster:admin/xpack/ccr/auto_follow_pattern/delete", "cluster:admin/xpack/ccr/auto_follow_pattern/activate",
        "indices:admin/xpack/ccr/unfollow", "indices:admin/close", "indices:admin/open", "indices:admin/delete", "indices:admin/get",
        "indices:admin/refresh", "indices:admin/flush", "indices:admin/forcemerge", "indices:monitor/stats", "indices:monitor/recovery",
        "indices:admin/data_stream/promote", "indices:admin/data_stream/get", "indices:admin/data_stream/create", "indices:admin/data_stream/delete",
    ];

    public static void Check(LabRequest request, Route route)
    {
        if (request.Body.Length == 0 || !All.Contains(route.Action)) return;
        throw Errors.IllegalArgument($"request [{request.Method} {request.Path}] does not support having a body");
    }
}
