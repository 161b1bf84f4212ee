using System.Globalization;

namespace Switchback.Elasticsearch.Ledger;

/// <summary>Where one shard of a copy stood when it was promoted: the line between what it has of its leader and what it took on its own.</summary>
/// <param name="Checkpoint">Everything up to here had arrived.</param>
/// <param name="MaxSeqNo">Nothing beyond this had; some between the two may have.</param>
/// <param name="Term">Its primary term then. What it takes after the promotion has a larger one, also under numbers that its leader used too.</param>
public readonly record struct ShardLine(int Shard, long Checkpoint, long MaxSeqNo, long Term)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Shard}:{Checkpoint}:{MaxSeqNo}:{Term}");
}

/// <summary>The lines of all shards of an index, as they stand in the record.</summary>
public static class Line
{
    public static string Say(IEnumerable<ShardLine> shards) => string.Join(',', shards.OrderBy(shard => shard.Shard));

    /// <summary>Null for what is no line.</summary>
    public static IReadOnlyList<ShardLine>? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var lines = new List<ShardLine>();
        foreach (var part in text.Split(','))
        {
            var fields = part.Split(':');
            if (fields.Length != 4 || !int.TryParse(fields[0], CultureInfo.InvariantCulture, out var shard) || !long.TryParse(fields[1], CultureInfo.InvariantCulture, out var checkpoint)
                || !long.TryParse(fields[2], CultureInfo.InvariantCulture, out var max) || !long.TryParse(fields[3], CultureInfo.InvariantCulture, out var term)) return null;
            lines.Add(new ShardLine(shard, checkpoint, max, term));
        }

        return lines;
    }
}
