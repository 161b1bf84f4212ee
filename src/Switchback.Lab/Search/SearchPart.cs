using Switchback.Lab.Http;
using Switchback.Lab.Indices;
using Switchback.Lab.Search.Aggregations;

namespace Switchback.Lab.Search;

/// <summary>What the shards of one cluster found.</summary>
public sealed class SearchPart
{
    public int Shards { get; set; }

    public int Successful { get; set; }

    public long Total { get; set; }

    public double MaxScore { get; set; } = double.NegativeInfinity;

    /// <summary>A shard stopped before it had read all that matched.</summary>
    public bool TerminatedEarly { get; set; }

    /// <summary>Each shard's best, not yet in one order.</summary>
    public List<Hit> Hits { get; } = [];

    /// <summary>Every document that matched, where something is aggregated.</summary>
    public List<AggregatedDocument> Matched { get; } = [];

    public List<(Shard Shard, ElasticException Failure)> Failures { get; } = [];

    public void Add(SearchPart other)
    {
        Shards += other.Shards;
        Successful += other.Successful;
        Total += other.Total;
        TerminatedEarly |= other.TerminatedEarly;
        MaxScore = Math.Max(MaxScore, other.MaxScore);
        Hits.AddRange(other.Hits);
        Matched.AddRange(other.Matched);
        Failures.AddRange(other.Failures);
    }
}
