using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Monitoring;

/// <summary><c>_recovery</c>: how the copies of shards came about, or are coming about.</summary>
public static class RecoveryCalls
{
    private static readonly string[] Known = [.. IndicesOptions.Parameters, "active_only", "detailed"];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_recovery", "indices:monitor/recovery", Recovery) { Parameters = Known },
        new("GET", "/{index}/_recovery", "indices:monitor/recovery", Recovery) { Parameters = Known },
    ];

    private static Task<LabResponse> Recovery(RestCall call)
    {
        var json = new JsonObject();
        foreach (var index in call.Cluster.Indices.Resolve(call.Value("index"), IndicesOptions.From(call, IndicesOptions.StrictExpand)))
        {
            var shards = new JsonArray();
            foreach (var shard in index.Shards)
                if (shard.Recovery is { } recovery && shard.Routing != ShardRouting.Unassigned && (recovery.Stage != RecoveryStage.Done || !call.Flag("active_only")))
                    shards.Add(Shape(shard, recovery, call.Cluster, call.Flag("detailed")));
            if (shards.Count > 0) json[index.Name] = new JsonObject { ["shards"] = shards };
        }
        return Task.FromResult(LabResponse.Ok(json));
    }

    private static JsonObject Shape(Shard shard, RecoveryState recovery, Cluster cluster, bool detailed)
    {
        var now = recovery.StopMillis ?? cluster.NowMillis;
        var json = new JsonObject
        {
            ["id"] = shard.Id,
            ["type"] = TypeOf(recovery),
            ["stage"] = StageOf(recovery),
            ["primary"] = true,
            ["start_time_in_millis"] = recovery.StartMillis,
        };
        if (recovery.StopMillis is { } stop) json["stop_time_in_millis"] = stop;
        json["total_time_in_millis"] = now - recovery.StartMillis;
        json["source"] = SourceOf(recovery, cluster);
        json["target"] = Node(cluster);
        var files = new JsonObject { ["total"] = recovery.TotalFiles, ["reused"] = recovery.ReusedFiles, ["recovered"] = recovery.RecoveredFiles, ["percent"] = FilesPercent(recovery) };
        if (detailed) files["details"] = new JsonArray();
        json["index"] = new JsonObject
        {
            ["size"] = new JsonObject
            {
                ["total_in_bytes"] = recovery.TotalBytes,
                ["reused_in_bytes"] = recovery.ReusedBytes,
                ["recovered_in_bytes"] = recovery.RecoveredBytes,
                ["percent"] = BytesPercent(recovery),
            },
            ["files"] = files,
            ["total_time_in_millis"] = recovery.IndexMillis,
            ["source_throttle_time_in_millis"] = 0,
            ["target_throttle_time_in_millis"] = recovery.ThrottledMillis,
        };
        json["translog"] = new JsonObject { ["recovered"] = 0, ["total"] = 0, ["percent"] = "100.0%", ["total_on_start"] = 0, ["total_time_in_millis"] = recovery.TranslogMillis };
        json["verify_index"] = new JsonObject { ["check_index_time_in_millis"] = 0, ["total_time_in_millis"] = 0 };
        return json;
    }

    private static JsonObject SourceOf(RecoveryState recovery, Cluster cluster) => recovery switch
    {
        { Source: { } source } => new JsonObject
        {
            ["repository"] = source.Repository,
            ["snapshot"] = source.Snapshot,
            ["version"] = source.Version,
            ["index"] = source.Index,
            ["restoreUUID"] = source.RestoreUuid,
        },
        { Type: RecoveryType.ExistingStore } => new JsonObject { ["bootstrap_new_history_uuid"] = false },
        { Type: RecoveryType.LocalShards } => Node(cluster),
        _ => [],
    };

    private static JsonObject Node(Cluster cluster) => new()
    {
        ["id"] = cluster.Node.Id,
        ["host"] = cluster.Node.Host,
        ["transport_address"] = cluster.Node.TransportAddress,
        ["ip"] = cluster.Node.Host,
        ["name"] = cluster.Node.Name,
    };

    public static string TypeOf(RecoveryState recovery) => recovery.Type switch
    {
        RecoveryType.EmptyStore => "EMPTY_STORE",
        RecoveryType.ExistingStore => "EXISTING_STORE",
        RecoveryType.Snapshot => "SNAPSHOT",
        RecoveryType.LocalShards => "LOCAL_SHARDS",
        _ => throw new ArgumentOutOfRangeException(nameof(recovery)),
    };

    public static string StageOf(RecoveryState recovery) => recovery.Stage switch
    {
        RecoveryStage.Init => "INIT",
        RecoveryStage.Index => "INDEX",
        RecoveryStage.VerifyIndex => "VERIFY_INDEX",
        RecoveryStage.Translog => "TRANSLOG",
        RecoveryStage.Finalize => "FINALIZE",
        RecoveryStage.Done => "DONE",
        _ => throw new ArgumentOutOfRangeException(nameof(recovery)),
    };

    public static string FilesPercent(RecoveryState recovery) => Percent(recovery, recovery.TotalFiles - recovery.ReusedFiles, recovery.RecoveredFiles);

    public static string BytesPercent(RecoveryState recovery) => Percent(recovery, recovery.TotalBytes - recovery.ReusedBytes, recovery.RecoveredBytes);

    // Nothing to bring is all of it once the copying has begun.
    private static string Percent(RecoveryState recovery, long wanted, long got)
    {
        if (recovery.Stage == RecoveryStage.Init && wanted == 0) return "0.0%";
        return (wanted <= 0 ? 100.0 : 100.0 * got / wanted).ToString("0.0", CultureInfo.InvariantCulture) + "%";
    }
}
