using Switchback.Lab.Clusters;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Versions;

/// <summary>
/// Contract 5, a row at a time: the same request to two versions, and what is different about the answers. The first
/// version is the last that answers the old way, among those the lab knows.
/// </summary>
public sealed class VersionDifferenceTests(VersionLabs labs) : IClassFixture<VersionLabs>
{
    private const string Pattern = """{"remote_cluster":"clusterA","leader_index_patterns":["logs-*"]""";

    private sealed record Row(string Older, string Newer, string On, string Call, string? Body, Func<Answer, object?> Facet, object? Before, object? After);

    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["total_global_checkpoint_lag in stats"] = new("7.17", "8", "clusterB", "GET /bar/_ccr/stats", null,
            answer => answer.TextAt("indices/0/total_global_checkpoint_lag"), null, "0"),
        ["master_timeout on CCR's calls"] = new("7.17", "8", "clusterB", "GET /_ccr/stats?master_timeout=30s", null,
            answer => answer.Reason ?? "taken", "request [/_ccr/stats] contains unrecognized parameter: [master_timeout]", "taken"),
        ["timeout on CCR's calls"] = new("7.17", "9", "clusterB", "GET /_ccr/stats?timeout=30s", null,
            answer => answer.Status, 400, 200),
        ["data_stream_name in follow"] = new("7.17", "8", "clusterB", "PUT /x/_ccr/follow", """{"remote_cluster":"nope","leader_index":"foo","data_stream_name":"ds"}""",
            answer => answer.Type, "x_content_parse_exception", "no_such_remote_cluster_exception"),
        ["exclusion patterns"] = new("7.8.1", "7.17", "clusterB", "PUT /_ccr/auto_follow/p", Pattern + ""","leader_index_exclusion_patterns":["logs-x"]}""",
            answer => answer.Type ?? "taken", "x_content_parse_exception", "taken"),
        ["settings of the follower's own in follow"] = new("7.8.1", "7.17", "clusterB", "PUT /x/_ccr/follow",
            """{"remote_cluster":"nope","leader_index":"foo","settings":{"index.number_of_replicas":1}}""",
            answer => answer.Type, "x_content_parse_exception", "no_such_remote_cluster_exception"),
        ["settings of the follower's own in patterns"] = new("7.8.1", "7.17", "clusterB", "PUT /_ccr/auto_follow/q", Pattern + ""","settings":{"index.number_of_replicas":1}}""",
            answer => answer.Type ?? "taken", "x_content_parse_exception", "taken"),
        ["promotion of data streams"] = new("7.8.1", "7.17", "clusterB", "POST /_data_stream/_promote/none", null,
            answer => answer.Type == "resource_not_found_exception", false, true),
        ["warning at close without wait_for_active_shards"] = new("7.17", "8", "clusterA", "POST /closing/_close", null,
            answer => answer.Warnings.Count, 1, 0),
        ["skip_unavailable unless said otherwise"] = new("7.17", "8", "clusterB", "GET /_remote/info", null,
            answer => answer.TextAt("clusterA/skip_unavailable"), "false", "true"),
        ["types in answers about documents"] = new("7.17", "8", "clusterA", "PUT /foo/_doc/1", """{"n":1}""",
            answer => answer.TextAt("_type"), "_doc", null),
        ["types in paths of documents"] = new("7.17", "8", "clusterA", "GET /foo/_mytype/1", null,
            answer => answer.Status == 400 && answer.Text.Contains("no handler found", StringComparison.Ordinal), false, true),
        ["primaries in cluster health"] = new("7.17", "9", "clusterA", "GET /_cluster/health", null,
            answer => answer.TextAt("unassigned_primary_shards"), null, "0"),
        ["size of the data set in _cat/indices"] = new("7.17", "8", "clusterA", "GET /_cat/indices/foo?format=json&bytes=b", null,
            answer => answer.At("0/dataset.size") is not null, false, true),
        ["name of a line that is too long"] = new("7.17", "8", "clusterA", "GET /" + new string('x', 4200), null,
            answer => answer.Type, "too_long_frame_exception", "too_long_http_line_exception"),
        ["writes only to aliases"] = new("7.8.1", "7.17", "clusterA", "PUT /new/_doc/1?require_alias=true", "{}",
            answer => answer.Reason, "request [/new/_doc/1] contains unrecognized parameter: [require_alias]",
            "no such index [new] and [require_alias] request flag is [true] and [new] is not an alias"),
        ["a size of -1 in the query"] = new("7.17", "8", "clusterA", "GET /_search?size=-1", null, answer => answer.Status, 200, 400),
        ["resource units of the licence"] = new("7.17", "8", "clusterA", "GET /_license", null,
            answer => answer.Json!["license"]!.AsObject().ContainsKey("max_resource_units"), false, true),
        ["what a cluster says it can talk to"] = new("8", "9", "clusterA", "GET /", null,
            answer => answer.TextAt("version/minimum_wire_compatibility_version"), "7.17.0", "8.19.0"),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Request_ToTwoVersions_AnsweredAsEachDoes(string row)
    {
        var (older, newer, on, call, body, facet, before, after) = Rows[row];

        var old = await labs[older].SendAsync(on, call, body);
        var later = await labs[newer].SendAsync(on, call, body);

        Assert.Equal((before, after), (facet(old), facet(later)));
    }

