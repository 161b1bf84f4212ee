using System.Globalization;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>What has to hold of one cluster.</summary>
internal static class SideChecks
{
    private static readonly TimeSpan SkewWarns = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SkewFails = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LicenceWarns = TimeSpan.FromDays(30);

    /// <summary>Asked of the side itself: what the other side's connections look like proves nothing.</summary>
    public static Check Answers(SideInput side, DateTimeOffset now) => side.Member switch
    {
        null or { Line: MemberLine.Asking } => Unknown($"answers-{side.Name}", $"{side.Name} answers", "It has not been asked yet."),
        { Line: MemberLine.NotAnswering line } => new Check($"answers-{side.Name}", $"{side.Name} answers", CheckOutcome.Fail, line.IsSilent ? "silent" : "no answer", null,
            $"{line.Why} Nothing can be done on it before it answers.", $"Bring {side.Name} back.", null, side.Member.AsOf),
        { } member when member.IsStale(now) => new Check($"answers-{side.Name}", $"{side.Name} answers", CheckOutcome.Warn, "slow", null,
            "Its last answer is old: it is slow, or busy.", "Look at its load before you begin.", null, member.AsOf),
        { } member => Pass($"answers-{side.Name}", $"{side.Name} answers", member.Version, "It answers now.", member.AsOf),
    };

    public static Check Health(SideInput side)
    {
        var (id, title) = ($"health-{side.Name}", $"{side.Name} is in service");
        var health = side.Facts.Health;
        if (!health.IsGood) return NotRead(id, title, health);
        var value = health.Value!.Status.ToString().ToLowerInvariant();
        return health.Value.Status switch
        {
            HealthStatus.Green or HealthStatus.Yellow => Pass(id, title, value, "Every index has a primary copy in service.", health.ReadAt),
            HealthStatus.Red => new Check(id, title, CheckOutcome.Fail, value, "yellow", $"{health.Value.UnassignedShards} shards have no copy in service.", "Bring the missing shards back first.", "GET /_cluster/allocation/explain", health.ReadAt),
            _ => new Check(id, title, CheckOutcome.Unknown, value, "yellow", "It reports a health that this version does not know.", null, null, health.ReadAt),
        };
    }

    public static Check Identity(SideInput one, SideInput other)
    {
        const string id = "identity";
        const string title = "The two sides are two clusters";
        var (a, b) = (one.Facts.Identity, other.Facts.Identity);
        if (a.Value?.ClusterUuid is not { } mine || b.Value?.ClusterUuid is not { } theirs) return Unknown(id, title, "Not both sides have said who they are.");
        return mine == theirs
            ? new Check(id, title, CheckOutcome.Fail, mine, null, $"{one.Name} and {other.Name} are the same cluster: their addresses lead to one and the same.", "Correct the addresses in the configuration.", null, Older(a.ReadAt, b.ReadAt))
            : Pass(id, title, null, "Their identities differ.", Older(a.ReadAt, b.ReadAt));
    }

    public static Check Licence(SideInput side, DateTimeOffset now)
    {
        var (id, title) = ($"licence-{side.Name}", $"{side.Name} may replicate");
        var licence = side.Facts.License;
        if (!licence.IsGood) return NotRead(id, title, licence);
        var value = $"{licence.Value!.Type}, {licence.Value.Status}";
        if (!licence.Value.GrantsFollowing)
        {
            return new Check(id, title, CheckOutcome.Fail, value, "trial, platinum or enterprise", "Its licence does not cover cross-cluster replication: following and resuming are refused.",
                "Install a licence that covers it.", "GET /_license", licence.ReadAt);
        }
        return licence.Value.ExpiresAt is { } end && end - now < LicenceWarns
            ? new Check(id, title, CheckOutcome.Warn, value, "30 days left", $"It ends on {end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.", "Renew it in time.", null, licence.ReadAt)
            : Pass(id, title, value, "Its licence covers cross-cluster replication.", licence.ReadAt);
    }

    public static Check Privileges(SideInput side)
    {
        var (id, title) = ($"privileges-{side.Name}", $"Switchback may act on {side.Name}");
        var privileges = side.Facts.Privileges;
        if (!privileges.IsGood) return NotRead(id, title, privileges);
        return privileges.Value! switch
        {
            { WatchOnly: true } => new Check(id, title, CheckOutcome.Fail, "watched only", null, "No credential to act with is configured: nothing can be changed from here.",
                $"Configure Clusters:{side.Name}:OperateCredential.", null, privileges.ReadAt),
            { SecurityOff: true } => Pass(id, title, "no security", "The cluster has no security: everything is allowed.", privileges.ReadAt),
            { Missing.Count: > 0 } lacking => new Check(id, title, CheckOutcome.Fail, $"{lacking.Missing.Count} missing", "none missing",
                $"The credential lacks {string.Join(", ", lacking.Missing)}. A journey would stop half way, with indices closed.", "Give its role these privileges.", "POST /_security/user/_has_privileges", privileges.ReadAt),
            _ => Pass(id, title, "all", "The credential has everything that the whole journey takes.", privileges.ReadAt),
        };
    }

    public static Check Skew(SideInput side)
    {
        var (id, title) = ($"clock-{side.Name}", $"The clock of {side.Name}");
        if (side.Facts.Skew is not { } skew) return Unknown(id, title, "Its clock has not been read yet.");
        var off = skew.Duration();
        var value = string.Create(CultureInfo.InvariantCulture, $"{(off.TotalSeconds < 1 ? "under 1 s" : $"{off.TotalSeconds:0} s")} {(off.TotalSeconds < 1 ? "off" : skew > TimeSpan.Zero ? "ahead" : "behind")}");
        return off < SkewWarns
            ? Pass(id, title, value, "It goes with ours.", side.Facts.Disks.ReadAt)
            : new Check(id, title, off < SkewFails ? CheckOutcome.Warn : CheckOutcome.Fail, value, off < SkewFails ? "5 s" : "60 s",
                "Times of leases and of logs cannot be compared.", "Set its time service right.", null, side.Facts.Disks.ReadAt);
    }

    public static Check NotRead<T>(string id, string title, Aged<T> fact)
        where T : class =>
        new(id, title, CheckOutcome.Unknown, null, null, fact.Trouble is { } trouble ? $"It could not be read. {trouble}" : "It has not been read yet.", null, null, fact.ReadAt);

    public static Check Unknown(string id, string title, string reason) => new(id, title, CheckOutcome.Unknown, null, null, reason, null, null, null);

    public static Check Pass(string id, string title, string? value, string reason, DateTimeOffset? asOf) => new(id, title, CheckOutcome.Pass, value, null, reason, null, null, asOf);

    public static DateTimeOffset? Older(DateTimeOffset? a, DateTimeOffset? b) => a is null || b is null ? null : a < b ? a : b;
}
