using Switchback.Core.Fleet;
using Switchback.Core.Tests.Query;

namespace Switchback.Core.Tests.Fleet;

public sealed class MemberTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly Member Answering = new("clusterA", new MemberLine.Answering(), Now, "9.2.1", null, TimeSpan.FromSeconds(2), false, null, 0);

    public static TheoryData<string, Member, double, bool> Ages => new()
    {
        { "just now", Answering, 0, false },
        { "three polls and the second that one may take", Answering, 7, false },
        { "longer than that", Answering, 7.1, true },
        { "as long, where it is asked less often", Answering with { Pace = TimeSpan.FromSeconds(10) }, 7.1, false },
        { "just now, and the next answer failed", Answering with { Line = new MemberLine.NotAnswering(Now, "It is down.", false) }, 0, true },
        { "never", Answering with { AsOf = null }, 0, true },
        { "not asked yet", Member.NotAskedYet("clusterA", TimeSpan.FromSeconds(2)), 0, true },
    };

    [Theory]
    [MemberData(nameof(Ages))]
    public void Law13_Answer_IsOldOnceTheNextOnesFailedToReplaceIt(string what, Member member, double seconds, bool stale) => Assert.True(stale == member.IsStale(Now.AddSeconds(seconds)), what);

    [Theory]
    [InlineData(0, 5, 5)]
    [InlineData(5, 0, 5)]
    [InlineData(3, 3, 3)]
    [InlineData(null, 3, null)]
    [InlineData(3, null, 3)]
    public void Law13_Item_IsAsOldAsTheOlderOfItsTwoSides(int? own, int? source, int? expected)
    {
        var item = SomeItems.Item("bar");
        var snapshot = FleetSnapshot.Empty with { Members = [Answering with { Name = "clusterB", AsOf = Ago(own) }, Answering with { AsOf = Ago(source) }] };

        Assert.Equal(Ago(expected), snapshot.AsOf(item));
    }

    private static DateTimeOffset? Ago(int? seconds) => seconds is { } ago ? Now.AddSeconds(-ago) : null;
}
