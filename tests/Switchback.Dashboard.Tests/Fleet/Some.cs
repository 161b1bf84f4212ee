using Switchback.Core.Fleet;

namespace Switchback.Dashboard.Tests.Fleet;

/// <summary>A fleet as tests speak of it.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 3, 14, 7, TimeSpan.Zero);

    public static Item Item(
        string name = "orders2", Verdict? verdict = null, long? lag = 0, string member = "clusterB", string leader = "orders", string from = "clusterA", string? pair = "orders") => new()
        {
            Member = member,
            Name = name,
            Pair = pair,
            Source = new Source(from, leader, from, "uuid"),
            Verdict = verdict ?? Verdict.Following,
            Lag = new Lag(lag),
            Position = 42,
            SourcePosition = 42 + lag,
            Parts = 1,
        };

    public static Member Member(string name = "clusterA", MemberLine? line = null, int ageSeconds = 1) =>
        new(name, line ?? new MemberLine.Answering(), Now.AddSeconds(-ageSeconds), "9.2.1", $"uuid-of-{name}", TimeSpan.FromSeconds(2), false, TimeSpan.Zero, 3);

    public static MemberLine NotAnswering(int seconds, bool silent = false) =>
        new MemberLine.NotAnswering(Now.AddSeconds(-seconds), silent ? "No complete answer within 1.6 s." : "The cluster cannot be reached: connection refused.", silent);

    public static FleetSnapshot Snapshot(params Item[] items) =>
        new(1, Now, [Member("clusterA"), Member("clusterB")], [], items, []);
}
