namespace Switchback.Core.Journal;

/// <param name="Stream">The stream begins with this; empty for all.</param>
/// <param name="Kind">Empty for all.</param>
/// <param name="Who">Empty for everybody.</param>
public sealed record AuditFilter(string Stream = "", string Kind = "", string Who = "")
{
    public bool Fits(JournalEvent happened) =>
        happened.Stream.StartsWith(Stream, StringComparison.Ordinal) && (Kind.Length == 0 || happened.Kind == Kind) && (Who.Length == 0 || happened.Who == Who);
}

/// <summary>Reads a journal backwards, a page at a time: people look at what happened last.</summary>
public static class AuditReader
{
    private const int Chunk = 500;

    /// <param name="before">Only events before this sequence; 0 for the newest.</param>
    /// <param name="mostRead">No more events than this are looked through.</param>
    /// <returns>What was found, newest first, and where to go on; null at the beginning of the journal.</returns>
    public static async Task<(IReadOnlyList<JournalEvent> Found, long? Next)> ReadAsync(
        IJournal journal, AuditFilter filter, long before, int size, long mostRead, CancellationToken cancel)
    {
        var found = new List<JournalEvent>(size);
        var end = before > 0 ? Math.Min(before - 1, journal.Head.Sequence) : journal.Head.Sequence;
        var stopAt = Math.Max(0, end - mostRead);
        while (end > stopAt)
        {
            var start = Math.Max(stopAt + 1, end - Chunk + 1);
            var chunk = new List<JournalEvent>(Chunk);
            await foreach (var happened in journal.ReadAsync(start, cancel))
            {
                if (happened.Sequence > end) break;
                chunk.Add(happened);
            }

            for (var i = chunk.Count - 1; i >= 0; i--)
            {
                if (!filter.Fits(chunk[i])) continue;
                found.Add(chunk[i]);
                if (found.Count == size) return (found, chunk[i].Sequence > 1 ? chunk[i].Sequence : null);
            }

            end = start - 1;
        }

        return (found, end > 0 ? end + 1 : null);
    }
}
