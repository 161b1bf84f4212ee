using System.Text.Json;
using Switchback.Core.Runs;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Operations;

namespace Switchback.Dashboard.Pages.Runs.Journeys;

/// <summary>What only the old side has, index by index, as a run has found it. Pure.</summary>
public sealed record LedgerRows(IReadOnlyList<Divergence> Rows, IReadOnlyList<Divergence> Same)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public long Operations => Rows.Sum(row => row.Operations);

    public long Documents => Rows.Sum(row => row.Documents);

    public long Overwritten => Rows.Sum(row => row.Overwritten);

    public long Deletes => Rows.Sum(row => row.Deletes);

    public long Unexplained => Rows.Sum(row => row.Unexplained);

    public long Conflicts => Rows.Sum(row => row.Changed);

    public int Files => Rows.Count(row => row.File is not null);

    public bool DeletesUnnamed => Rows.Concat(Same).Any(row => row.DeletesUnnamed);

    public bool WithoutLine => Rows.Concat(Same).Any(row => row.WithoutLine);

    /// <summary>Null when nothing has been compared.</summary>
    public static LedgerRows? Of(Run run)
    {
        var found = run.InOrder.Select(item => Read(item.Notes.GetValueOrDefault(ItemFacts.Divergence))).OfType<Divergence>().ToList();
        return found.Count == 0 ? null : new LedgerRows(
            [.. found.Where(Differs).OrderByDescending(row => row.Operations).ThenBy(row => row.Index, StringComparer.Ordinal)], [.. found.Where(row => !Differs(row))]);
    }

    /// <summary>All of it in a sentence.</summary>
    public string Say(string old) => Rows.Count == 0
        ? $"{old} has nothing that the other side lacks, in {Kit.Words.Count(Same.Count, "index", "indices")}."
        : $"{old} has {Kit.Words.Count(Operations)} {(Operations == 1 ? "operation" : "operations")} that the other side lacks, in {Kit.Words.Count(Rows.Count)} of {Kit.Words.Count(Rows.Count + Same.Count, "index", "indices")}.";

    private static bool Differs(Divergence row) => row.Operations != 0 || row.Deletes != 0 || row.Documents != 0;

    /// <summary>A note that a later version wrote is not shown, rather than misread.</summary>
    private static Divergence? Read(string? note)
    {
        if (string.IsNullOrEmpty(note)) return null;
        try
        {
            return JsonSerializer.Deserialize<Divergence>(note, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
