using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>All that is looked at to say whether a pair can go one way now.</summary>
public sealed record ReadinessInput
{
    public required PairOptions Pair { get; init; }

    public required ClusterFacts Home { get; init; }

    public required ClusterFacts Away { get; init; }

    /// <summary>By our clock, as the facts' ages are.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The sides as polled; null before the first snapshot.</summary>
    public Member? HomeMember { get; init; }

    public Member? AwayMember { get; init; }

    /// <summary>The side that leads now, as far as is known.</summary>
    public Side Active { get; init; } = Side.Home;

    /// <summary>The pair's items as the snapshot has them; null before the first one.</summary>
    public IReadOnlyList<Item>? Items { get; init; }

    /// <summary>The pace the facts are read at: it says from when on one is too old.</summary>
    public FactPace Pace { get; init; } = new();

    /// <summary>The names that the pair's items have on one side: a copy may be called otherwise than what it was made from.</summary>
    public IReadOnlySet<string> NamesOn(Side side)
    {
        var cluster = side == Side.Home ? Pair.Home : Pair.Away;
        return (Items ?? [])
            .Select(item => item.Member == cluster ? item.Name : item.Source.Member == cluster ? item.Source.Name : null)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
    }
}
