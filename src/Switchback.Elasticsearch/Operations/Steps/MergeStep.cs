using System.Text;
using Switchback.Core.Plans;
using Switchback.Core.Preserving;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Writes to the side that leads what only the old side had, out of the preserved copy and where nothing conflicts: documents that are
/// missing are created, and those that nobody has touched since the line take the newer state. Both are refused by the cluster, one by
/// one, where somebody was first; so sent twice they do what they do once. Deletes are not repeated: they stay in the copy.
/// </summary>
internal sealed class MergeStep(IPreservedCopies preserved) : ILooks
{
    private const int Batch = 500;

    public string Name => StepKinds.Merge;

    public Needs Needs => Needs.None;

    public string Actions => "indices:data/write/bulk*";

    public IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items) => items.Select(item => StepRequest.One(
        new WireRequest
        {
            Method = HttpMethod.Post,
            Target = $"/{Target.Name(item.Fact(ItemFacts.Twin) ?? item.Name)}/_bulk",
            Body = Encoding.UTF8.GetBytes("(create, or index with if_seq_no: what the preserved copy holds and nothing conflicts with)"),
            Kind = CallKind.Write,
            Power = Power.Operate,
            CarriesDocuments = true,
        },
        item));

    public ItemSight Judge(ItemScene scene) => Judging.Unclear("It looks by itself.");

    public async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        var sights = new Dictionary<string, ItemSight>(StringComparer.Ordinal);
        foreach (var item in look.Items) sights[item.Key] = await LookAsync(look, item, cancel);
        return sights;
    }

    private async Task<ItemSight> LookAsync(Look look, PlanItem item, CancellationToken cancel)
    {
        if (LedgerStep.Read(item.Fact(ItemFacts.Divergence)) is not { File: { } file } divergence) return Judging.There("There is nothing to merge.");
        var (left, conflicts) = (0L, divergence.Changed + divergence.Deletes);
        await foreach (var batch in BatchesAsync(item, file, cancel))
        {
            var there = await look.Cluster.Documents.StandAsync(item.Fact(ItemFacts.Twin) ?? item.Name, [.. batch.Select(line => new DocumentName(line.Id, line.Routing))], withSource: false, cancel);
            if (!there.TryGet(out var found, out var fault)) return Judging.Unclear($"What has been merged could not be seen: {fault.Say()}");
            for (var i = 0; i < batch.Count; i++)
            {
                // Still missing, or still in the state that the copy may take the place of.
                if (batch[i].Other == "missing" ? !found[i].Found : found[i].Found && found[i].SeqNo == batch[i].OtherSeqNo && found[i].PrimaryTerm == batch[i].OtherTerm) left++;
            }
        }

        return left == 0
            ? Judging.There(conflicts == 0 ? "All that only the old side had is merged." : $"What conflicts with nothing is merged; {conflicts} stay in the preserved copy alone.")
            : new ItemSight(Presence.Absent, $"{left} documents are not merged yet.");
    }

    public async Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel)
    {
        var item = call.Items[0];
        // The plan's item does not know what the run has found out: the copy's name follows from the item's.
        var file = LedgerMaker.NameOf(item.Member, item.Name);
        var (written, refused) = (0, 0);
        await foreach (var batch in BatchesAsync(item, file, cancel))
        {
            IReadOnlyList<BulkOperation> operations = [.. batch.Select(line => line.Other == "missing"
                ? (BulkOperation)new BulkOperation.Create(line.Id, line.Source, line.Routing)
                : new BulkOperation.Replace(line.Id, line.Source, line.OtherSeqNo!.Value, line.OtherTerm!.Value, line.Routing))];
            var effect = await cluster.Documents.BulkAsync(item.Fact(ItemFacts.Twin) ?? item.Name, operations, cancel);
            if (effect is not Effect<IReadOnlyList<Calls.BulkItem>>.Done done) return effect is Effect<IReadOnlyList<Calls.BulkItem>>.NotDone no ? Sending.Rejected(no.Fault, timing) : Sending.Unknown(effect.FaultOrNull!, [], timing);
            written += done.Value.Count(each => each.Error is null);
            refused += done.Value.Count(each => each.IsConflict);
            if (done.Value.FirstOrDefault(each => each.Error is not null && !each.IsConflict) is { Error: { } error }) return new CallOutcome.Rejected($"A document was refused: {error.Type}.", $"{error.Status} {error.Type}");
        }

        return new CallOutcome.Accepted($"{written}", $"{written} documents were written; for {refused} somebody was first.");
    }

    private async IAsyncEnumerable<IReadOnlyList<PreservedLine>> BatchesAsync(PlanItem item, string file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var batch = new List<PreservedLine>(Batch);
        await foreach (var text in preserved.ReadAsync(item.Fact(ItemFacts.Kept) ?? "", file, cancel))
        {
            var line = PreservedLine.Read(text);
            if (line.Op != PreservedLine.Written || line.Other == "changed") continue;
            batch.Add(line);
            if (batch.Count < Batch) continue;
            yield return batch;
            batch = new List<PreservedLine>(Batch);
        }

        if (batch.Count > 0) yield return batch;
    }
}
