using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices.Calls;

/// <summary>An index as a whole: make, show, ask for, delete.</summary>
public static class IndexCalls
{
    public static IEnumerable<Route> Routes =>
    [
        new("PUT", "/{index}", "indices:admin/create", CreateAsync) { Parameters = [.. Timeouts.Master, "wait_for_active_shards", "include_type_name"] },
        new("GET", "/{index}", "indices:admin/get", Get) { Parameters = [.. IndicesOptions.Parameters, "local", "flat_settings", "include_defaults", "master_timeout", "include_type_name", "features"] },
        new("DELETE", "/{index}", "indices:admin/delete", DeleteAsync) { Parameters = [.. IndicesOptions.Parameters, .. Timeouts.Master] },
    ];

    /// <summary>Reads what a new index is to be, as creations, templates and rollovers write it.</summary>
    public static NewIndex Read(string name, JsonObject body)
    {
        var known = body.Where(pair => pair.Key is not ("settings" or "mappings" or "aliases")).Select(pair => pair.Key).FirstOrDefault();
        if (known is not null) throw Errors.Parse($"unknown key [{known}] for create index");
        return new NewIndex(name)
        {
            Settings = IndexJson.ReadSettings(body["settings"]),
            Mapping = ReadMapping(body["mappings"]),
            Aliases = IndexJson.ReadAliases(body["aliases"] as JsonObject),
        };
    }

    public static JsonObject ReadMapping(JsonNode? json)
    {
        if (json is not JsonObject mapping) return [];
        // With types, one of them may stand around the mapping.
        if (mapping is { Count: 1 } && mapping["_doc"] is JsonObject typed) return typed.DeepClone().AsObject();
        return mapping.DeepClone().AsObject();
    }

    private static async Task<LabResponse> CreateAsync(RestCall call)
    {
        var wanted = Read(call["index"], call.ReadObject() ?? []);
        var (index, acknowledged) = await call.Cluster.Indices.Creation.CreateAsync(
            wanted, ActiveShards.From(call, ActiveShards.Default), call.Timeout(), call.Warnings);
        return LabResponse.Ok(new JsonObject { ["acknowledged"] = true, ["shards_acknowledged"] = acknowledged, ["index"] = index.Name });
    }

    private static Task<LabResponse> Get(RestCall call)
    {
        var json = new JsonObject();
        foreach (var index in call.Cluster.Indices.Resolve(call["index"], IndicesOptions.From(call, IndicesOptions.StrictExpandOpen)))
        {
            var shown = new JsonObject
            {
                ["aliases"] = IndexJson.AliasesOf(index),
                ["mappings"] = index.Mapping.DeepClone(),
                ["settings"] = IndexJson.SettingsOf(index, call.Flag("flat_settings")),
            };
            if (call.Flag("include_defaults")) shown["defaults"] = SettingsCalls.DefaultsOf(index, call.Flag("flat_settings"));
            if (index.DataStream is { } stream) shown["data_stream"] = stream;
            json[index.Name] = shown;
        }
        return Task.FromResult(LabResponse.Ok(json));
    }

    private static async Task<LabResponse> DeleteAsync(RestCall call)
    {
        CheckDestructive(call);
        var options = IndicesOptions.From(call, IndicesOptions.StrictExpand) with { IgnoreAliases = true, IncludeDataStreams = false };
        await call.Cluster.Indices.DeleteAsync(call.Cluster.Indices.Resolve(call["index"], options));
        return LabResponse.Acknowledged();
    }

    /// <summary>From 8 on, deleting and closing by wildcard must be allowed by a setting first.</summary>
    internal static void CheckDestructive(RestCall call)
    {
        var required = call.Cluster.State.Setting("action.destructive_requires_name") is { } set ? set == "true" : call.Cluster.Profile.RequiresNamesForDestruction;
        if (!required) return;
        var names = IndexNames.Split(call.Value("index"));
        if (names.Count == 0 || names.Any(name => name == "_all" || (Wildcard.IsPattern(name) && names is not ["*", "-*"])))
            throw Errors.IllegalArgument("Wildcard expressions or all indices are not allowed");
    }
}
