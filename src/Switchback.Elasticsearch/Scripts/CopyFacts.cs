namespace Switchback.Elasticsearch.Scripts;

/// <param name="Copy">The newest operation of the copy when it was last heard from; null when that is not known.</param>
/// <param name="Leader">The newest operation of the index that it was made from.</param>
public sealed record ShardLine(int Shard, long? Copy, long? Leader);

/// <summary>One index that is, or was, a follower: what a script has to know to deal with the very same one.</summary>
/// <param name="Uuid">Null when it is not known: then no script touches it.</param>
/// <param name="IsFollower">False for one that was promoted.</param>
/// <param name="HeardAt">When its cluster said all this.</param>
/// <param name="Parameters">By wire name; null when they are not known.</param>
public sealed record CopyFacts(
    string Cluster,
    string Name,
    string? Uuid,
    string Alias,
    string Leader,
    string? LeaderUuid,
    string? LeaderCluster,
    bool IsFollower,
    bool IsPaused,
    bool IsClosed,
    DateTimeOffset? HeardAt,
    IReadOnlyDictionary<string, string>? Parameters,
    IReadOnlyList<ShardLine> Lines);
