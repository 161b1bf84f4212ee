using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>What must hold of each side for itself.</summary>
internal static class SideChecks
{
    private static readonly TimeSpan LicenceEndsSoon = TimeSpan.FromDays(30);

    private static readonly TimeSpan SkewToMention = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(60);

    public static IEnumerable<Check> Of(Party side, Direction direction)
    {
        // In a failover the side that is left may be gone; everything else is needed.
        var needed = !side.MayBeSilent;
        yield return Answers(side, needed);
        yield return side.Hear(side.Facts.Health, FactGroup.Health).Judge($"health-{side.Id}", $"Health of {side.Cluster}", health => Health(side, needed, health));
        yield return side.Hear(side.Facts.License, FactGroup.Licence)
            .Judge($"licence-{side.Id}", $"Licence of {side.Cluster}", licence => Licence(side, direction == Direction.FailBack, licence));
        yield return side.Hear(side.Facts.ReadRights, FactGroup.Privileges)
            .Judge($"read-rights-{side.Id}", $"Read credential on {side.Cluster}", rights => Judge(side, needed, "ReadCredential", rights));
        yield return OperateRights(side, needed);
        yield return Clock(side);
    }

    /// <summary>Asked of the side itself, never of the other's view of it; and by what was polled last, which is newer than any slow fact.</summary>
    private static Check Answers(Party side, bool needed)
    {
        var (id, title, now) = ($"answers-{side.Id}", $"{side.Cluster} answers", side.Input.Now);
        if (side.Member is { Line: MemberLine.NotAnswering line } silent) return Silent(side, needed, line.IsSilent ? "silent" : "no answer", line.Since, line.Why, silent.AsOf);
        if (side.Member is { Line: MemberLine.Answering, AsOf: { } polled } member)
        {
            return member.IsStale(now)
                ? new Check(id, title, CheckOutcome.Warn, "slow", "answers", $"The last answer of {side.Cluster} is {Say.Ago(now - polled)} old: it is slow, or busy.", "Look at its load before you begin.", null, polled)
                : new Check(id, title, CheckOutcome.Pass, "answers", "answers", $"{side.Cluster} answers.", null, null, polled);
        }
        if (side.Facts.Identity is Aged<ServerIdentity>.Failed failed) return Silent(side, needed, "no answer", failed.Since, failed.Why, failed.ReadAt);
        return side.Hear(side.Facts.Identity, FactGroup.Health).Judge(id, title, identity =>
            Finding.Pass("answers", "answers", $"{side.Cluster} answers as {identity.ClusterName}, Elasticsearch {identity.VersionText}."));
    }

    private static Check Silent(Party side, bool needed, string value, DateTimeOffset since, string why, DateTimeOffset? asOf) => new(
        $"answers-{side.Id}", $"{side.Cluster} answers", needed ? CheckOutcome.Fail : CheckOutcome.Warn, value, "answers",
        $"{side.Cluster} has not answered for {Say.Ago(side.Input.Now - since)}: {why}",
        needed
            ? "Bring the cluster, or the way to it, back."
            : "A failover is possible, but writes that were not copied yet cannot be counted, and the old side cannot be fenced until it is back.",
        side.ByHand(SelfRequests.Root), asOf ?? since);

    private static Finding Health(Party side, bool needed, ClusterHealth health)
    {
        var value = health.Status.ToString().ToLowerInvariant();
        return health.Status switch
        {
            HealthStatus.Green => Finding.Pass(value, "not red", "All copies are there."),
            HealthStatus.Yellow => Finding.Pass(value, "not red", $"All primary copies are there; {health.UnassignedShards.ToString(CultureInfo.InvariantCulture)} shard copies have no node."),
            HealthStatus.Red => Finding.Bad(needed, value, "not red", $"{side.Cluster} misses primary copies: some indices cannot be read or written in full.",
                "Find out which shards have no node, and why.", side.ByHand("GET /_cluster/allocation/explain")),
            _ => Finding.Unknown($"{side.Cluster} gives its health as a word that is not known.", "Look there by hand."),
        };
    }

