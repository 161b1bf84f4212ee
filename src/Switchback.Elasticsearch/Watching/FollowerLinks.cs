using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Watching;

/// <summary>
/// Joins followers with their leaders over all clusters, whenever a slow look has brought something: which index each was made
/// from, what was promoted, and what nobody follows. Names prove nothing; identities do.
/// </summary>
internal sealed class FollowerLinks(IReadOnlyList<ClusterBook> books, PairMap pairs, PairAssembly assembly, FollowerMemory memory, IFleetKnowledge knowledge)
{
    private readonly Dictionary<string, IReadOnlyList<OtherItem>> _others = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Cluster, string Alias), ClusterBook> _aliases = [];

    public IReadOnlyList<FoundLink> Found { get; private set; } = [];

    /// <summary>What a cluster has, or lacks, besides its followers; by name, in order.</summary>
    public IReadOnlyList<OtherItem> Others(string cluster) => _others.GetValueOrDefault(cluster) ?? [];

    public void Join()
    {
        foreach (var book in books)
        {
            foreach (var follower in book.Followers) JoinOne(book, follower);
        }
        foreach (var book in books)
        {
            foreach (var follower in book.Followers) Remember(book, follower);
        }
        var former = books.ToDictionary(book => book.Name, Former);
        foreach (var book in books)
        {
            var others = former[book.Name].Select(found => new OtherItem(found.Name, found, null)).Concat(Missing(book, former).Select(item => new OtherItem(item.Name, null, item)));
            _others[book.Name] = Keep(Others(book.Name), [.. others.OrderBy(other => other.Name, StringComparer.Ordinal)]);
        }
        Found =
        [
            .. from book in books
               from follower in book.Followers
               where follower.Pair is null && follower.LeaderBook is not null
               group follower by (From: follower.LeaderBook!.Name, To: book.Name, Link: follower.Metadata.Remote) into link
               select new FoundLink(link.Key.From, link.Key.To, link.Key.Link, link.Count()),
        ];
    }

    private void JoinOne(ClusterBook book, FollowerEntry follower)
    {
        follower.IsAtRest = false;
        var metadata = follower.Metadata;
        var (holder, found) = Holder(metadata);
        if (holder is not null) _aliases[(book.Name, metadata.Remote)] = holder;
        follower.LeaderBook = holder
            ?? Book(memory.Find(book.Name, follower.Name) is { } known && known.LeaderUuid == metadata.LeaderUuid ? known.LeaderCluster : null)
            ?? follower.LeaderBook
            ?? _aliases.GetValueOrDefault((book.Name, metadata.Remote))
            ?? books.FirstOrDefault(candidate => candidate != book && string.Equals(candidate.Name, metadata.Remote, StringComparison.OrdinalIgnoreCase));
        follower.LeaderState = (follower.LeaderBook, found) switch
        {
            (null, _) => LeaderSide.NotKnown,
            (_, { State: IndexState.Closed }) => LeaderSide.Closed,
            (_, not null) => LeaderSide.Answers,
            ({ Indices: null }, _) => LeaderSide.NotKnown,
            ({ Indices: { } list }, null) => list.Named(metadata.LeaderIndex) is null ? LeaderSide.Deleted : LeaderSide.Remade,
        };
        var leader = follower.LeaderBook?.Open(found?.Name ?? metadata.LeaderIndex);
        follower.Leader = leader is not null && leader.Uuid == metadata.LeaderUuid ? leader : holder is null ? follower.Leader : null;
        if (follower.LeaderState is LeaderSide.Deleted or LeaderSide.Remade or LeaderSide.Closed) follower.Leader = null;
        follower.Own = book.Open(follower.Name);
        if (follower.Own is not null) follower.Own.IsWatched = true;
        if (follower.Leader is not null) follower.Leader.IsWatched = follower.Leader.IsLed = true;
        follower.Facts = book.Indices?.Named(follower.Name);
        var source = new Source(metadata.Remote, metadata.LeaderIndex, follower.LeaderBook?.Name, metadata.LeaderUuid);
        if (source != follower.Source) follower.Source = source;
        follower.Pair = pairs.Find(book.Name, follower.Name, follower.LeaderBook?.Name, metadata.LeaderIndex)?.Id;
        follower.Series ??= Series.Of(follower.Name);
        follower.Rule = knowledge.PatternsOf(book.Name)
            .FirstOrDefault(pattern => pattern.Remote == metadata.Remote && Unfollowed.Matches(pattern, metadata.LeaderIndex))?.Name;
    }

    /// <summary>The cluster that has the very index, whatever anyone calls it.</summary>
    private (ClusterBook? Book, IndexFacts? Facts) Holder(FollowMetadata metadata)
    {
        if (metadata.LeaderUuid.Length == 0) return (null, null);
        foreach (var candidate in books)
        {
            if (candidate.Indices?.Identified(metadata.LeaderUuid) is { } facts) return (candidate, facts);
        }
        return (null, null);
    }

    private void Remember(ClusterBook book, FollowerEntry follower)
    {
        if (follower.Metadata.LeaderUuid.Length == 0 || !book.Answers) return;
        memory.Note(new FollowMapping(
            book.Name, follower.Name, follower.Facts?.Uuid, follower.Metadata.Remote, follower.Metadata.LeaderIndex, follower.Metadata.LeaderUuid,
            follower.LeaderBook?.Name, follower.Parameters));
    }

    /// <summary>Ordinary indices that were followers: those we remember, and those that share their past with one on the other side of the pair.</summary>
    private List<FormerFollower> Former(ClusterBook book)
    {
        var former = new List<FormerFollower>();
        if (book.Indices is not { } list) return former;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mapping in memory.Known.Where(mapping => mapping.Cluster == book.Name && book.Follower(mapping.Follower) is null).ToList())
        {
            if (list.Named(mapping.Follower) is { } facts && (mapping.FollowerUuid is null || mapping.FollowerUuid == facts.Uuid))
            {
                seen.Add(facts.Name);
                former.Add(Make(book, mapping, facts));
            }
            else if (book.Answers)
            {
                memory.Forget(mapping);
            }
        }
        foreach (var pair in pairs.Pairs.Where(pair => pair.Away == book.Name))
        {
            if (Book(pair.Home) is not { Indices: { } other } home) continue;
            former.AddRange(
                from facts in list.All
                where !facts.Name.StartsWith('.') && facts.CreatedMillis is not null && !seen.Contains(facts.Name) && book.Follower(facts.Name) is null
                let twin = other.Named(facts.Name)
                where twin is not null && twin.CreatedMillis == facts.CreatedMillis && twin.Uuid != facts.Uuid && home.Follower(twin.Name) is null && pair.Scope.Contains(twin.Name)
                select Make(book, new FollowMapping(book.Name, facts.Name, facts.Uuid, pair.Home, twin.Name, twin.Uuid, home.Name, null), facts));
        }
        return former;
    }

    private FormerFollower Make(ClusterBook book, FollowMapping mapping, IndexFacts facts)
    {
        // It may have been noted before anybody knew which cluster has its leader.
        var leader = Book(mapping.LeaderCluster) ?? books.FirstOrDefault(candidate => candidate.Indices?.Identified(mapping.LeaderUuid) is not null);
        return new FormerFollower(mapping, book, facts, leader, pairs.Find(book.Name, facts.Name, leader?.Name, mapping.Leader)?.Id);
    }

    /// <summary>What the side that leads has, and this one, the other side of the pair, has no copy of.</summary>
    private IEnumerable<Item> Missing(ClusterBook book, Dictionary<string, List<FormerFollower>> former)
    {
        foreach (var pair in pairs.Pairs)
        {
            var side = assembly.LeadingSide(pair);
            var (leads, follows) = side == Side.Home ? (pair.Home, pair.Away) : (pair.Away, pair.Home);
            if (follows != book.Name || Book(leads) is not { Indices: { } leading } leader || book.Indices is null) continue;
            var taken = book.Followers.Select(follower => follower.Metadata.LeaderUuid)
                .Concat(former[book.Name].Select(found => found.LeaderUuid))
                .Concat(former[leads].Select(found => found.Uuid))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var item in Unfollowed.Of(pair, leads, follows, leading, taken, name => leader.Follower(name) is not null, knowledge.PatternsOf(book.Name)))
            {
                // A name that is in use here is something else, not a copy that is missing.
                if (book.Follower(item.Name) is null && book.Indices.Named(item.Name) is null) yield return item;
            }
        }
    }

    private ClusterBook? Book(string? name) => name is null ? null : books.FirstOrDefault(book => book.Name == name);

    /// <summary>What is still the same stays the same object, with all that was shown of it.</summary>
    private static IReadOnlyList<OtherItem> Keep(IReadOnlyList<OtherItem> before, IReadOnlyList<OtherItem> now)
    {
        if (before.Count == 0) return now;
        var known = before.ToDictionary(other => other.Name, StringComparer.Ordinal);
        return [.. now.Select(other => known.TryGetValue(other.Name, out var old) && old.IsSameAs(other) ? old : other)];
    }
}

/// <summary>An item that is no follower now: one that was, or one that should be.</summary>
internal sealed record OtherItem(string Name, FormerFollower? Former, Item? Missing)
{
    public Item Show() => Missing ?? Former!.Show();

    public bool IsSameAs(OtherItem other) => (Former, other.Former) switch
    {
        (not null, not null) => Former.IsSameAs(other.Former),
        (null, null) => Missing!.Verdict == other.Missing!.Verdict && Missing.Source == other.Missing.Source && Missing.Bytes == other.Missing.Bytes,
        _ => false,
    };
}
