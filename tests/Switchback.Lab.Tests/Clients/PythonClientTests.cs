using System.Text.Json.Nodes;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Clients;

/// <summary>Debian's python3-elasticsearch (7.17), unmodified, on both profiles that it is meant for.</summary>
public sealed class PythonClientTests
{
    private const string Acknowledged = """{"acknowledged":true}""";

    [Theory]
    [InlineData("7.8.1")]
    [InlineData("7.17")]
    public async Task Client_OnSeven_SeesWhatItExpects(string version)
    {
        await using var lab = await RunningLab.StartAsync(version);

        var seen = await ClientProgram.PythonAsync(lab.Host.Url("clusterA"), lab.Host.Url("clusterB"), lab.Transport("clusterA"));

        var expected = $$"""
            {"info":["clusterA","{{lab.Laboratory["clusterA"].Profile.Number}}","You Know, for Search"],"ping":true,"remote":"sniff",
             "created":{"acknowledged":true,"shards_acknowledged":true,"index":"orders"},
             "indexed":["created",0,"_doc"],"bulk":[false,[201,404]],"helped_bulk":2,"searched":[1,[1]],"scanned":["1","2"],
             "followed":{"follow_index_created":true,"follow_index_shards_acked":true,"index_following_started":true},
             "follow_info":[["orders2","active"]],"follow_stats":[],"stats":["auto_follow_stats","follow_stats"],
             "refused":"AuthorizationException 403 status_exception",
             "paused":{{Acknowledged}},"resumed":{{Acknowledged}},"closed":true,"unfollowed":{{Acknowledged}},
             "opened":{"acknowledged":true,"shards_acknowledged":true},
             "pattern_put":{{Acknowledged}},"patterns":[["logs",true]],"pattern_deleted":{{Acknowledged}},
             "missing_index":"NotFoundError 404 index_not_found_exception","missing_pattern":"NotFoundError 404 resource_not_found_exception",
             "conflict":"ConflictError 409 version_conflict_engine_exception","existing":"RequestError 400 resource_already_exists_exception",
             "unknown_parameter":"RequestError 400 illegal_argument_exception",
             "exists":[true,false],"deleted":{{Acknowledged}},"license":"trial"}
            """;
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), seen.ToJsonString());
    }
}
