using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Switchback.Lab.Http;
using Switchback.Lab.Units;

namespace Switchback.Lab.Indices.Calls;

/// <summary>Rollover: a new write index behind an alias or in a data stream, when its conditions hold.</summary>
public static partial class RolloverCalls
{
    private static readonly string[] Known = [.. Timeouts.Master, "dry_run", "wait_for_active_shards", "include_type_name", "lazy"];

    public static IEnumerable<Route> Routes =>
    [
        new("POST", "/{index}/_rollover", "indices:admin/rollover", RollAsync) { Parameters = Known },
        new("POST", "/{index}/_rollover/{new_index}", "indices:admin/rollover", RollAsync) { Parameters = Known },
    ];

    private static async Task<LabResponse> RollAsync(RestCall call)
    {
        var target = call["index"];
        var body = call.ReadObject() ?? [];
        var old = Old(call, target);
        var stream = call.Cluster.State.DataStreams.GetValueOrDefault(target);
        var newName = NewName(call, old, stream);
        var conditions = Conditions(call, body["conditions"] as JsonObject ?? [], old);
        var dryRun = call.Flag("dry_run");
        var met = conditions.Count == 0 || conditions.Any(condition => condition.Met);
        var acknowledged = false;
        if (met && !dryRun)
        {
            var wanted = IndexCalls.Read(newName, WithoutConditions(body));
            var created = await call.Cluster.Master.UpdateAsync(() => Roll(call, target, old, stream, wanted));
            _ = call.Cluster.Indices.Shards.StartInBackgroundAsync([created]);
            acknowledged = await call.Cluster.Indices.Shards.WhenActiveAsync([created], ActiveShards.From(call, ActiveShards.Default), call.Timeout());
        }
        var shown = new JsonObject();
        foreach (var condition in conditions) shown[condition.Text] = condition.Met;
        return LabResponse.Ok(new JsonObject
        {
            ["acknowledged"] = met && !dryRun,
            ["shards_acknowledged"] = acknowledged,
            ["old_index"] = old.Name,
            ["new_index"] = newName,
            ["rolled_over"] = met && !dryRun,
            ["dry_run"] = dryRun,
            ["conditions"] = shown,
        });
    }

    private static IndexState Old(RestCall call, string target)
    {
        var state = call.Cluster.State;
        if (state.DataStreams.TryGetValue(target, out var stream))
        {
            if (stream.IsReplicated) throw Errors.IllegalArgument($"data stream [{target}] cannot be rolled over, because it is a replicated data stream");
            if (call.Value("new_index") is not null) throw Errors.IllegalArgument("new index name may not be specified when rolling over a data stream");
            return state.Find(stream.WriteIndex)!;
        }
        var kinds = call.Cluster.Profile.HasDataStreams ? "rollover target [{0}] is a [concrete index] but one of [alias,data_stream] was expected" : "source alias is a concrete index";
        if (state.Find(target) is not null) throw Errors.IllegalArgument(string.Format(CultureInfo.InvariantCulture, kinds, target));
        var behind = call.Cluster.Indices.Names.Behind(target);
        if (behind.Count == 0) throw Errors.IllegalArgument(call.Cluster.Profile.HasDataStreams ? $"rollover target [{target}] does not exist" : "source alias does not exist");
        return Aliases.WriteIndex(target, behind) ?? throw Errors.IllegalArgument(call.Cluster.Profile.HasDataStreams
            ? $"rollover target [{target}] does not point to a write index"
            : $"source alias [{target}] does not point to a write index");
    }

    private static string NewName(RestCall call, IndexState old, DataStreamState? stream)
    {
        if (stream is not null) return call.Cluster.Indices.DataStreams.NextName(stream);
        if (call.Value("new_index") is { } given)
        {
            IndexNameRules.Check(DateMathName.Resolve(given, call.Cluster.Now));
            return DateMathName.Resolve(given, call.Cluster.Now);
        }
        var provided = old.Settings.Text("index.provided_name") is { } name && DateMathName.IsDateMath(name) ? name : old.Name;
        var bare = provided.TrimEnd('>');
        if (Numbered().Match(bare) is not { Success: true } match)
            throw Errors.IllegalArgument($"index name [{old.Name}] does not match pattern '^.*-\\d+$'");
        var next = long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) + 1;
        var text = string.Create(CultureInfo.InvariantCulture, $"{match.Groups[1].Value}{next:D6}");
        return DateMathName.Resolve(bare.Length == provided.Length ? text : text + ">", call.Cluster.Now);
    }

    private static IndexState Roll(RestCall call, string target, IndexState old, DataStreamState? stream, NewIndex wanted)
    {
        if (stream is not null) return call.Cluster.Indices.DataStreams.AddGeneration(stream, call.Warnings);
        var explicitly = old.Aliases[target].IsWriteIndex;
        var created = call.Cluster.Indices.Creation.Create(wanted, call.Warnings);
        // With a marked write index both stay behind the alias and the mark moves; without one the alias itself moves.
        created.Aliases[target] = old.Aliases[target] with { IsWriteIndex = explicitly };
        if (explicitly == true) old.Aliases[target] = old.Aliases[target] with { IsWriteIndex = false };
        else old.Aliases.Remove(target);
        old.AliasesVersion++;
        return created;
    }

    private static JsonObject WithoutConditions(JsonObject body)
    {
        var rest = body.DeepClone().AsObject();
        rest.Remove("conditions");
        return rest;
    }

    private static List<(string Text, bool Met)> Conditions(RestCall call, JsonObject wanted, IndexState index)
    {
        var docs = index.Shards.Sum(shard => shard.Store.VisibleCount);
        var bytes = index.Shards.Sum(shard => shard.Store.StoredBytes);
        var largest = index.Shards.Max(shard => shard.Store.StoredBytes);
        var age = call.Cluster.NowMillis - index.CreationDate;
        return [.. wanted.Select(pair =>
        {
            var value = pair.Value?.ToString() ?? "";
            var met = pair.Key switch
            {
                "max_docs" => docs >= long.Parse(value, CultureInfo.InvariantCulture),
                "max_age" => age >= TimeText.Parse("max_age", value).Millis,
                "max_size" => bytes >= ByteSize.Parse("max_size", value).Bytes,
                "max_primary_shard_size" => largest >= ByteSize.Parse("max_primary_shard_size", value).Bytes,
                "max_primary_shard_docs" => index.Shards.Max(shard => shard.Store.VisibleCount) >= long.Parse(value, CultureInfo.InvariantCulture),
                "min_docs" => docs >= long.Parse(value, CultureInfo.InvariantCulture),
                _ => throw Errors.XContent("conditions", pair.Key),
            };
            return ($"[{pair.Key}: {value}]", met);
        })];
    }

    [GeneratedRegex(@"^(.*-)(\d+)$", RegexOptions.None, 1000)]
    private static partial Regex Numbered();
}
