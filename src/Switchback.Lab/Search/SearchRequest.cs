using Switchback.Lab.Documents;
using Switchback.Lab.Search.Aggregations;
using Switchback.Lab.Search.Queries;

namespace Switchback.Lab.Search;

/// <summary>A search as it was asked for, body and query parameters together.</summary>
public sealed record SearchRequest
{
    public const long Uncounted = -1;
    public const long CountedByDefault = 10_000;

    public Bind? Query { get; init; }

    public Bind? PostFilter { get; init; }

    public int From { get; init; }

    public int Size { get; init; } = 10;

    public IReadOnlyList<SortKey> Sort { get; init; } = [];

    public IReadOnlyList<Located>? After { get; init; }

    public SourceFilter? Source { get; init; }

    /// <summary>Asked for in place of the source; none is stored, so none is shown.</summary>
    public IReadOnlyList<string>? StoredFields { get; init; }

    public bool ShowsSeqNo { get; init; }

    public bool ShowsVersion { get; init; }

    public bool TracksScores { get; init; }

    /// <summary>Up to how many hits the total is exact.</summary>
    public long CountsUpTo { get; init; } = CountedByDefault;

    /// <summary>How many documents a shard reads before it stops; 0 for all.</summary>
    public int TerminateAfter { get; init; }

    public double? MinScore { get; init; }

    public IReadOnlyList<Aggregation> Aggregations { get; init; } = [];

    public IReadOnlyList<ShownField> Fields { get; init; } = [];

    public string? PointInTime { get; init; }

    public TimeSpan? PointInTimeKept { get; init; }

    /// <summary>True when hits carry scores: they are ordered by them, or somebody asked.</summary>
    public bool NeedsScores => Sort.Count == 0 || TracksScores || MinScore is not null || Sort.Any(key => key.IsScore);

    /// <summary>How many hits one shard has to bring for this page.</summary>
    public int Window => From + Size;
}

/// <summary>A field that hits show besides their source; from doc values, or as the source has it.</summary>
public sealed record ShownField(string Pattern, string? Format);