    [Theory]
    [InlineData("7.8.1", null)]
    [InlineData("7.17", "Elasticsearch")]
    [InlineData("8", "Elasticsearch")]
    [InlineData("9", "Elasticsearch")]
    public async Task ProductHeader_OnEveryAnswer_FromSevenFourteenOn(string version, string? expected)
    {
        var answer = await Http.RawHttp.SendAsync(labs[version].Host.Url("clusterA"), "GET /nope HTTP/1.1");

        Assert.Equal(expected, answer.Header("X-elastic-product"));
    }

    [Theory]
    [InlineData("7.8.1", 7, 406)]
    [InlineData("7.17", 7, 200)]
    [InlineData("8", 7, 200)]
    [InlineData("8", 8, 200)]
    [InlineData("8", 9, 400)]
    [InlineData("9", 7, 400)]
    [InlineData("9", 8, 200)]
    [InlineData("9", 9, 200)]
    public async Task MediaType_CompatibleWithAVersion_TakenByItAndTheNext(string version, int compatibleWith, int status)
    {
        var body = "{\"persistent\":{}, \"transient\":{\"cluster.remote.y.seeds\":[\"127.0.0.1:9\"]}}"u8.ToArray();
        var type = $"application/vnd.elasticsearch+json;compatible-with={compatibleWith}";

        var answer = await Http.RawHttp.SendAsync(labs[version].Host.Url("clusterA"),
            $"PUT /_cluster/settings HTTP/1.1\nAccept: {type}\nContent-Type: {type}\nContent-Length: {body.Length}", body);

        Assert.Equal(status, answer.Status);
        if (status == 200) Assert.Equal(type, answer.Header("Content-Type"));
    }

    [Theory]
    [InlineData("7.17", false)]
    [InlineData("8", true)]
    public async Task CrossClusterKeys_AreMade_FromEightFourteenOn(string version, bool expected)
    {
        await using var lab = await Security.GuardedLab.StartAsync(version);

        var answer = await lab.SendAsync(Security.GuardedLab.Root, "POST /_security/cross_cluster/api_key", """{"name":"k","access":{"replication":[{"names":["*"]}]}}""");

        Assert.Equal(expected, answer.Status == 200);
    }

    [Fact]
    public void Profiles_OfTheLab_AreFourReleasesOfFourLines() =>
        Assert.Equal(["7.8", "7.17", "8.19", "9.2"], Profile.All.Select(profile => profile.Version.ToString(2)));
}
