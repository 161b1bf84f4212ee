using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>One of the leader's indices, as somebody who chooses sees it.</summary>
/// <param name="Bytes">Of the primary shards; null when not known.</param>
/// <param name="Note">What they should know before they choose it; null when nothing.</param>
/// <param name="WhyNot">Why it cannot be chosen; null when it can.</param>
/// <param name="IsSpecial">The cluster keeps it for itself: chosen only by name, never together with all others.</param>
public sealed record LeaderOffer(string Name, long? Bytes, string? Note, string? WhyNot, bool IsSpecial);

/// <param name="Name">What the follower is to be called; null where the template gives no name.</param>
/// <param name="Stream">The data stream it comes into, where that gets another name.</param>
/// <param name="Obstacle">Why it cannot be made under this name.</param>
public sealed record NamePreview(string Leader, string? Name, string? Stream, Refusal? Obstacle);

/// <summary>
/// What a cluster can follow through one of its remotes, read once. Names are tried on it as often as somebody types; the plan looks
/// afresh and may find another world.
/// </summary>
public sealed class LeaderOffers
{
    private readonly FollowNames _names;
    private readonly string? _version;

    internal LeaderOffers(World world, string member, LeaderSide leaders, FollowNames names)
    {
        (_names, _version) = (names, world.Member(member)?.Version);
        (Member, Alias, Called, IsComplete, ReadAt) = (member, leaders.Alias, leaders.Called, leaders.IsComplete, world.Now);
        var copies = CopiesOf(world, member, leaders);
        var followers = world.Snapshot.Items.Where(item => item.Member == leaders.Cluster && item.Verdict.Kind is not (VerdictKind.NotFollowed or VerdictKind.Promoted or VerdictKind.LeftClosed))
            .ToDictionary(item => item.Name, StringComparer.Ordinal);
        All = [.. leaders.Indices.Values.OrderBy(index => index.Name, StringComparer.Ordinal).Select(index => Offer(index, copies.GetValueOrDefault(index.Name), followers.GetValueOrDefault(index.Name)))];
    }

    public string Member { get; }

    public string Alias { get; }

    /// <summary>What people call the leader's cluster.</summary>
    public string Called { get; }

    /// <summary>False: there may be indices that are not listed.</summary>
    public bool IsComplete { get; }

    public DateTimeOffset ReadAt { get; }

    /// <summary>By name, in order.</summary>
    public IReadOnlyList<LeaderOffer> All { get; }

    public IReadOnlyList<NamePreview> Preview(string template, IEnumerable<string> leaders) =>
        [.. _names.Name(template, leaders.Order(StringComparer.Ordinal)).Select(named => new NamePreview(named.Leader, named.Name, named.Stream == named.Index?.Stream ? null : named.Stream, named.Obstacle))];

    /// <summary>All that is wrong with the settings that a follower is to have of its own.</summary>
    public IReadOnlyList<(string Why, string Lift)> SettingsComplaints(string text) => string.IsNullOrWhiteSpace(text) ? [] : FollowSettings.Check(text, Member, _version).Complaints;

    private LeaderOffer Offer(LeaderIndex index, Item? copy, Item? asFollower)
    {
        var isSpecial = index.Name.StartsWith('.') && index.Stream is null && !index.Name.StartsWith(".ds-", StringComparison.Ordinal);
        var whyNot = copy is { Verdict.Kind: not (VerdictKind.Promoted or VerdictKind.LeftClosed) } ? $"Followed already, as {copy.Name}."
            : !index.IsOpen ? "Closed: nothing can be copied from it." : null;
        var note = copy is not null ? $"{copy.Name} was made from it and follows nothing any more."
            : index.Stream is { } stream ? $"Backs the data stream {stream}: its copy comes into a stream of {Member}, which takes no writes until it is promoted."
            : index.Name.StartsWith(".ds-", StringComparison.Ordinal) ? "Named like an index of a data stream."
            : isSpecial ? "The cluster keeps it for itself: patterns pass such indices over, and a copy of it does not carry what it is for."
            : asFollower is not null ? $"Is itself a follower, of {asFollower.Source.Name} on {asFollower.Source.Member ?? $"the remote {asFollower.Source.Link}"}."
            : null;
        return new LeaderOffer(index.Name, index.Bytes, whyNot is null ? note : null, whyNot, isSpecial);
    }

    /// <summary>The followers on this cluster by their leaders' names: by the leader's identity where that can be seen.</summary>
    private static Dictionary<string, Item> CopiesOf(World world, string member, LeaderSide leaders)
    {
        var byUuid = leaders.Indices.Values.Where(index => index.Uuid is not null).ToDictionary(index => index.Uuid!, index => index.Name, StringComparer.Ordinal);
        var copies = new Dictionary<string, Item>(StringComparer.Ordinal);
        foreach (var item in world.Snapshot.Items)
        {
            if (item.Member != member || item.Verdict.Kind == VerdictKind.NotFollowed) continue;
            var name = item.Source.Identity is { } uuid && byUuid.Count > 0 ? byUuid.GetValueOrDefault(uuid) : item.Source.Link == leaders.Alias ? item.Source.Name : null;
            // One that follows counts before one that does no more.
            if (name is not null && (!copies.TryGetValue(name, out var other) || other.Verdict.Kind is VerdictKind.Promoted or VerdictKind.LeftClosed)) copies[name] = item;
        }
        return copies;
    }
}
