using System.Buffers;
using System.Collections.Concurrent;
using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>
/// Answers queries over snapshots, once for everyone who asks the same: two hundred open pages cost what one does. Keeps the
/// answers over the two newest snapshots, and no more than so many of each.
/// </summary>
public sealed class ItemSearch
{
    private const int MostAnswers = 128;

    private readonly Lock _gate = new();
    private Generation? _newest;
    private Generation? _before;
    private long _computed;

    /// <summary>How many answers were worked out so far, and not taken from what was kept.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    /// <param name="query">Empty for everything.</param>
    /// <param name="sort">Empty for the worst first.</param>
    public ItemResult Run(FleetSnapshot snapshot, string query, string sort)
    {
        var generation = GenerationOf(snapshot);
        var answers = generation.Answers;
        if (answers.Count >= MostAnswers && !answers.ContainsKey((query, sort))) answers = generation.Renew();
        // Who comes while it is being worked out waits for it.
        return answers.GetOrAdd((query, sort), static (key, asked) => new Lazy<ItemResult>(() => asked.Search.Answer(asked.Generation, key.Query, key.Sort)), (Search: this, Generation: generation)).Value;
    }

    private Generation GenerationOf(FleetSnapshot snapshot)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_newest?.Snapshot, snapshot)) return _newest!;
            if (ReferenceEquals(_before?.Snapshot, snapshot)) return _before!;
            var generation = new Generation(snapshot, _newest?.KnownOrder);
            // One that is older than both is answered and forgotten.
            if (_newest is null || snapshot.Version >= _newest.Snapshot.Version) (_newest, _before) = (generation, _newest);
            return generation;
        }
    }

    private ItemResult Answer(Generation generation, string query, string sort)
    {
        Interlocked.Increment(ref _computed);
        var sortFault = ItemSort.Parse(sort, out var order);
        var parsed = ItemQuery.Parse(query);
        return parsed is ItemQuery.Parsed { } read && sortFault is null
            ? Filter(generation, read, order)
            : new ItemResult(generation.Snapshot, [], [], 0, order, parsed as ItemQuery.Parsed, (parsed as ItemQuery.Faulty)?.Fault, sortFault);
    }

    private static ItemResult Filter(Generation generation, ItemQuery.Parsed query, ItemSort sort)
    {
        var snapshot = generation.Snapshot;
        var items = generation.Items;
        var moment = new QueryMoment(snapshot);
        var hasVerdicts = !ReferenceEquals(query.Filter, query.WithoutVerdicts);
        var kept = ArrayPool<int>.Shared.Rent(items.Length);
        Span<int> tally = stackalloc int[VerdictWords.All.Count];
        var (count, total) = (0, 0);
        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            if (!query.WithoutVerdicts.Matches(item, moment)) continue;
            total++;
            tally[(int)item.Verdict.Kind]++;
            if (!hasVerdicts || query.Filter.Matches(item, moment)) kept[count++] = i;
        }
        var sorted = ItemSorter.Sort(items, kept.AsSpan(0, count), sort, generation.Order);
        ArrayPool<int>.Shared.Return(kept);
        var counts = new List<VerdictCount>();
        foreach (var word in VerdictWords.All)
        {
            if (tally[(int)word.Kind] > 0) counts.Add(new VerdictCount(word.Kind, tally[(int)word.Kind]));
        }
        return new ItemResult(snapshot, sorted, counts, total, sort, query, null, null);
    }

    /// <summary>What was answered over one snapshot.</summary>
    private sealed class Generation(FleetSnapshot snapshot, NameOrder? before)
    {
        private readonly Lock _gate = new();
        private NameOrder? _order;

        /// <summary>As an array: ten thousand calls through an interface are felt.</summary>
        public Item[] Items { get; } = snapshot.Items as Item[] ?? [.. snapshot.Items];

        public FleetSnapshot Snapshot => snapshot;

        /// <summary>The order if anybody needed it yet; else the one before it.</summary>
        public NameOrder? KnownOrder => _order ?? before;

        public NameOrder Order
        {
            get
            {
                lock (_gate)
                {
                    return _order ??= NameOrder.Of(Items, before);
                }
            }
        }

        public ConcurrentDictionary<(string Query, string Sort), Lazy<ItemResult>> Answers { get; private set; } = new();

        public ConcurrentDictionary<(string Query, string Sort), Lazy<ItemResult>> Renew() => Answers = new();
    }
}
