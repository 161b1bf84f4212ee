using System.Globalization;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Ledger;

/// <summary>Where every shard of one index stands, by its own cluster's word, kept past the buffer it was read into.</summary>
public sealed record Standing(string Name, string? Uuid, IReadOnlyList<ShardPosition> Shards)
{
    /// <summary>The newest operation of each shard, as it stands in the record: <c>0:41,1:7</c>.</summary>
    public string Max => string.Join(',', Shards.OrderBy(shard => shard.ShardId).Select(shard => string.Create(CultureInfo.InvariantCulture, $"{shard.ShardId}:{shard.MaxSeqNo}")));

    /// <summary>Nothing is under way in any shard: what it has applied, acknowledged and numbered is the same.</summary>
    public bool IsSettled => Shards.All(shard => shard.LocalCheckpoint == shard.MaxSeqNo && shard.GlobalCheckpoint == shard.MaxSeqNo);

    /// <summary>Counted from one, so that an empty shard counts nothing.</summary>
    public long Operations => Shards.Sum(shard => shard.MaxSeqNo + 1);

    /// <summary>How much another copy of it lacks of what it has, shard by shard: never a sum that hides one behind another. Null when a shard cannot be seen.</summary>
    public long? Missing(Standing? copy)
    {
        if (copy is null || copy.Shards.Count != Shards.Count) return null;
        var missing = 0L;
        foreach (var shard in Shards)
        {
            var other = copy.Shards.Where(candidate => candidate.ShardId == shard.ShardId).Select(candidate => (ShardPosition?)candidate).FirstOrDefault();
            if (other is not { } there) return null;
            missing += Math.Max(0, shard.MaxSeqNo - Math.Min(there.GlobalCheckpoint, there.MaxSeqNo));
        }

        return missing;
    }

    public static IReadOnlyDictionary<string, Standing> Of(Positions positions)
    {
        var found = new Dictionary<string, Standing>(positions.IndexCount, StringComparer.Ordinal);
        foreach (ref readonly var index in positions.Indices) found[index.Name] = new Standing(index.Name, index.Uuid, positions.ShardsOf(index).ToArray());
        return found;
    }
}
