using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Switchback.Core.Plans;
using Switchback.Core.Preserving;
using Switchback.Elasticsearch.Ledger;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Compares fenced indices of the old side with their twins on the side that leads, and preserves what only the old side has. Its step is
/// for the old side's indices; it takes some at a time, so that what is done is recorded while the rest goes on.
/// </summary>
internal sealed class LedgerStep(IPreservedCopies preserved) : LookStep
{
    /// <summary>What a person wants of what only the old side has.</summary>
    public const string KeepFact = "keep";
    public const string KeepFile = "file";
    public const string KeepNothing = "nothing";

    /// <summary>Whether deletes are to be named.</summary>
    public const string DeletesFact = "deletes";
    public const string DeletesUnnamed = "unnamed";

    private const int AtOnce = 4;
    private const int MostInOneLook = 40;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public override string Name => StepKinds.Ledger;

    public static Divergence? Read(string? note) => string.IsNullOrEmpty(note) ? null : JsonSerializer.Deserialize<Divergence>(note, Json);

    public override async Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Look look, CancellationToken cancel)
    {
        if (look.Other is not { } active) return look.All(Judging.Unclear("The cluster that leads is not configured."));
        var rules = await look.Cluster.Indices.RulesAsync(cancel);
        var first = await Look.StandingsAsync(look.Cluster, cancel);
        await Task.Delay(look.Timing.Still, look.Time, cancel);
        var second = await Look.StandingsAsync(look.Cluster, cancel);
        if (!rules.TryGet(out var blocks, out var fault) || !first.TryGet(out var before, out fault) || !second.TryGet(out var now, out fault))
            return look.All(Judging.Unclear($"Where it stands could not be read: {fault.Say()}"));
        if (!(await look.FollowersAsync(cancel)).TryGet(out var followers, out fault)) return look.All(Judging.Unclear($"What it is now could not be seen: {fault.Say()}"));
        var found = new ConcurrentDictionary<string, ItemSight>(StringComparer.Ordinal);
        foreach (var item in look.Items.Skip(MostInOneLook)) found[item.Key] = Judging.UnderWay("It waits for its turn to be compared.");
        await Parallel.ForEachAsync(look.Items.Take(MostInOneLook), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (item, stop) =>
            found[item.Key] = followers.Contains(item.Name) ? Judging.There("It follows already, and has nothing of its own.") : NotYet(item, blocks.WriteBlocksOf(item.Name), before.GetValueOrDefault(item.Name), now.GetValueOrDefault(item.Name))
                ?? await CompareAsync(look, active, item, now[item.Name], stop));
        return found;
    }

    private static ItemSight? NotYet(PlanItem item, IReadOnlyList<string> blocks, Standing? before, Standing? now)
    {
        if (now is null || before is null) return Judging.Unclear("Its shards cannot be seen.");
        if (item.Identity is { } identity && now.Uuid is { } uuid && uuid != identity) return Refused(item, "Another index carries this name now.", "It was made anew after the plan.", "Look at it and make a new plan.");
        if (!blocks.Contains("write")) return Refused(item, "It takes writes.", "The fence is open: somebody has allowed writes again.", "Retry, which stops them anew; or abort.");
        return before.Max != now.Max || !now.IsSettled ? Judging.UnderWay("It does not stand still yet.") : null;
    }

    private async Task<ItemSight> CompareAsync(Look look, ElasticsearchCluster active, PlanItem item, Standing standing, CancellationToken cancel)
    {
        var keeps = item.Fact(KeepFact) != KeepNothing;
        Answer<Divergence> answer;
        try
        {
            answer = await new LedgerMaker(preserved).MakeAsync(
                new Comparison(look.Cluster, standing, active, item.Fact(ItemFacts.Twin) ?? item.Name, Line.Parse(item.Fact(ItemFacts.Line)), keeps ? item.Fact(ItemFacts.Kept) : null, item.Fact(DeletesFact) != DeletesUnnamed), cancel);
        }
        catch (IOException failed)
        {
            return Refused(item, "What only it has could not be preserved.", $"The copy could not be written: {failed.Message}", "Make room where Switchback keeps its data, and retry.");
        }

        if (!answer.TryGet(out var divergence, out var fault)) return Judging.Unclear($"It could not be compared: {fault.Say()}");
        return Judging.There(Say(divergence, active.Name)) with
        {
            Notes = new Dictionary<string, string> { [ItemFacts.Settled] = divergence.Max, [ItemFacts.Divergence] = JsonSerializer.Serialize(divergence, Json) },
        };
    }

    internal static string Say(Divergence found, string active)
    {
        if (found.Operations == 0 && found.Deletes == 0) return $"It has nothing that {active} lacks.";
        var parts = new List<string> { Count(found.Documents, "document", "documents") };
        if (found.Overwritten > 0) parts.Add(Count(found.Overwritten, "state that was overwritten", "states that were overwritten"));
        if (found.Deletes > 0) parts.Add(Count(found.Deletes, "delete", "deletes"));
        if (found.Unexplained != 0) parts.Add($"{Count(found.Unexplained, "operation", "operations")} that nothing explains");
        return $"It has {Count(found.Operations, "operation", "operations")} that {active} lacks: {string.Join(", ", parts)}."
            + (found.Changed > 0 ? $" {Count(found.Changed, "document has", "documents have")} a newer state on {active} too." : "")
            + (found.DeletesUnnamed ? " Deletes were not looked for." : "")
            + (found.WithoutLine ? " Its line is not known: everything was compared." : "")
            + (found.File is { } file ? $" Preserved in {file}; some of it may never have been acknowledged to anybody." : "");
    }

    private static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many)}");
}
