using System.Globalization;
using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

public enum BlockLevel
{
    Read,
    Write,
    MetadataRead,
    MetadataWrite,
}

/// <summary>What stands in the way of a call on an index: the blocks of its settings, and closing.</summary>
public static class IndexBlocks
{
    private static readonly (string Setting, int Id, string Text, BlockLevel[] Levels)[] Table =
    [
        ("index.blocks.read_only", 5, "index read-only (api)", [BlockLevel.Write, BlockLevel.MetadataWrite]),
        ("index.blocks.read", 7, "index read (api)", [BlockLevel.Read]),
        ("index.blocks.write", 8, "index write (api)", [BlockLevel.Write]),
        ("index.blocks.metadata", 9, "index metadata (api)", [BlockLevel.MetadataWrite, BlockLevel.MetadataRead]),
    ];

    public static void Check(BlockLevel level, params IEnumerable<IndexState> indices)
    {
        if (Refusal(level, indices) is { } refusal) throw refusal;
    }

    public static ElasticException? Refusal(BlockLevel level, params IEnumerable<IndexState> indices)
    {
        var lines = new List<string>();
        var retryable = true;
        foreach (var index in indices)
        {
            var blocks = Of(index, level);
            if (blocks.Count == 0) continue;
            retryable &= blocks.TrueForAll(block => block.StartsWith("TOO_MANY", StringComparison.Ordinal));
            lines.Add($"index [{index.Name}] blocked by: {string.Concat(blocks.Select(block => $"[{block}];"))}");
        }
        return lines.Count == 0 ? null : new ElasticException(retryable ? 429 : 403, "cluster_block_exception", string.Concat(lines));
    }

    /// <summary>As the cluster state shows them.</summary>
    public static JsonObject Shape(IndexState index)
    {
        var json = new JsonObject();
        if (!index.IsOpen) json["4"] = Block("index closed", retryable: false, BlockLevel.Read, BlockLevel.Write);
        foreach (var (setting, id, text, levels) in Table)
            if (index.Settings.Flag(setting))
                json[id.ToString(CultureInfo.InvariantCulture)] = Block(text, retryable: false, levels);
        if (index.Settings.Flag("index.blocks.read_only_allow_delete"))
            json["12"] = Block("index read-only / allow delete (api)", retryable: false, BlockLevel.Write, BlockLevel.MetadataWrite);
        return json;
    }

    private static JsonObject Block(string text, bool retryable, params BlockLevel[] levels) => new()
    {
        ["description"] = text,
        ["retryable"] = retryable,
        ["levels"] = new JsonArray([.. levels.Select(level => (JsonNode)(level switch
        {
            BlockLevel.Read => "read",
            BlockLevel.Write => "write",
            BlockLevel.MetadataRead => "metadata_read",
            _ => "metadata_write",
        }))]),
    };

    private static List<string> Of(IndexState index, BlockLevel level)
    {
        var blocks = new List<string>();
        if ((!index.IsOpen || index.IsClosing) && level is (BlockLevel.Read or BlockLevel.Write)) blocks.Add("FORBIDDEN/4/index closed");
        foreach (var (setting, id, text, levels) in Table)
            if (levels.Contains(level) && index.Settings.Flag(setting))
                blocks.Add($"FORBIDDEN/{id}/{text}");
        if (index.Settings.Flag("index.blocks.read_only_allow_delete") && level is (BlockLevel.Write or BlockLevel.MetadataWrite))
            blocks.Add("TOO_MANY_REQUESTS/12/index read-only / allow delete (api)");
        return blocks;
    }
}
