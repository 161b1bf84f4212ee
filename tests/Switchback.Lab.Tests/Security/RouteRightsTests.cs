using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Security;

namespace Switchback.Lab.Tests.Security;

/// <summary>Every call there is, held against what a viewer may do.</summary>
public sealed class RouteRightsTests
{
    private const string Viewer = """{"cluster":["monitor"],"indices":[{"names":["*"],"privileges":["monitor","read","view_index_metadata"]}]}""";

    /// <summary>Reading, however it is sent.</summary>
    private static readonly string[] Reads =
    [
        "indices:data/read/*", "indices:monitor/*", "cluster:monitor/*", "indices:admin/*/get", "indices:admin/get", "indices:admin/mappings/fields/get",
        "indices:admin/validate/query", "indices:admin/resolve/*", "indices:admin/shards/search_shards",
        "cluster:admin/xpack/security/user/authenticate", "cluster:admin/xpack/security/user/has_privileges", "cluster:admin/xpack/security/user/list_privileges",
    ];

    private static readonly string[] Versions = [.. Profile.All.Select(profile => profile.Number)];

    public static TheoryData<string> AllVersions => [.. Versions];

    [Theory]
    [MemberData(nameof(AllVersions))]
    public async Task Viewer_EveryCallThatChangesSomething_Forbidden(string version)
    {
        await using var lab = await GuardedLab.StartAsync(version);
        Assert.Equal(200, (await lab.SendAsync(GuardedLab.Root, "PUT /foo", """{"settings":{"index.number_of_replicas":0}}""")).Status);
        var key = await lab.KeyAsync("""{"name":"viewer","role_descriptors":{"viewer":""" + Viewer + "}}");
        var calls = Changing(lab.Cluster.Profile).ToList();

        var let = new List<string>();
        foreach (var (route, path) in calls)
        {
            var answer = await lab.SendAsync(key, $"{route.Method} {path}", BodyFor(route));
            if (answer.Status != 403 || answer.Type != "security_exception" || answer.Reason?.Contains("is unauthorized for API key id", StringComparison.Ordinal) != true)
                let.Add($"{route.Method} {route.Template} ({route.Action}): {answer.Status} {answer.Text}");
        }

        Assert.True(calls.Count > 40, $"only {calls.Count} calls change something");
        Assert.Empty(let);
    }

    [Fact]
    public void Routes_All_StandUnderATransportActionThatAPrivilegeGrants()
    {
        var unknown = new List<string>();
        foreach (var profile in Profile.All)
        {
            var privileges = Privileges.For(profile);
            foreach (var route in Routes.All().Where(route => route.Exists?.Invoke(profile) ?? true))
            {
                var table = ClusterPrivileges.IsClusterAction(route.Action) ? privileges.Cluster : privileges.Index;
                if (!table.Granting(route.Action).Any(name => name != "all")) unknown.Add($"{route.Method} {route.Template}: {route.Action}");
            }
        }

        Assert.Empty(unknown.Distinct());
    }

    [Fact]
    public void Routes_WithAnIndexInTheirPath_StandUnderAnActionOnIndicesOrAreKnownExceptions()
    {
        string[] clusterWide = ["cluster:monitor/*", "cluster:admin/xpack/ccr/*", "indices:admin/template/*", "indices:admin/index_template/*"];

        var strange = Routes.All().Where(route => route.Segments.Contains("{index}") && ClusterPrivileges.IsClusterAction(route.Action)
            && !clusterWide.Any(pattern => Wildcard.Matches(pattern, route.Action))).Select(route => $"{route.Method} {route.Template}: {route.Action}");

        Assert.Empty(strange);
    }

    private static IEnumerable<(Route Route, string Path)> Changing(Profile profile) =>
        Routes.All()
            .Where(route => (route.Exists?.Invoke(profile) ?? true) && !Reads.Any(pattern => Wildcard.Matches(pattern, route.Action)))
            .Where(route => route.Method is not ("GET" or "HEAD"))
            .Select(route => (route, "/" + string.Join('/', route.Segments.Select(Fill))));

    private static string Fill(string segment) => segment switch
    {
        "{index}" => "foo",
        _ when segment.StartsWith('{') => "x",
        _ => segment,
    };

    // What is read before rights are looked at must be there and whole.
    private static string? BodyFor(Route route) => route switch
    {
        { Template: var t } when t.EndsWith("_bulk", StringComparison.Ordinal) => "{\"index\":{\"_index\":\"foo\"}}\n{}\n",
        { Template: "/_aliases" } => """{"actions":[{"add":{"index":"foo","alias":"x"}}]}""",
        { Template: "/_reindex" } => """{"source":{"index":"foo"},"dest":{"index":"bar"}}""",
        { Template: "/_security/api_key", Method: "DELETE" } => """{"name":"x"}""",
        { ChecksOwnIndices: true } => """{"password":"long enough","name":"x"}""",
        _ => null,
    };
}
