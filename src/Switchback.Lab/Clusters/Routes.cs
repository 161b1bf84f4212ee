using Switchback.Lab.Http;
using Switchback.Lab.Indices.Calls;
using Switchback.Lab.Licences;
using Switchback.Lab.Monitoring;
using Switchback.Lab.Monitoring.Cat;
using Switchback.Lab.Security;
using Switchback.Lab.Templates;

namespace Switchback.Lab.Clusters;

/// <summary>Every call of the API, from the places that answer them.</summary>
public static class Routes
{
    public static RouteTable For(Profile profile, bool securityOn)
    {
        var table = new RouteTable();
        foreach (var route in All())
            if ((route.Exists?.Invoke(profile) ?? true) && (securityOn || !route.NeedsSecurity))
                table.Add(route.MoreParameters is { } more ? route with { Parameters = [.. route.Parameters, .. more(profile)] } : route);
        return table;
    }

    public static IEnumerable<Route> All() =>
    [
        .. RootCalls.Routes,
        .. Replication.CcrCalls.Routes.Concat(AutoFollow.AutoFollowCalls.Routes).Select(WithTimeouts),
        .. Tasks.TaskCalls.Routes,
        .. ClusterSettings.ClusterSettingsCalls.Routes,
        .. Remotes.RemoteInfoCalls.Routes,
        .. Management.LifecyclePolicyCalls.Routes,
        .. Management.SnapshotPolicyCalls.Routes,
        .. Management.PipelineCalls.Routes,
        .. Management.RepositoryCalls.Routes,
        .. Management.AbsentFeatureCalls.Routes,
        .. LicenceCalls.Routes,
        .. XPackCalls.Routes,
        .. SecurityCalls.Routes,
        .. Documents.WriteCalls.Routes,
        .. Documents.ReadCalls.Routes,
        .. Documents.BulkCalls.Routes,
        .. Documents.MultiGetCalls.Routes,
        .. ByQuery.ByQueryCalls.Routes,
        .. ByQuery.ReindexCalls.Routes,
        .. Search.SearchCalls.Routes,
        .. Search.MultiSearchCalls.Routes,
        .. Search.ScrollCalls.Routes,
        .. Search.PointInTimeCalls.Routes,
        .. IndexCalls.Routes,
        .. OpenCloseCalls.Routes,
        .. SettingsCalls.Routes,
        .. MappingCalls.Routes,
        .. AliasCalls.Routes,
        .. MaintenanceCalls.Routes,
        .. DataStreamCalls.Routes,
        .. RolloverCalls.Routes,
        .. CloneCalls.Routes,
        .. ResolveCalls.Routes,
        .. LegacyTemplateCalls.Routes,
        .. IndexTemplateCalls.Routes,
        .. StateCalls.Routes,
        .. ClusterStatsCalls.Routes,
        .. HealthCalls.Routes,
        .. StatsCalls.Routes,
        .. RecoveryCalls.Routes,
        .. NodeCalls.Routes,
        .. CatIndexCalls.Routes,
        .. CatNodeCalls.Routes,
    ];

    private static Route WithTimeouts(Route route) =>
        route with { MoreParameters = profile => profile.CcrTakesTimeouts ? ["master_timeout", "timeout"] : [] };
}
