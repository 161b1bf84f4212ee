using Switchback.Core.Fleet;

namespace Switchback.Core.Tests.Query;

/// <summary>A small fleet with one item of each kind that a query can tell apart.</summary>
internal static class SomeItems
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 3, 14, 7, TimeSpan.Zero);

    public static Item Item(
        string name, VerdictKind verdict = VerdictKind.Following, long? lag = 0, string member = "clusterB", string remote = "toA", string? source = null,
        string? pair = "orders", double? behind = null, long? bytes = null, double? leaseHours = null, string? rule = null, string? series = null, bool hidden = false, int? since = null) => new()
        {
            Member = member,
            Name = name,
            Pair = pair,
            Source = new Source(remote, source ?? name, remote == "toA" ? "clusterA" : null),
            Verdict = new Verdict(verdict),
            Lag = new Lag(lag, behind is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            Bytes = bytes,
            KeptUntil = leaseHours is { } hours ? Now.AddHours(hours) : null,
            Rule = rule,
            Series = series,
            IsHidden = hidden,
            Since = since is { } ago ? Now.AddSeconds(-ago) : null,
            Parts = 1,
        };

    public static readonly Item[] Fleet =
    [
        Item("archive", VerdictKind.Promoted, lag: null, pair: null, remote: "toC", since: 500),
        Item("logs-web", VerdictKind.Stalled, lag: 1200, behind: 90, bytes: 20L << 30, rule: "logs", leaseHours: 1.5),
        Item("logs-db", VerdictKind.Lagging, lag: 40, behind: 12, bytes: 1 << 20, rule: "logs", since: 10),
        Item("orders-copy", VerdictKind.Failed, lag: null, source: "orders"),
        Item("orders-eu", pair: "orders-eu", member: "clusterD"),
        Item(".ds-trace-1", VerdictKind.ReadErrors, lag: 3, series: "trace", hidden: true, leaseHours: 11),
    ];

    public static Member Member(string name, bool answers = true) => new(
        name, answers ? new MemberLine.Answering() : new MemberLine.NotAnswering(Now.AddSeconds(-30), "Refused.", false), Now.AddSeconds(answers ? -1 : -30), "9.2.1", name, TimeSpan.FromSeconds(2), false, null, 1);

    public static FleetSnapshot Snapshot(params Item[] items) =>
        new(1, Now, [Member("clusterA"), Member("clusterB"), Member("clusterD", answers: false)], [], items, []);
}
