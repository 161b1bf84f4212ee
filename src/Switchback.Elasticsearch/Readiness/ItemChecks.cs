using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>What must hold of the items: that they may be written, are kept long enough, and that streams can go on.</summary>
internal static class ItemChecks
{
    private static readonly TimeSpan ShortLease = TimeSpan.FromHours(1);

    public static IEnumerable<Check> Of(Party from, Party to, Direction direction)
    {
        yield return DiskCheck.Of(from, to, direction);
        if (direction == Direction.FailOver)
            yield return Ruled(to, "write-blocks-gaining", $"Write blocks on {to.Cluster}", (items, rules) => Blocks(to, items, rules, standsInTheWay: true));
        yield return Ruled(from, "write-blocks-leading", $"Write blocks on {from.Cluster}", (items, rules) => Blocks(from, items, rules, standsInTheWay: false));
        yield return Ruled(from, "lease-period", $"How long {from.Cluster} keeps history", (items, rules) => LeasePeriod(from, items, rules));
        yield return from.Hear(from.Facts.Streams, FactGroup.Streams).And(to.Hear(to.Facts.Streams, FactGroup.Streams))
            .And(to.Hear(to.Facts.Definitions[DefinitionKind.IndexTemplates], FactGroup.Inventory))
            .Judge("data-streams", $"Data streams that can roll over on {to.Cluster}", all => Streams(from, to, all.First.First, all.First.Second, all.Second));
    }

    private static Check Ruled(Party side, string id, string title, Func<IReadOnlyList<IndexFacts>, IndexRules, Finding> judge) =>
        side.Hear(side.Facts.Indices, FactGroup.Indices).And(side.Hear(side.Facts.Rules, FactGroup.Indices)).Judge(id, title, both => judge(side.Items(both.First), both.Second));

    private static Finding Blocks(Party side, IReadOnlyList<IndexFacts> items, IndexRules rules, bool standsInTheWay)
    {
        var blocked = items.Where(item => rules.WriteBlocksOf(item.Name).Count > 0).Select(item => item.Name).ToList();
        if (blocked.Count == 0) return Finding.Pass("none", "none", "No item refuses writes by a block.");
        var full = blocked.Any(name => rules.WriteBlocksOf(name).Contains("read_only_allow_delete"));
        var kinds = blocked.SelectMany(rules.WriteBlocksOf).Distinct(StringComparer.Ordinal).ToDictionary(kind => IndexRules.BlocksPrefix + kind, _ => (string?)null);
        return Finding.Bad(standsInTheWay, Say.Count(blocked.Count, "item", "items"), "none",
            $"Blocked for writes: {Say.Names(blocked)}. {(standsInTheWay ? "They would take no writes after the promotion." : "They take no writes now; that is right only if they were fenced on purpose.")}"
                + (full ? " The cluster sets read_only_allow_delete itself when a disk is nearly full." : ""),
            full ? "Make room on the disks, then lift the block." : "Lift the block, unless somebody set it on purpose.",
            side.ByHand(IndexRequests.PutSettings([.. blocked.Take(5)], kinds)));
    }

    private static Finding LeasePeriod(Party side, IReadOnlyList<IndexFacts> items, IndexRules rules)
    {
        const string limit = "1 h or longer";
        var brief = items
            .Where(item => rules.LeasePeriod(item.Name) < ShortLease)
            .Select(item => item.Name).ToList();
        if (brief.Count == 0)
        {
            var shortest = items.Select(item => rules.LeasePeriod(item.Name)).DefaultIfEmpty(IndexRules.DefaultLeasePeriod).Min();
            return Finding.Pass(Say.Ago(shortest), limit, "History is kept long enough to survive an interruption.");
        }
        return Finding.Warn($"{Say.Ago(rules.LeasePeriod(brief[0]))} on {Say.Count(brief.Count, "item", "items")}", limit,
            $"{Say.Names(brief)} keep history only for a short time: a pause longer than that may need a full copy.", "Raise the period.",
            side.ByHand(IndexRequests.PutSettings([.. brief.Take(5)], new Dictionary<string, string?> { [IndexRequests.LeasePeriod] = null })));
    }

    /// <summary>A promoted stream takes no writes before it has rolled over, and rolling over needs a template.</summary>
    private static Finding Streams(
        Party from, Party to, IReadOnlyList<DataStream> leading, IReadOnlyList<DataStream> gaining, IReadOnlyList<Definition> templates)
    {
        const string limit = "a template for each";
        var have = templates.Select(template => template.Name).ToHashSet(StringComparer.Ordinal);
        var ours = leading.Where(stream => from.Belongs(stream.Name) || stream.BackingIndices.Any(from.Belongs)).ToList();
        var copies = gaining.Where(stream => stream.Replicated && (to.Belongs(stream.Name) || stream.BackingIndices.Any(to.Belongs))).ToList();
        var without = copies.Where(stream => stream.Template is null).Select(stream => stream.Name)
            .Concat(ours.Where(stream => stream.Template is { } template && !have.Contains(template)).Select(stream => stream.Name))
            .Distinct(StringComparer.Ordinal).ToList();
        if (without.Count == 0)
        {
            var streams = ours.Select(stream => stream.Name).Union(copies.Select(stream => stream.Name)).Count();
            return Finding.Pass(streams == 0 ? "no data streams" : Say.Count(streams, "data stream", "data streams"), limit, "Every data stream of the pair has a template to roll over with.");
        }
        var named = ours.FirstOrDefault(stream => without.Contains(stream.Name) && stream.Template is not null)?.Template;
        return Finding.Fail($"{without.Count} without", limit,
            $"{Say.Names(without)}: no template for them on {to.Cluster}. A promoted data stream takes no writes before it has rolled over, and without a template it cannot.",
            $"Put the template that {from.Cluster} uses on {to.Cluster}.", named is null ? null : from.ByHand($"GET /_index_template/{Uri.EscapeDataString(named)}"));
    }
}
