using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices.Calls;

/// <summary>Opening and closing lists of indices.</summary>
public static class OpenCloseCalls
{
    private static readonly string[] Known = [.. IndicesOptions.Parameters, .. Timeouts.Master, "wait_for_active_shards"];

    public static IEnumerable<Route> Routes =>
    [
        new("POST", "/{index}/_open", "indices:admin/open", OpenAsync) { Parameters = Known },
        new("POST", "/{index}/_close", "indices:admin/close", CloseAsync) { Parameters = Known },
        new("POST", "/_open", "indices:admin/open", OpenAsync) { Parameters = Known, Exists = profile => profile.OpensAndClosesWithoutNames },
        new("POST", "/_close", "indices:admin/close", CloseAsync) { Parameters = Known, Exists = profile => profile.OpensAndClosesWithoutNames },
    ];

    private static async Task<LabResponse> OpenAsync(RestCall call)
    {
        IndexCalls.CheckDestructive(call);
        var options = IndicesOptions.From(call, new IndicesOptions { ExpandOpen = false, ExpandClosed = true });
        var indices = call.Cluster.Indices.Resolve(Named(call), options);
        var acknowledged = await call.Cluster.Indices.OpenClose.OpenAsync(indices, ActiveShards.From(call, ActiveShards.Default), call.Timeout());
        return LabResponse.Ok(new JsonObject { ["acknowledged"] = true, ["shards_acknowledged"] = acknowledged });
    }

    private static async Task<LabResponse> CloseAsync(RestCall call)
    {
        IndexCalls.CheckDestructive(call);
        var indices = call.Cluster.Indices.Resolve(Named(call), IndicesOptions.From(call, IndicesOptions.StrictExpandOpen));
        if (call.Cluster.Profile.WarnsOfCloseDefault && !call.Has("wait_for_active_shards"))
        {
            call.Warnings.Add("the default value for the ?wait_for_active_shards parameter will change from '0' to 'index-setting' in version 8; "
                + "specify '?wait_for_active_shards=index-setting' to adopt the future default behaviour, or '?wait_for_active_shards=0' to preserve today's behaviour");
        }
        var open = indices.Where(index => index.IsOpen).ToList();
        var active = ActiveShards.From(call, call.Cluster.Profile.CloseWaitsForShards ? ActiveShards.Default : ActiveShards.None);
        var (closed, acknowledged) = await call.Cluster.Indices.OpenClose.CloseAsync(indices, active, call.Timeout());
        var results = new JsonObject();
        foreach (var index in open) results[index.Name] = closed.Contains(index) ? new JsonObject { ["closed"] = true } : Reopened(index);
        var all = closed.Count == open.Count;
        return LabResponse.Ok(new JsonObject { ["acknowledged"] = all, ["shards_acknowledged"] = all && acknowledged, ["indices"] = results });
    }

    private static JsonObject Reopened(IndexState index) => new()
    {
        ["closed"] = false,
        ["exception"] = new JsonObject
        {
            ["type"] = "illegal_state_exception",
            ["reason"] = $"verification of shards before closing [{index.Name}/{index.Uuid}] succeeded but block has been removed in the meantime",
        },
    };

    private static string Named(RestCall call) => call.Value("index") ?? "_all";
}
