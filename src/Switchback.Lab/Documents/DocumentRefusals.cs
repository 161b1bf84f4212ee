using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

/// <summary>Why an index takes no document now: blocks, following, a stream's rules.</summary>
public static class DocumentRefusals
{
    public static void CheckWriteBlocks(IndexState index, bool delete = false)
    {
        var blocks = new List<string>();
        var status = 0;
        Add("index.blocks.read_only", "FORBIDDEN/5/index read-only (api)", 403);
        Add("index.blocks.write", "FORBIDDEN/8/index write (api)", 403);
        if (!delete) Add("index.blocks.read_only_allow_delete", "TOO_MANY_REQUESTS/12/index read-only / allow delete (api)", 429);
        if (blocks.Count > 0) throw Blocked(index, status, blocks);

        void Add(string setting, string block, int code)
        {
            if (!index.Settings.Flag(setting)) return;
            blocks.Add(block);
            status = Math.Max(status == 403 ? 403 : code, status);
        }
    }

    public static void CheckReadBlocks(IndexState index)
    {
        if (index.Settings.Flag("index.blocks.read")) throw Blocked(index, 403, ["FORBIDDEN/7/index read (api)"]);
    }

    public static void CheckOpen(IndexState index)
    {
        if (!index.IsOpen) throw Errors.IndexClosed(index.Name, index.Uuid);
    }

    /// <summary>What the engine of a follower says to a write that is not its leader's.</summary>
    public static ElasticException FollowingEngine() =>
        Errors.Status(403, "a following engine does not accept operations without an assigned sequence number");

    private static ElasticException Blocked(IndexState index, int status, IEnumerable<string> blocks) => new(status, "cluster_block_exception",
        $"index [{index.Name}] blocked by: {string.Concat(blocks.Select(block => $"[{block}];"))}");
}
