using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>
/// Room on the side that gains writes. Failing over it already has the copies and only needs to stay below the watermark; failing
/// back it takes a whole copy of every item.
/// </summary>
internal static class DiskCheck
{
    /// <summary>Elasticsearch's own low watermark: above it, a node is given no more shards.</summary>
    public const double Watermark = 0.85;

    public static Check Of(Party from, Party to, Direction direction)
    {
        const string id = "disk";
        var title = $"Disk room on {to.Cluster}";
        var disks = to.Hear(to.Facts.Disks, FactGroup.Nodes);
        if (direction == Direction.FailOver) return disks.Judge(id, title, nodes => Standing(to, nodes));
        return disks.And(from.Hear(from.Facts.Indices, FactGroup.Indices)).And(to.Hear(to.Facts.Indices, FactGroup.Indices))
            .Judge(id, title, all => Copy(from, to, all.First.First, from.Items(all.First.Second), to.Items(all.Second)));
    }

    private static Finding Standing(Party to, IReadOnlyList<DiskFacts> nodes)
    {
        var limit = $"below {Say.Percent(Watermark)}";
        var data = Data(nodes);
        if (data.Count == 0) return NoDisks(to);
        var fullest = data.MaxBy(Used)!;
        var value = $"{Say.Percent(Used(fullest))} of {fullest.NodeName}";
        return Used(fullest) < Watermark
            ? Finding.Pass(value, limit, $"The fullest data node, {fullest.NodeName}, has {Say.Bytes(fullest.AvailableBytes)} left.")
            : Finding.Warn(value, limit, $"{fullest.NodeName} is above the watermark: it is given no more shards, and at 95 % its indices stop taking writes.",
                "Make room, or add a data node.", to.ByHand(SelfRequests.Disks));
    }

    private static Finding Copy(Party from, Party to, IReadOnlyList<DiskFacts> nodes, IReadOnlyList<IndexFacts> wanted, IReadOnlyList<IndexFacts> old)
    {
        var data = Data(nodes);
        if (data.Count == 0) return NoDisks(to);
        var unknown = wanted.Count(item => item.PrimaryBytes is null);
        // Replicas are taken over from the leader unless somebody says otherwise.
        var need = wanted.Sum(item => (item.PrimaryBytes ?? 0) * (1 + (long)item.Replicas));
        var room = data.Sum(node => Math.Max(0, (long)(node.TotalBytes * Watermark) - (node.TotalBytes - node.AvailableBytes)));
        var freed = old.Sum(item => item.Bytes ?? 0);
        var value = $"{Say.Bytes(need)} to copy, {Say.Bytes(room)} free";
        var limit = $"fits below {Say.Percent(Watermark)} of the data nodes' disks";
        var manual = to.ByHand(SelfRequests.Disks);
        if (need > room + freed)
        {
            return Finding.Fail(value, limit, $"The copy of {Say.Count(wanted.Count, "item", "items")} does not fit on {to.Cluster}, even when its old copies ({Say.Bytes(freed)}) are deleted first.",
                "Make room, add data nodes, or copy with fewer replicas.", manual);
        }
        if (need > room)
        {
            return Finding.Warn(value, limit, $"The copy fits only when the old copies on {to.Cluster} ({Say.Bytes(freed)}) are deleted before it is made; nothing they alone hold can be kept beside it.",
                "Make room, so that old copies can be kept until the new ones are whole.", manual);
        }
        return unknown == 0
            ? Finding.Pass(value, limit, $"The copy of {Say.Count(wanted.Count, "item", "items")} fits.")
            : Finding.Warn(value, limit, $"The size of {Say.Count(unknown, "item", "items")} on {from.Cluster} is not known, as closed indices do not tell it; the rest fits.",
                "Look at the sizes by hand.", from.ByHand(IndexRequests.List));
    }

    private static Finding NoDisks(Party to) => Finding.Unknown($"{to.Cluster} names no data node with a disk.", "Look at the disks by hand.");

    private static double Used(DiskFacts disk) => disk.TotalBytes <= 0 ? 1 : 1 - (double)disk.AvailableBytes / disk.TotalBytes;

    /// <summary>Nodes that hold shards. Where no node tells its roles, all may.</summary>
    private static IReadOnlyList<DiskFacts> Data(IReadOnlyList<DiskFacts> nodes)
    {
        var data = nodes.Where(node => node.Roles.Any(role => role == "data" || role.StartsWith("data_", StringComparison.Ordinal))).ToList();
        return data.Count == 0 && nodes.All(node => node.Roles.Count == 0) ? nodes : data;
    }
}
