using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>Whether there is anything to promote. Failing back makes its copies on the way, so only failing over is asked.</summary>
internal static class CopyChecks
{
    private const string Id = "copies";

    public static IEnumerable<Check> Of(Party from, Party to, Direction direction)
    {
        if (direction == Direction.FailOver) yield return Copies(from, to);
    }

    private static Check Copies(Party from, Party to)
    {
        var title = $"Copies on {to.Cluster} to promote";
        if (to.Input.Active == to.Side)
            return new Check(Id, title, CheckOutcome.Pass, $"{to.Cluster} leads", "all kept up", $"{to.Cluster} leads already: there is nothing to promote.", null, null, to.Member?.AsOf);
        if (to.Input.Items is not { } all || to.Member?.AsOf is not { } asOf)
            return new Check(Id, title, CheckOutcome.Unknown, null, "all kept up", $"{to.Cluster} has not told what it follows yet.", "Wait for its first answer.", null, null);
        var items = all.Where(item => item.Member == to.Cluster && item.Verdict.Kind != VerdictKind.Promoted).ToList();
        if (items.Count == 0)
        {
            return new Check(Id, title, CheckOutcome.Fail, "0", "all kept up", $"{to.Cluster} has no copy of anything of {from.Cluster}.", "Set up replication first.", null, asOf);
        }
        var without = Having(items, VerdictKind.NotFollowed, VerdictKind.Copying);
        var behind = Having(
            items, VerdictKind.Failed, VerdictKind.Paused, VerdictKind.PausedAndClosed, VerdictKind.Stalled, VerdictKind.SourceGone, VerdictKind.ReadErrors);
        var good = items.Count - without.Count - behind.Count;
        var value = string.Create(CultureInfo.InvariantCulture, $"{good} of {items.Count}");
        if (good == items.Count) return new Check(Id, title, CheckOutcome.Pass, value, "all kept up", "Each copy is complete and was kept up.", null, null, asOf);
        var reasons = new[]
        {
            without.Count > 0 ? $"No complete copy: {Say.Names(without)}; failing over would leave them out." : null,
            behind.Count > 0 ? $"No longer kept up: {Say.Names(behind)}; failing over would lose what they lack." : null,
        };
        return new Check(
            Id, title, without.Count == items.Count ? CheckOutcome.Fail : CheckOutcome.Warn, value, "all kept up", string.Join(' ', reasons.OfType<string>()),
            "Look at each and follow its own remedy.", null, asOf);
    }

    /// <summary>By what they were when they were heard of last.</summary>
    private static List<string> Having(List<Item> items, params VerdictKind[] kinds) =>
        [.. items.Where(item => kinds.Contains(item.Verdict.Was ?? item.Verdict.Kind)).Select(item => item.Name)];
}
