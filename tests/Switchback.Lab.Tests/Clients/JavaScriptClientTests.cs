using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Hosting;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Clients;

/// <summary>@elastic/elasticsearch, unmodified, cannot tell the newest profile from the real thing.</summary>
public sealed class JavaScriptClientTests
{
    private const string Acknowledged = """{"acknowledged":true}""";

    [Fact]
    public async Task Client_OnTheNewestVersion_SeesWhatItExpects()
    {
        await using var lab = await RunningLab.StartAsync(Profile.Newest.Number);

        var seen = await ClientProgram.NodeAsync(lab.Host.Url("clusterA"), lab.Host.Url("clusterB"), lab.Transport("clusterA"));

        var expected = $$"""
            {"info":["clusterA","{{Profile.Newest.Number}}","You Know, for Search"],"ping":true,"remote":"sniff",
             "created":{"acknowledged":true,"shards_acknowledged":true,"index":"orders"},
             "indexed":["created",0],"bulk":[false,[201,404]],"helpedBulk":[2,2,0],"searched":[1,[1]],"counted":4,
             "followed":{"follow_index_created":true,"follow_index_shards_acked":true,"index_following_started":true},
             "followInfo":[["orders2","orders","active","32mb"]],"followStats":[0,0],"stats":["auto_follow_stats","follow_stats"],
             "refused":"ResponseError 403 status_exception",
             "paused":{{Acknowledged}},"resumed":{{Acknowledged}},"closed":true,"unfollowed":{{Acknowledged}},
             "opened":{"acknowledged":true,"shards_acknowledged":true},
             "patternPut":{{Acknowledged}},"patterns":[["logs",true]],"patternDeleted":{{Acknowledged}},
             "missingIndex":"ResponseError 404 index_not_found_exception","missingPattern":"ResponseError 404 resource_not_found_exception",
             "conflict":"ResponseError 409 version_conflict_engine_exception","existing":"ResponseError 400 resource_already_exists_exception",
             "exists":[true,false],"deleted":{{Acknowledged}},"license":"trial","usage":true}
            """;
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), seen.ToJsonString());
    }

    [Fact]
    public async Task Client_OverTlsWithAPassword_SeesTheSame()
    {
        var folder = Directory.CreateTempSubdirectory("lab-client").FullName;
        try
        {
            await using var lab = await RunningLab.StartAsync(Profile.Newest.Number, new LabOptions { Https = folder, Superuser = new Superuser("root", "rootroot") });

            var seen = await ClientProgram.NodeAsync(
                lab.Host.Url("clusterA"), lab.Host.Url("clusterB"), lab.Transport("clusterA"), "root:rootroot", Path.Combine(folder, "ca.crt"));

            Assert.Equal("""{"acknowledged":true}""", seen["unfollowed"]!.ToJsonString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
