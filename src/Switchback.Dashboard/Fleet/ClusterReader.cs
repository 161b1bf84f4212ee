using Switchback.Elasticsearch;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Dashboard.Fleet;

/// <summary>What one poll of a cluster brought.</summary>
/// <param name="Infos">Which followers there are; null when this poll did not ask.</param>
/// <param name="Metadata">Which index each was made from, and whether it is open; null when this poll did not ask, empty when it was not told.</param>
/// <param name="Positions">Null when they could not be read.</param>
internal sealed record ClusterReading(
    string? ServerVersion,
    IReadOnlyDictionary<string, TaskFacts> Tasks,
    IReadOnlyDictionary<string, CopyPositions>? Positions,
    IReadOnlyList<FollowerInfo>? Infos,
    IReadOnlyDictionary<string, FollowMetadata>? Metadata);

/// <summary>Asks one cluster, and copies what it says into facts that do not change any more.</summary>
internal sealed class ClusterReader(ElasticsearchCluster cluster)
{
    private static readonly Dictionary<string, FollowMetadata> NoMetadata = [];

    private readonly FollowStatsReader _statsReader = new();
    private readonly FollowStats _stats = new();
    private readonly PositionsReader _positionsReader = new();
    private readonly Positions _positions = new();

    public string Name => cluster.Name;

    public async Task<Answer<ClusterReading>> ReadAsync(bool withInfos, CancellationToken cancellationToken)
    {
        var stats = await cluster.Following.StatsAsync(_statsReader, _stats, cancellationToken);
        if (!stats.TryGet(out var tasks, out var fault))
        {
            return fault;
        }

        var positions = await cluster.Indices.PositionsAsync(_positionsReader, _positions, cancellationToken);
        // After what is asked for often: a change in between then shows in the next poll.
        IReadOnlyList<FollowerInfo>? infos = null;
        if (withInfos && !(await cluster.Following.InfoAsync(cancellationToken)).TryGet(out infos, out fault))
        {
            return fault;
        }

        var metadata = infos is null ? null : await MetadataAsync(infos, cancellationToken);
        return new Answer<ClusterReading>.Success(new ClusterReading(
            cluster.Channel.Identity?.VersionText,
            Copy(tasks),
            positions.TryGet(out var marks, out _) ? Copy(marks) : null,
            infos,
            metadata));
    }

    private async Task<IReadOnlyDictionary<string, FollowMetadata>> MetadataAsync(IReadOnlyList<FollowerInfo> infos, CancellationToken cancellationToken)
    {
        // By a wildcard, because some thousand names would not fit into an address.
        var answer = infos.Count == 0 ? null : await cluster.Self.FollowMetadataAsync(["*"], cancellationToken);
        return answer is not null && answer.TryGet(out var metadata, out _) ? metadata : NoMetadata;
    }

    private static Dictionary<string, TaskFacts> Copy(FollowStats stats)
    {
        var facts = new Dictionary<string, TaskFacts>(stats.FollowerCount, StringComparer.Ordinal);
        foreach (ref readonly var follower in stats.Followers)
        {
            facts[follower.Index] = Worst(stats.ShardsOf(follower));
        }

        return facts;
    }

    private static TaskFacts Worst(ReadOnlySpan<FollowerShard> shards)
    {
        ReadTrouble? fatal = null;
        ReadTrouble? retried = null;
        long waited = -1;
        foreach (ref readonly var shard in shards)
        {
            if (shard.IsFatal && fatal is null)
            {
                fatal = new ReadTrouble(shard.FatalType!, shard.FatalReason, shard.ReadErrorRetries);
            }

            if (shard.ReadErrorCount > 0 && (retried is null || shard.ReadErrorRetries > retried.Retries))
            {
                retried = new ReadTrouble(shard.ReadErrorType ?? "", shard.ReadErrorReason, shard.ReadErrorRetries);
            }

            waited = Math.Max(waited, shard.MillisSinceLastRead);
        }

        return new TaskFacts(shards.Length, fatal, retried, waited < 0 ? null : TimeSpan.FromMilliseconds(waited));
    }

    private static Dictionary<string, CopyPositions> Copy(Positions positions)
    {
        var copies = new Dictionary<string, CopyPositions>(positions.IndexCount, StringComparer.Ordinal);
        foreach (ref readonly var index in positions.Indices)
        {
            var marks = new Dictionary<int, ShardMarks>(index.ShardCount);
            foreach (ref readonly var shard in positions.ShardsOf(index))
            {
                marks[shard.ShardId] = new ShardMarks(shard.MaxSeqNo, shard.GlobalCheckpoint);
            }

            copies[index.Name] = new CopyPositions(index.Uuid, marks);
        }

        return copies;
    }
}
