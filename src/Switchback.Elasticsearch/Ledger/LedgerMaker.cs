using System.Runtime.CompilerServices;
using Switchback.Core.Preserving;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Ledger;

/// <summary>What is compared with what.</summary>
/// <param name="Old">The side that is to be destroyed, and takes no writes meanwhile.</param>
/// <param name="Standing">Where the old index stands.</param>
/// <param name="Active">The side that leads.</param>
/// <param name="Twin">The index there.</param>
/// <param name="Line">Null where nobody recorded it: then everything is compared.</param>
/// <param name="Set">Under which name copies are preserved; null to preserve nothing.</param>
/// <param name="NamesDeletes">Whether ids are compared too, which reads every id of the twin.</param>
internal sealed record Comparison(ElasticsearchCluster Old, Standing Standing, ElasticsearchCluster Active, string Twin, IReadOnlyList<ShardLine>? Line, string? Set, bool NamesDeletes);

/// <summary>
/// Finds out what only the old side has of an index, shard by shard, and preserves it: operations above the line whose document the
/// active side does not have in that very state, and documents that the old side deleted since. It reads, and writes only the copy.
/// </summary>
internal sealed class LedgerMaker(IPreservedCopies preserved)
{
    private const int PageSize = 500;
    private const int SampleSize = 5;

    public async Task<Answer<Divergence>> MakeAsync(Comparison comparison, CancellationToken cancel)
    {
        // What is not refreshed yet is in no search. Nothing is written by it.
        if (await comparison.Old.Indices.RefreshAsync([comparison.Standing.Name], cancel) is not Effect<ShardsAnswered>.Done) return new Fault.Unreadable("a refresh that was refused", comparison.Standing.Name);
        if (await comparison.Active.Indices.RefreshAsync([comparison.Twin], cancel) is not Effect<ShardsAnswered>.Done) return new Fault.Unreadable("a refresh that was refused", comparison.Twin);
        var tally = new Tally();
        try
        {
            if (comparison.Set is { } set)
            {
                var name = NameOf(comparison.Old.Name, comparison.Standing.Name);
                var copy = await preserved.WriteAsync(set, name, LinesAsync(comparison, tally, cancel), cancel);
                return new Answer<Divergence>.Success(tally.Close(comparison) with { File = copy.Lines > 0 ? name : null, Digest = copy.Lines > 0 ? copy.Digest : null, Bytes = copy.Bytes });
            }

            await foreach (var line in LinesAsync(comparison, tally, cancel)) tally.Bytes += line.Length;
            return new Answer<Divergence>.Success(tally.Close(comparison) with { Bytes = tally.Bytes });
        }
        catch (StoppedException stopped)
        {
            return stopped.Fault;
        }
    }

