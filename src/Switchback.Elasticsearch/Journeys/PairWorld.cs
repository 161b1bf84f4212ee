using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>One side of a pair with what is known of its cluster now. What a side that does not answer has is not known.</summary>
internal sealed record SideWorld(Side Side, string Member, bool Answers, IReadOnlyList<IndexFacts>? Indices, IReadOnlyList<AutoFollowPattern> Patterns, IReadOnlyList<RemoteInfo> Remotes, IReadOnlyList<DataStream> Streams)
{
    private Dictionary<string, IndexFacts>? _byName;

    /// <summary>Null when it does not answer.</summary>
    public IReadOnlyList<AliasFacts>? Aliases { get; init; }

    /// <summary>What follows there at this moment, asked for the plan: what is known from the last poll may be older than what somebody did.</summary>
    public IReadOnlyDictionary<string, FollowerInfo> Followers { get; init; } = new Dictionary<string, FollowerInfo>();

    public IndexFacts? Index(string name) => (_byName ??= (Indices ?? []).ToDictionary(index => index.Name, StringComparer.Ordinal)).GetValueOrDefault(name);

    public DataStream? StreamOf(string index) => Streams.FirstOrDefault(stream => stream.BackingIndices.Contains(index, StringComparer.Ordinal));
}

/// <summary>A pair at the moment it is planned for: both sides, and which index is which on the other.</summary>
internal sealed class PairWorld
{
    private PairWorld(World world, PairView view, SideWorld home, SideWorld away)
    {
        (World, View, Home, Away) = (world, view, home, away);
        Copies = [.. world.Snapshot.Items.Where(item => item.Pair == view.Options.Id)];
    }

    public World World { get; }

    public PairView View { get; }

    public PairOptions Options => View.Options;

    public SideWorld Home { get; }

    public SideWorld Away { get; }

    public SideWorld this[Side side] => side == Side.Home ? Home : Away;

    public SideWorld OtherThan(Side side) => side == Side.Home ? Away : Home;

    /// <summary>Followers and former followers of the pair on both sides, and what nobody follows.</summary>
    public IReadOnlyList<Item> Copies { get; }

    public IEnumerable<Item> CopiesOn(SideWorld side) => Copies.Where(item => item.Member == side.Member);

    public static async Task<PairWorld> ReadAsync(World world, PairView view, CancellationToken cancel)
    {
        var home = ReadAsync(world, Side.Home, view.Options.Home, cancel);
        var away = ReadAsync(world, Side.Away, view.Options.Away, cancel);
        return new PairWorld(world, view, await home, await away);
    }

    private static async Task<SideWorld> ReadAsync(World world, Side side, string member, CancellationToken cancel)
    {
        var facts = world.Sources.FactsOf(member);
        if (!world.Answers(member)) return new SideWorld(side, member, false, null, facts?.Patterns.Value ?? [], facts?.Remotes.Value ?? [], facts?.Streams.Value ?? []);
        var (aliases, followers) = (world.Sources.AliasesAsync(member, cancel), world.Sources.FollowersAsync(member, null, cancel));
        var (indices, patterns, remotes, streams) = (world.Sources.IndicesAsync(member, cancel), world.Sources.PatternsAsync(member, cancel), world.Sources.RemotesAsync(member, cancel), world.Sources.StreamsAsync(member, cancel));
        await Task.WhenAll(indices, patterns, remotes, streams, aliases, followers);
        return new SideWorld(side, member, true, Value(await indices), Value(await patterns) ?? [], Value(await remotes) ?? [], Value(await streams) ?? [])
        {
            Aliases = Value(await aliases),
            Followers = (Value(await followers) ?? []).ToDictionary(follower => follower.Index, StringComparer.Ordinal),
        };
    }

    private static T? Value<T>(Answer<T> answer)
        where T : class => answer.TryGet(out var value, out _) ? value : null;

    /// <summary>The alias under which one side knows the other: the one its copies use, or the one it leads there under; null when there is none.</summary>
    public string? AliasOf(SideWorld from, SideWorld to) =>
        Copies.Where(item => item.Member == from.Member && item.Source.Member == to.Member && item.Verdict.Kind != VerdictKind.NotFollowed).Select(item => item.Source.Link).GroupBy(link => link, StringComparer.Ordinal).OrderByDescending(link => link.Count()).FirstOrDefault()?.Key
        ?? World.Snapshot.Items.Where(item => item.Member == from.Member && item.Source.Member == to.Member && item.Verdict.Kind != VerdictKind.NotFollowed).Select(item => item.Source.Link).FirstOrDefault()
        ?? from.Remotes.FirstOrDefault(remote => string.Equals(remote.Alias, to.Member, StringComparison.OrdinalIgnoreCase))?.Alias;

    /// <summary>The rules on one side that make followers of the other's indices.</summary>
    public IReadOnlyList<AutoFollowPattern> PatternsOf(SideWorld on, SideWorld of) =>
        AliasOf(on, of) is not { } alias ? [] : [.. on.Patterns.Where(pattern => pattern.Remote == alias).OrderBy(pattern => pattern.Name, StringComparer.Ordinal)];

    /// <summary>Aliases that an index of a side is the write index of, by index; null when they cannot be read.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? WriteAliasesOf(SideWorld side) => side.Aliases?.Where(alias => alias.IsWriteIndex == true)
        .GroupBy(alias => alias.Index, StringComparer.Ordinal).ToDictionary(index => index.Key, index => (IReadOnlyList<string>)[.. index.Select(alias => alias.Alias).Order(StringComparer.Ordinal)], StringComparer.Ordinal);

    /// <summary>Whether an index of the side that leads belongs to the pair, by the name it has there.</summary>
    public bool Owns(Side side, string name) => !IsOfTheSystem(name) && !IsDrill(name) && (side == Side.Home
        ? Options.Scope.Contains(name)
        : Copies.Any(item => item.Member == Away.Member && item.Name == name) || (Options.Scope.Contains(name) && World.Find(new Core.Plans.ItemName(Away.Member, name)) is null));

    private static bool IsDrill(string name) => name.StartsWith(Operations.Steps.TidyStep.Prefix, StringComparison.Ordinal);

    private static bool IsOfTheSystem(string name) => name.StartsWith('.') && !name.StartsWith(".ds-", StringComparison.Ordinal);
}
