using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>What has to hold of a pair's items.</summary>
internal static class ItemChecks
{
    /// <summary>Elasticsearch puts no further shard on a node that is this full.</summary>
    private const double Watermark = 0.85;

    public static Check Copies(ReadinessInput input)
    {
        const string id = "copies";
        const string title = "Every item has a copy to promote";
        var taker = input.Active == Side.Home ? input.Away : input.Home;
        var items = input.Items.Where(item => item.Member == taker.Name && item.Verdict.Kind != VerdictKind.Promoted).ToList();
        var asOf = taker.Member?.AsOf;
        if (asOf is null) return SideChecks.Unknown(id, title, "It has not answered yet.");
        if (items.Count == 0) return new Check(id, title, CheckOutcome.Fail, "0", "at least 1", $"{taker.Name} has no copy of anything.", "Set up replication first.", null, asOf);
        var without = items.Count(item => (item.Verdict.Was ?? item.Verdict.Kind) is VerdictKind.NotFollowed or VerdictKind.Copying);
        var behind = items.Count(item => (item.Verdict.Was ?? item.Verdict.Kind) is VerdictKind.Failed or VerdictKind.Paused or VerdictKind.PausedAndClosed or VerdictKind.Stalled or VerdictKind.SourceGone or VerdictKind.ReadErrors);
        if (without + behind == 0) return SideChecks.Pass(id, title, Count(items.Count), "Each is complete and was being kept up.", asOf);
        var outcome = without == items.Count ? CheckOutcome.Fail : CheckOutcome.Warn;
        return new Check(id, title, outcome, $"{Count(items.Count - without - behind)} of {Count(items.Count)}", "all",
            $"{Count(without)} have no complete copy, and {Count(behind)} are no longer kept up: failing over would leave them out, or lose what they lack.", "Look at them, and follow each one's remedy.", null, asOf);
    }

    public static Check Room(ReadinessInput input, SideInput follower)
    {
        const string id = "room";
        var title = $"{follower.Name} has room for the copies";
        var disks = follower.Facts.Disks;
        if (!disks.IsGood) return SideChecks.NotRead(id, title, disks);
        var data = disks.Value!.Where(disk => disk.Roles.Count == 0 || disk.Roles.Any(role => role.StartsWith("data", StringComparison.Ordinal))).ToList();
        var room = data.Sum(disk => Math.Max(0, disk.AvailableBytes - (long)(disk.TotalBytes * (1 - Watermark))));
        // The old copies are deleted before the new ones are made, and make room for them.
        var needed = input.Items.Where(item => item.Verdict.Kind != VerdictKind.NotFollowed).Sum(item => item.Bytes ?? 0);
        var value = $"{Bytes(room)} free";
        return room >= needed
            ? new Check(id, title, CheckOutcome.Pass, value, $"{Bytes(needed)}", "The copies fit below the mark at which Elasticsearch stops placing shards.", null, null, disks.ReadAt)
            : new Check(id, title, CheckOutcome.Fail, value, $"{Bytes(needed)}", "The copies do not fit below the mark at which Elasticsearch stops placing shards (85 %).", "Make room, or add a node.", "GET /_cat/allocation?v", disks.ReadAt);
    }

    /// <summary>A follower inherits the block that its leader has at the moment of the copy, and can then write nothing.</summary>
    public static Check Blocks(ReadinessInput input, SideInput leader)
    {
        const string id = "blocks";
        var title = $"No index of {leader.Name} is blocked";
        var rules = leader.Facts.Rules;
        if (!rules.IsGood) return SideChecks.NotRead(id, title, rules);
        var blocked = input.Items.Where(item => item.Member == leader.Name && rules.Value!.WriteBlocked.Contains(item.Name)).Select(item => item.Name).ToList();
        return blocked.Count == 0
            ? SideChecks.Pass(id, title, "none", "None refuses writes.", rules.ReadAt)
            : new Check(id, title, CheckOutcome.Warn, $"{blocked.Count}", "none", $"{string.Join(", ", blocked.Take(5))} refuse writes. A copy made now would inherit that and could not be kept up.", "Lift the block before they are copied.",
                $"PUT /{blocked[0]}/_settings\n{{\"index.blocks.write\":null}}", rules.ReadAt);
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB", "PB"];
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1000 && unit < units.Length - 1) (value, unit) = (value / 1000, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {units[unit]}");
    }
}
