namespace Switchback.Elasticsearch.Scripts;

/// <summary>
/// Where copies stood while they still followed. A promoted copy goes on by itself, and its position then says nothing any more of what
/// it had from its leader: without this, writes that only the old leader has would look as if they had arrived. Immutable.
/// </summary>
/// <param name="Lines">By copy and leader: shard and newest operation.</param>
public sealed record LineMemory(IReadOnlyDictionary<string, IReadOnlyList<long[]>> Lines)
{
    public static LineMemory Empty { get; } = new(new Dictionary<string, IReadOnlyList<long[]>>());

    /// <summary>
    /// The memory with one more look. A position counts once a later answer shows that the copy still followed: that it is no follower any
    /// more is seen later than that it has moved by itself.
    /// </summary>
    public LineMemory With(IEnumerable<CopyFacts> before, IEnumerable<CopyFacts> now)
    {
        var lines = new Dictionary<string, IReadOnlyList<long[]>>(Lines, StringComparer.Ordinal);
        var following = now.Where(IsFollowing).ToDictionary(KeyOf, StringComparer.Ordinal);
        foreach (var copy in before.Where(copy => IsFollowing(copy) && copy.Lines.Any(line => line.Copy is not null)))
        {
            if (following.TryGetValue(KeyOf(copy), out var still) && still.HeardAt > copy.HeardAt)
                lines[KeyOf(copy)] = [.. copy.Lines.Where(line => line.Copy is not null).Select(line => new[] { line.Shard, line.Copy!.Value })];
        }

        return new LineMemory(lines);
    }

    /// <summary>The copies with the positions they had while they followed; those of which that is not known have none.</summary>
    public IReadOnlyList<CopyFacts> Recall(IEnumerable<CopyFacts> copies) => [.. copies.Select(Recall)];

    private CopyFacts Recall(CopyFacts copy)
    {
        var known = Lines.GetValueOrDefault(KeyOf(copy))?.Where(line => line.Length == 2).ToDictionary(line => (int)line[0], line => line[1]) ?? [];
        var shards = copy.Lines.Select(line => line.Shard).Union(known.Keys).Order();
        return copy with
        {
            Lines = [.. shards.Select(shard => new ShardLine(shard, known.TryGetValue(shard, out var at) ? at : null, copy.Lines.FirstOrDefault(line => line.Shard == shard)?.Leader))],
        };
    }

    private static bool IsFollowing(CopyFacts copy) => copy is { IsFollower: true, IsPaused: false, IsClosed: false };

    private static string KeyOf(CopyFacts copy) => $"{copy.Cluster}/{copy.Name}/{copy.Uuid}/{copy.LeaderUuid}";
}