    private static Finding Licence(Party side, bool copies, License licence)
    {
        const string limit = "trial, platinum or enterprise, active";
        var value = $"{licence.Type}, {licence.Status}";
        var manual = side.ByHand(SelfRequests.License);
        if (!licence.GrantsFollowing)
        {
            return Finding.Bad(copies, value, limit,
                copies
                    ? $"The licence of {side.Cluster} does not cover cross-cluster replication: nothing can be copied back."
                    : $"The licence of {side.Cluster} does not cover cross-cluster replication: promoting works without it, protecting the pair afterwards does not.",
                "Put a licence that covers cross-cluster replication on the cluster.", manual);
        }
        if (licence.ExpiresAt is not { } end) return Finding.Pass(value, limit, "The licence does not end.");
        var left = end - side.ItsNow;
        if (left <= TimeSpan.Zero)
            return Finding.Bad(copies, $"{value}, ended", limit, $"The licence of {side.Cluster} ended {Say.Ago(-left)} ago.", "Renew the licence.", manual);
        value = $"{value}, {Say.Ago(left)} left";
        return left < LicenceEndsSoon
            ? Finding.Warn(value, $"{LicenceEndsSoon.TotalDays:0} days left", $"The licence of {side.Cluster} ends in {Say.Ago(left)}; then replication cannot be set up any more.", "Renew the licence.", manual)
            : Finding.Pass(value, limit, $"The licence covers replication for another {Say.Ago(left)}.");
    }

    private static Check OperateRights(Party side, bool needed)
    {
        var (id, title) = ($"operate-rights-{side.Id}", $"Operate credential on {side.Cluster}");
        if (side.Facts.CanOperate)
            return side.Hear(side.Facts.OperateRights, FactGroup.Privileges).Judge(id, title, rights => Judge(side, needed, "OperateCredential", rights));
        var watched = Finding.Bad(needed, "none", "configured", $"{side.Cluster} is only watched: no credential for changes is configured.", $"Configure Clusters:{side.Cluster}:OperateCredential.");
        return new Check(id, title, watched.Outcome, watched.Value, watched.Limit, watched.Reason, watched.Remedy, null, side.Input.Now);
    }

    private static Finding Judge(Party side, bool needed, string credential, Rights rights)
    {
        const string limit = "all that a journey out and back needs";
        if (rights.SecurityOff) return Finding.Pass("no security", limit, $"{side.Cluster} has no security: everybody may do everything.");
        if (rights.Lacking.Count == 0) return Finding.Pass("all", limit, "The credential may do all that a journey out and back needs.");
        var open = rights.Lacking.Any(right => right.Privilege == "indices:admin/open");
        return Finding.Bad(needed, $"lacks {Say.Count(rights.Lacking.Count, "privilege", "privileges")}", limit,
            $"The credential lacks {Say.Names([.. rights.Lacking.Select(right => right.ToString())])}."
                + (open ? " Without indices:admin/open a promotion ends with closed indices." : ""),
            $"Give the privileges to the role of Clusters:{side.Cluster}:{credential}, or configure another credential.",
            side.ByHand(AccessRequests.HasPrivileges(
                credential == "ReadCredential" ? Power.Read : Power.Operate,
                [.. rights.Lacking.Where(right => right.Pattern is null).Select(right => right.Privilege)],
                [.. rights.Lacking.Select(right => right.Pattern).OfType<string>().Distinct()],
                [.. rights.Lacking.Where(right => right.Pattern is not null).Select(right => right.Privilege).Distinct()])));
    }

    /// <summary>Both what the nodes say and what the newest answer's date said; whichever is further away counts.</summary>
    private static Check Clock(Party side) => side.Hear(side.Facts.Clocks, FactGroup.Nodes).Judge($"clock-{side.Id}", $"Clock of {side.Cluster}", clocks =>
    {
        const string limit = "within 5 s of ours";
        var worst = clocks.OrderByDescending(clock => clock.Ahead.Duration()).FirstOrDefault();
        if (worst is null && side.Facts.Skew is null) return Finding.Unknown($"No node of {side.Cluster} told its time.", "Compare the clocks by hand.");
        var (who, ahead) = (worst?.Node ?? side.Cluster, worst?.Ahead ?? TimeSpan.Zero);
        // A date header is cut to whole seconds: a second of difference in it is none.
        if (side.Facts.Skew is { } skew && skew.Ahead.Duration() > ahead.Duration() + TimeSpan.FromSeconds(2)) (who, ahead) = (side.Cluster, skew.Ahead);
        var value = string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0.#;-0.#;0} s");
        if (ahead.Duration() < SkewToMention) return Finding.Pass(value, limit, "Its clock and ours agree.");
        var far = ahead.Duration() >= MostSkew;
        return new Finding(far ? CheckOutcome.Fail : CheckOutcome.Warn, value, far ? "within 60 s of ours" : limit,
            $"The clock of {who} is {Say.Ago(ahead.Duration())} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} ours: times of leases and licences cannot be compared{(far ? "" : " to the second")}.",
            "Set the clocks by NTP on the cluster's machines and on this one.", side.ByHand(SelfRequests.Disks));
    });
}