    public static string NameOf(string cluster, string index) => $"{cluster}.{index}";

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(Comparison comparison, Tally tally, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var shard in comparison.Standing.Shards.OrderBy(shard => shard.ShardId))
        {
            var line = comparison.Line is null ? (ShardLine?)null : comparison.Line.FirstOrDefault(each => each.Shard == shard.ShardId) is { Term: > 0 } known ? known : null;
            tally.Begin(shard, line);
            await foreach (var written in WrittenAsync(comparison, shard, line, tally, cancel)) yield return written.Write();
            if (!comparison.NamesDeletes || line is not { } at) continue;
            await foreach (var deleted in DeletedAsync(comparison, at, tally, cancel)) yield return deleted.Write();
        }
    }

    /// <summary>Documents whose newest state is above the line, and is not on the other side.</summary>
    private static async IAsyncEnumerable<PreservedLine> WrittenAsync(Comparison comparison, ShardPosition shard, ShardLine? line, Tally tally, [EnumeratorCancellation] CancellationToken cancel)
    {
        var index = comparison.Standing.Name;
        await foreach (var page in PagesAsync(comparison.Old, index, new DocumentPage(shard.ShardId, PageSize, Above: line?.Checkpoint ?? -1), cancel))
        {
            var there = Value(await comparison.Active.Documents.StandAsync(comparison.Twin, [.. page.Select(document => new DocumentName(document.Id, document.Routing))], withSource: line is null, cancel));
            for (var i = 0; i < page.Count; i++)
            {
                var (mine, other) = (page[i], there[i]);
                if (mine.Source is not { } source) throw new StoppedException(new Fault.Unreadable("a document without its source: _source is switched off, and without it nothing can be preserved", index));
                if (HasArrived(mine, other, line))
                {
                    tally.Arrived++;
                    continue;
                }

                var state = !other.Found ? OtherState.Missing : line is { } at && other.SeqNo <= at.MaxSeqNo && other.PrimaryTerm <= at.Term ? OtherState.Older : OtherState.Changed;
                tally.Take(mine, other, state, line is not null);
                yield return new PreservedLine(PreservedLine.Written, index, mine.Id, mine.Routing, shard.ShardId, mine.SeqNo, mine.PrimaryTerm, mine.Version, state.ToString().ToLowerInvariant(), other.SeqNo, other.PrimaryTerm) { Source = source };
            }
        }
    }

    /// <summary>
    /// The very operation is there: same document, same number, and replicated, not written after the promotion under a number that the
    /// leader had used too. Without a line numbers and terms tell nothing, and the contents are compared.
    /// </summary>
    private static bool HasArrived(Document mine, Document other, ShardLine? line) => line is { } at
        ? other.Found && other.SeqNo == mine.SeqNo && mine.SeqNo <= at.MaxSeqNo && other.PrimaryTerm <= at.Term
        : other is { Found: true, Source: { } there } && mine.Source is { } here && Canonical(there) == Canonical(here);

    internal static string Canonical(ReadOnlyMemory<byte> json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return CanonicalJson.Of(document.RootElement, Nothing);
    }

    private static readonly HashSet<string> Nothing = [];

    /// <summary>Documents that the other side has unchanged since the line, and this one has no more: a search finds no deletes, but ids tell.</summary>
    private static async IAsyncEnumerable<PreservedLine> DeletedAsync(Comparison comparison, ShardLine line, Tally tally, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in PagesAsync(comparison.Active, comparison.Twin, new DocumentPage(line.Shard, PageSize, UpTo: line.MaxSeqNo, WithSource: false), cancel))
        {
            var replicated = page.Where(document => document.PrimaryTerm <= line.Term).ToList();
            if (replicated.Count == 0) continue;
            var mine = Value(await comparison.Old.Documents.StandAsync(comparison.Standing.Name, [.. replicated.Select(document => new DocumentName(document.Id, document.Routing))], withSource: false, cancel));
            for (var i = 0; i < replicated.Count; i++)
            {
                if (mine[i].Found) continue;
                tally.Deletes++;
                tally.Sampled(replicated[i].Id);
                yield return new PreservedLine(PreservedLine.Delete, comparison.Standing.Name, replicated[i].Id, replicated[i].Routing, line.Shard, null, null, null, "older", replicated[i].SeqNo, replicated[i].PrimaryTerm);
            }
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<Document>> PagesAsync(ElasticsearchCluster cluster, string index, DocumentPage first, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = first; ;)
        {
            var found = Value(await cluster.Documents.PageAsync(index, page, cancel));
            if (!found.Shards.All) throw new StoppedException(new Fault.Unreadable("a page that not every shard answered", index));
            if (found.Documents.Count == 0) yield break;
            yield return found.Documents;
            if (found.Documents.Count < page.Size) yield break;
            page = page with { After = found.Documents[^1].SeqNo };
        }
    }

    private static T Value<T>(Answer<T> answer) => answer.TryGet(out var value, out var fault) ? value : throw new StoppedException(fault);

    /// <summary>A read in the middle of the comparison failed: there is no ledger, and the half copy is thrown away with it.</summary>
    private sealed class StoppedException(Fault fault) : Exception(fault.Say())
    {
        public Fault Fault { get; } = fault;
    }

    /// <summary>Adds up while the lines go by.</summary>
    private sealed class Tally
    {
        private readonly List<ShardDivergence> _shards = [];
        private readonly List<string> _sample = [];
        private ShardPosition _at;
        private ShardLine? _line;
        private bool _open;

        public long Arrived { get; set; }

        public long Deletes { get; set; }

        public long Bytes { get; set; }

        private long Documents { get; set; }

        private long Overwritten { get; set; }

        private long Missing { get; set; }

        private long Older { get; set; }

        private long Changed { get; set; }

        public void Begin(ShardPosition shard, ShardLine? line)
        {
            End();
            (_at, _line, _open, Arrived, Deletes, Documents, Overwritten) = (shard, line, true, 0, 0, 0, 0);
        }

        public void Take(Document mine, Document other, OtherState state, bool hasLine)
        {
            Documents++;
            Sampled(mine.Id);
            if (state == OtherState.Missing) Missing++;
            else if (state == OtherState.Older) Older++;
            else Changed++;
            // A document's version counts its states; where the other side has the one of the line, what lies between was overwritten.
            if (!hasLine || mine.Version is not { } version) return;
            if (state == OtherState.Missing) Overwritten += version - 1;
            else if (state == OtherState.Older && other.Version is { } before) Overwritten += Math.Max(0, version - before - 1);
        }

        public void Sampled(string id)
        {
            if (_sample.Count < SampleSize) _sample.Add(id);
        }

        public Divergence Close(Comparison comparison)
        {
            End();
            return new Divergence
            {
                Index = comparison.Standing.Name,
                Shards = _shards,
                Max = comparison.Standing.Max,
                Missing = Missing,
                Older = Older,
                Changed = Changed,
                Sample = _sample,
                DeletesUnnamed = !comparison.NamesDeletes || comparison.Line is null,
                WithoutLine = comparison.Line is null,
            };
        }

        private void End()
        {
            if (!_open) return;
            _open = false;
            // Without a line every document of the index is one that the other side may lack: there is nothing to count from.
            var above = _line is { } line ? Math.Max(0, _at.MaxSeqNo - line.Checkpoint) - Arrived : Documents;
            // Which of the states before the line a document lost cannot be told from those after it: never more than there are.
            var overwritten = Math.Clamp(Overwritten, 0, Math.Max(0, above - Documents - Deletes));
            _shards.Add(new ShardDivergence(_at.ShardId, _line?.Checkpoint ?? -1, _at.MaxSeqNo, above, Documents, overwritten, Deletes, above - Documents - overwritten - Deletes));
        }
    }
}
