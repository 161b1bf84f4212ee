using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Management;

/// <summary>Lists of things the lab never has. Clean-ups between tests ask for them and find nothing.</summary>
public static class AbsentFeatureCalls
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_rollup/job/{id}", "cluster:monitor/xpack/rollup/get", _ => EmptyAsync("jobs")),
        new("GET", "/_nodes/shutdown", "cluster:admin/shutdown/get", _ => EmptyAsync("nodes"))
        {
            Parameters = ["master_timeout"],
            Exists = profile => profile.HasNodeShutdown,
        },
    ];

    private static Task<LabResponse> EmptyAsync(string list) => Task.FromResult(LabResponse.Ok(new JsonObject { [list] = new JsonArray() }));
}
