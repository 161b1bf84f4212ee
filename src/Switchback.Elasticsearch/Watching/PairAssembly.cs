using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Watching;

/// <summary>Adds up each pair while the items of a snapshot go by, and remembers the pairs' past.</summary>
internal sealed class PairAssembly(IReadOnlyList<PairOptions> pairs, IFleetKnowledge knowledge)
{
    private readonly Dictionary<string, PairTally> _tallies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PairHistory> _histories = pairs.ToDictionary(pair => pair.Id, _ => new PairHistory());
    private readonly Dictionary<string, Side?> _observed = new(StringComparer.Ordinal);
    private PairTally? _latest;

    /// <summary>The side that leads, as far as is known by now.</summary>
    public Side LeadingSide(PairOptions pair) => knowledge.ActiveOf(pair.Id)?.Active ?? _observed.GetValueOrDefault(pair.Id) ?? Side.Home;

    public void Begin()
    {
        _latest = null;
        _tallies.Clear();
        foreach (var pair in pairs) _tallies.Add(pair.Id, new PairTally(pair));
    }

    public void Add(Item item)
    {
        if (item.Pair is { } pair) TallyOf(pair).Add(item);
    }

    public void AddInStep(string? pair, string member)
    {
        if (pair is not null) TallyOf(pair).AddInStep(member);
    }

    public IReadOnlyList<PairView> End(IReadOnlyList<Member> members, DateTimeOffset now) => [.. pairs.Select(pair => View(pair, members, now))];

    /// <summary>Neighbours are mostly of the same pair.</summary>
    private PairTally TallyOf(string pair) => _latest is not null && ReferenceEquals(_latest.Pair.Id, pair) ? _latest : _latest = _tallies[pair];

    private PairView View(PairOptions pair, IReadOnlyList<Member> members, DateTimeOffset now)
    {
        var tally = _tallies[pair.Id];
        var (home, away) = (members.FirstOrDefault(member => member.Name == pair.Home), members.FirstOrDefault(member => member.Name == pair.Away));
        var (atHome, atAway) = (PairRules.Observe(tally, Side.Home, home), PairRules.Observe(tally, Side.Away, away));
        var observed = (atHome.Observed, atAway.Observed) switch
        {
            (Role.Active, not Role.Active) => Side.Home,
            (not Role.Active, Role.Active) => Side.Away,
            _ => (Side?)null,
        };
        _observed[pair.Id] = observed ?? _observed.GetValueOrDefault(pair.Id);
        var recorded = knowledge.ActiveOf(pair.Id);
        var state = PairRules.Judge(tally, recorded?.Active ?? observed, observed, recorded, home, away);
        var exposure = PairRules.Expose(tally, Older(home?.AsOf, away?.AsOf));
        var history = _histories[pair.Id];
        if (home?.AsOf is not null || away?.AsOf is not null)
            history.Note(new PairMoment(now, exposure.AtLeast ? null : exposure.Operations, exposure.AtLeast ? null : exposure.Behind?.TotalSeconds));
        return new PairView(
            pair, atHome, atAway, recorded, state, PairRules.Protects(tally, state), exposure, tally.Counts(), tally.KeptUntil, history, knowledge.ReadinessOf(pair.Id));
    }

    private static DateTimeOffset? Older(DateTimeOffset? a, DateTimeOffset? b) => a is null || b is null ? a ?? b : a < b ? a : b;
}
