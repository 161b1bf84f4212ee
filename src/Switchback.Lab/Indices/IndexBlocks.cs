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
