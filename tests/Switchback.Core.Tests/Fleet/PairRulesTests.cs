using Switchback.Core.Fleet;

namespace Switchback.Core.Tests.Fleet;

public sealed class PairRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 3, 14, 7, TimeSpan.Zero);

    private static readonly PairOptions Pair = new()
    {
        Id = "orders",
        System = "any",
        Home = "A",
        Away = "B",
        Scope = PairScope.Parse(["*"]),
        Policy = new PairPolicy(),
    };

    private static readonly Member Up = Member.NotAskedYet("A", TimeSpan.FromSeconds(2)) with { Line = new MemberLine.Answering(), AsOf = Now };

    private static readonly Member Down = Up with { Line = new MemberLine.NotAnswering(Now, "refused", false) };

    private static readonly Member Frozen = Up with { Line = new MemberLine.NotAnswering(Now, "timed out", true) };

    [Fact]
    public void Judge_EveryItemFollows_IsFollowingAndFullyProtected() => Expect(Tally(Copy(), Copy()), Up, Up, PairStateKind.Following, "Following", Protection.Full);

    [Fact]
    public void Judge_OneFailed_NamesItAndProtectsInPart() =>
        Expect(Tally(Copy(), Copy(VerdictKind.Failed)), Up, Up, PairStateKind.Attention, "1 failed", Protection.Partial);

    [Fact]
    public void Judge_SeveralTroubles_SaysHowManyAndTheWorst() =>
        Expect(Tally(Copy(), Copy(VerdictKind.Failed), Copy(VerdictKind.ReadErrors)), Up, Up, PairStateKind.Attention, "2 need a person", Protection.Partial);

    [Fact]
    public void Judge_HomeDown_IsNamedAndUnprotected() => Expect(Tally(Copy(VerdictKind.SourceUnreachable)), Down, Up, PairStateKind.ActiveUnreachable, "Home unreachable", Protection.None);

    [Fact]
    public void Judge_HomeFrozen_IsSilent() => Expect(Tally(Copy(VerdictKind.Silent)), Frozen, Up, PairStateKind.ActiveUnreachable, "Home silent", Protection.None);

    [Fact]
    public void Judge_AwayDown_IsTheStandby() => Expect(Tally(Copy(VerdictKind.Unknown)), Up, Down, PairStateKind.StandbyUnreachable, "Away unreachable", Protection.None);

    [Fact]
    public void Judge_AwayLeadsAndIsDown_IsTheActiveSide() =>
        Expect(Tally(Copy(VerdictKind.SourceUnreachable, member: "A")), Up, Down, PairStateKind.ActiveUnreachable, "Away unreachable", Protection.None);

    [Fact]
    public void Judge_NothingReplicates_SaysSo() => Expect(Tally(), Up, Up, PairStateKind.NothingReplicates, "Nothing replicates", Protection.None);

    [Fact]
    public void Judge_Copying_CannotBePromotedYet() => Expect(Tally(Copy(), Copy(VerdictKind.Copying)), Up, Up, PairStateKind.Copying, "Copying 1", Protection.Partial);

    [Fact]
    public void Judge_Paused_IsSaid() => Expect(Tally(Copy(), Copy(VerdictKind.Paused)), Up, Up, PairStateKind.Attention, "1 paused", Protection.Partial);

    [Fact]
    public void Judge_Lagging_IsBehind() => Expect(Tally(Copy(VerdictKind.Lagging)), Up, Up, PairStateKind.Behind, "1 behind", Protection.Partial);

    [Fact]
    public void Judge_CatchingUp_IsBehindAndProtected() => Expect(Tally(Copy(VerdictKind.CatchingUp)), Up, Up, PairStateKind.Behind, "1 catching up", Protection.Full);

    [Fact]
    public void Law6_BothSidesWritable_IsSplitBrainBeforeAnythingElse() =>
        Expect(Tally(Copy(), Promoted(position: 10, source: 12)), Down, Up, PairStateKind.SplitBrain, "Two writable sides", Protection.None);

    [Fact]
    public void Judge_PromotedAndTheOtherSideUnknown_IsNoSplitBrain() =>
        Expect(Tally(Promoted(position: 10, source: null)), Down, Up, PairStateKind.StandbyUnreachable, "Home unreachable", Protection.None);

    [Fact]
    public void Law6_RecordedAndObservedDiffer_IsADisagreement()
    {
        var tally = Tally(Copy());

        var state = PairRules.Judge(tally, Side.Away, Side.Home, new ActiveRecord(Side.Away, Now, "x", null), Up, Up);

        Assert.Equal(PairStateKind.Disagreement, state.Kind);
    }

    [Theory]
    [InlineData(1, 0, Role.Active, Role.Standby)]
    [InlineData(0, 1, Role.Standby, Role.Active)]
    [InlineData(1, 1, Role.Unknown, Role.Unknown)]
    [InlineData(0, 0, Role.Unknown, Role.Unknown)]
    public void Observe_CopiesOnEachSide_TellWhoLeads(int away, int home, Role atHome, Role atAway)
    {
        var tally = Tally([.. Enumerable.Repeat(Copy(), away), .. Enumerable.Repeat(Copy(member: "A"), home)]);

        Assert.Equal((atHome, atAway), (PairRules.Observe(tally, Side.Home, Up).Observed, PairRules.Observe(tally, Side.Away, Up).Observed));
    }

    [Fact]
    public void Observe_PromotedAndNothingCopied_ThatSideLeads() =>
        Assert.Equal(Role.Active, PairRules.Observe(Tally(Promoted(10, null)), Side.Away, Up).Observed);

    [Fact]
    public void Expose_KnownLags_AddUpAndTheLongestCounts()
    {
        var exposure = PairRules.Expose(Tally(Copy(lag: new Lag(10, TimeSpan.FromSeconds(3))), Copy(lag: new Lag(5, TimeSpan.FromSeconds(9))), Copy()), Now);

        Assert.Equal(new Exposure(15, false, TimeSpan.FromSeconds(9), 2, 0, Now), exposure);
    }

    [Fact]
    public void Expose_OneLagNotKnown_IsALowerBoundWithoutSeconds()
    {
        var exposure = PairRules.Expose(Tally(Copy(lag: new Lag(10, TimeSpan.FromSeconds(3))), Copy(lag: Lag.NotKnown), Copy(VerdictKind.Copying), Copy(VerdictKind.NotFollowed)), Now);

        Assert.Equal(new Exposure(10, true, null, 1, 2, Now), exposure);
    }

    [Fact]
    public void Expose_NothingKnown_IsNoZero() => Assert.Null(PairRules.Expose(Tally(Copy(lag: Lag.NotKnown)), Now).Operations);

    [Fact]
    public void Tally_OfWhatIsInStep_IsThatOfTheItemsThemselves()
    {
        var items = new[] { Copy(), Copy(member: "A"), Copy() };
        var looked = Tally(items);
        var told = new PairTally(Pair);

        foreach (var item in items) told.AddInStep(item.Member);

        Assert.Equal(looked.Counts(), told.Counts());
        Assert.Equal(PairRules.Expose(looked, null), PairRules.Expose(told, null));
        Assert.Equal((looked.Items, looked.CopiesAtHome, looked.CopiesAway, looked.KeptUntil), (told.Items, told.CopiesAtHome, told.CopiesAway, told.KeptUntil));
    }

    private static void Expect(PairTally tally, Member home, Member away, PairStateKind kind, string word, Protection protection)
    {
        var (atHome, atAway) = (PairRules.Observe(tally, Side.Home, home), PairRules.Observe(tally, Side.Away, away));
        Side? observed = atHome.Observed == Role.Active ? Side.Home : atAway.Observed == Role.Active ? Side.Away : null;

        var state = PairRules.Judge(tally, observed, observed, null, home with { Name = "A" }, away with { Name = "B" });

        Assert.Equal((kind, word, protection), (state.Kind, state.Word, PairRules.Protects(tally, state)));
        Assert.True(state.Kind == PairStateKind.Following || state.Next.Length > 0);
    }

    private static PairTally Tally(params Item[] items)
    {
        var tally = new PairTally(Pair);
        foreach (var item in items) tally.Add(item);
        return tally;
    }

    private static Item Copy(VerdictKind kind = VerdictKind.Following, string member = "B", Lag? lag = null) => new()
    {
        Member = member,
        Name = "x",
        Pair = "orders",
        Source = new Source("l", "x", member == "B" ? "A" : "B"),
        Verdict = new Verdict(kind),
        Lag = lag ?? new Lag(0, TimeSpan.Zero),
    };

    private static Item Promoted(long? position, long? source) => new()
    {
        Member = "B",
        Name = "x",
        Pair = "orders",
        Source = new Source("l", "x", "A"),
        Verdict = new Verdict(VerdictKind.Promoted),
        Position = position,
        SourcePosition = source,
    };
}
