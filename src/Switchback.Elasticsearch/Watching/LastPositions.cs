namespace Switchback.Elasticsearch.Watching;

/// <summary>Where both sides stood when they last answered, for a start while one of them is down.</summary>
/// <param name="ClustersAsOf">When each cluster last answered.</param>
/// <param name="Leaders">By leader uuid: its cluster, its name, and the newest operation of each shard, by shard id.</param>
public sealed record LastPositions(IReadOnlyDictionary<string, DateTimeOffset> ClustersAsOf, IReadOnlyDictionary<string, LeaderPositions> Leaders)
{
    public static LastPositions None { get; } = new(new Dictionary<string, DateTimeOffset>(), new Dictionary<string, LeaderPositions>());
}

/// <param name="Marks">Shard id, newest operation, and the last below which nothing is missing.</param>
public sealed record LeaderPositions(string Cluster, string Index, IReadOnlyList<long[]> Marks);
