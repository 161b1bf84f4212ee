using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Mappings;

/// <summary>The mappings of a cluster's indices: what a document brings, what a caller puts, what a follower refuses.</summary>
public sealed class MappingService(Cluster cluster)
{
    private static readonly HashSet<string> RootKeys = new(StringComparer.Ordinal)
    {
        "properties", "dynamic", "dynamic_templates", "date_detection", "numeric_detection", "dynamic_date_formats", "_source", "_routing", "_meta",
        "_field_names", "_size", "_data_stream_timestamp", "_all", "runtime", "enabled", "subobjects", "_doc_count", "_tier",
    };

    private readonly MappingMerge _merge = new(cluster.Profile);

    /// <summary>A mapping for a new index, checked and in order.</summary>
    public JsonObject Prepare(JsonObject given, Settings settings)
    {
        try
        {
            CheckRoot(given);
            var mapping = _merge.Merge([], given);
            CheckLimit(mapping, settings, index: null);
            return mapping;
        }
        catch (ElasticException e) when (e.Type == "mapper_parsing_exception")
        {
            throw MappingErrors.Parsing($"Failed to parse mapping{(cluster.Profile.HasTypes ? " [_doc]" : "")}: {e.Reason}", e);
        }
    }

    /// <summary>Reads a document: the mapping update it calls for, or null. Throws what the mapper refuses.</summary>
    public JsonObject? Check(IndexState index, string id, ReadOnlySpan<byte> source) => new DocumentParser(index.Fields, index.Mapping, id).Parse(source);

    /// <summary>Brings a document's new fields into the mapping: one update of the master. Nothing happens when they are there already.</summary>
    public async Task AddAsync(IndexState index, JsonObject update)
    {
        RefuseFollowers([index]);
        await PutAsync([index], update);
    }

    /// <summary>A caller's change, for a list of indices in one update.</summary>
    public async Task PutAsync(IReadOnlyList<IndexState> indices, JsonObject update)
    {
        CheckRoot(update);
        await cluster.Master.UpdateAsync(() =>
        {
            var merged = indices.Where(index => cluster.State.Find(index.Name) == index).Select(index => (index, Mapping: Merged(index, update))).ToList();
            foreach (var (index, mapping) in merged) Set(index, mapping);
        });
        foreach (var index in indices) cluster.Indices.RaiseChanged(index);
    }

    /// <summary>Inside an update: another mapping, for those who sync an index with its leader.</summary>
    public static void Set(IndexState index, JsonObject mapping)
    {
        if (JsonNode.DeepEquals(index.Mapping, mapping)) return;
        index.Mapping = mapping;
        index.MappingVersion++;
    }

    public JsonObject Merged(IndexState index, JsonObject update)
    {
        var mapping = _merge.Merge(index.Mapping, update);
        CheckLimit(mapping, index.Settings, index.Name);
        return mapping;
    }

    public static void RefuseFollowers(IReadOnlyList<IndexState> indices)
    {
        var followers = indices.Where(index => index.IsFollower).Select(index => index.Name).ToList();
        if (followers.Count > 0)
            throw Errors.Status(403, $"can't put mapping to the following indices [{string.Join(", ", followers)}]; the mapping of the following indices are self-replicated from its leader indices");
    }

    private static void CheckRoot(JsonObject mapping)
    {
        var unknown = mapping.Where(pair => !RootKeys.Contains(pair.Key)).ToList();
        if (unknown.Count > 0)
            throw MappingErrors.Parsing($"Root mapping definition has unsupported parameters:  {string.Concat(unknown.Select(pair => $"[{pair.Key} : {Java(pair.Value)}] ")).TrimEnd()}");
    }

    private static string Java(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject o => "{" + string.Join(", ", o.Select(pair => $"{pair.Key}={Java(pair.Value)}")) + "}",
        JsonArray a => "[" + string.Join(", ", a.Select(Java)) + "]",
        _ => node.ToString(),
    };

    private static void CheckLimit(JsonObject mapping, Settings settings, string? index)
    {
        var limit = settings.Number("index.mapping.total_fields.limit", 1000);
        if (FieldNode.Root(mapping).CountFields() > limit)
            throw Errors.IllegalArgument($"Limit of total fields [{limit}]{(index is null ? "" : $" in index [{index}]")} has been exceeded");
    }
}
