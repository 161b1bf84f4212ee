using System.Security.Claims;
using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Dashboard.Access;
using Switchback.Dashboard.Pages.Pair;
using Switchback.Tests.Fleet;
using static Switchback.Tests.Fleet.SomePairs;

namespace Switchback.Dashboard.Tests.Pages;

public sealed class PairPageViewTests
{
    [Fact]
    public void View_OfAPairThatIsNotConfigured_IsNone()
    {
        Assert.Null(PairPageView.Of(Snapshot([SomePairs.Pair()]), "nowhere", Now, new Utc()));
        Assert.NotNull(PairPageView.Of(Snapshot([SomePairs.Pair()]), "ORDERS", Now, new Utc()));
    }

    [Fact]
    public void Record_ByAPerson_NamesSideDayPersonAndReason()
    {
        Assert.Equal("clusterA (home) is recorded as active since Sun 1 Mar, 03:14, by operator: as built", View(SomePairs.Pair()).Record);
        Assert.Equal("Nobody has recorded which side is active.", View(SomePairs.Pair(isRecorded: false)).Record);
    }

    [Theory]
    [InlineData(Side.Home, 0, 3, false, "active", "active")]
    [InlineData(Side.Away, 0, 3, true, "standby", "active")]
    [InlineData(Side.Home, 3, 0, true, "active", "standby")]
    [InlineData(Side.Home, 0, 0, false, "active", "unknown")]
    public void Roles_RecordedAndObserved_DisagreeOnlyWhereBothAreKnown(Side recorded, int atHome, int away, bool disagree, string said, string seen)
    {
        var home = View(SomePairs.Pair(recorded: Recorded(recorded), copiesAtHome: atHome, copiesAway: away)).Home;

        Assert.Equal((disagree, said, seen), (home.Disagree, home.Recorded, home.Observed));
    }

    [Fact]
    public void Readiness_Card_PutsWhatFailsFirstAndFoldsWhatPasses()
    {
        var card = View(SomePairs.Pair(readiness: [Readiness(passes: 3, fails: 1, warns: 1)])).Readiness[0];

        Assert.Equal("Fail over to clusterB", card.Title);
        Assert.Equal((Grade.Bad, "not ready"), (card.Grade, card.Word));
        Assert.Equal("1 of 5 checks fail · 1 warns · looked at 2 s ago", card.Summary);
        Assert.Equal([CheckOutcome.Fail, CheckOutcome.Warn], card.Open.Select(row => row.Outcome));
        Assert.Equal(3, card.Passed.Count);
        Assert.Equal("indices:admin/open missing · wanted: all", card.Open[0].Found);
        Assert.Equal("40 s ago", card.Open[0].Age);
    }

    [Fact]
    public void Readiness_NotLookedAt_IsNotCalledReady()
    {
        var card = View(SomePairs.Pair()).Readiness[1];

        Assert.Equal(("Fail back to clusterA", Grade.Unknown, "not looked at yet"), (card.Title, card.Grade, card.Word));
    }

    [Fact]
    public void Members_Facts_SayPaceSkewAndWhyNotAnswering()
    {
        var member = SomePairs.Member("clusterA", NotAnswering(60), 60) with { Skew = TimeSpan.FromSeconds(-1.8), IsSlowed = true, Pace = TimeSpan.FromSeconds(8) };

        var facts = MemberFacts.Of("clusterA", Snapshot([], [member]), Now).Facts;

        Assert.Equal(("Why", "The cluster cannot be reached: connection refused."), facts[0]);
        Assert.Contains(("Clock", "1.8 s behind ours"), facts);
        Assert.Contains(("Asked", "every 8.0 s, less often than configured: its answers take long"), facts);
        Assert.Empty(MemberFacts.Of("clusterZ", Snapshot([]), Now).Facts);
    }

    [Fact]
    public void Needy_Item_CarriesItsRemedyInWords()
    {
        var needy = NeedyItem.Of(Item("orders/1", lag: null, kind: VerdictKind.Failed, reason: "History is gone.", remedy: Remedy.Recreate));

        Assert.Equal(("Failed", "Recreate", null, "/followers/clusterB/orders%2F1"), (needy.Word, needy.Remedy, needy.Operations, needy.Href));
    }

    [Theory]
    [InlineData("viewer", false)]
    [InlineData("approver", false)]
    [InlineData("operator", true)]
    [InlineData("admin", true)]
    public void Actor_OfARole_MayOperateOnlyAsOperatorOrAdmin(string role, bool may)
    {
        var actor = Actors.Of(Persona.Find(role)!.ToUser("test"));

        Assert.Equal(($"rehearsal:{role}", may), (actor.Who, actor.MayOperate));
        Assert.False(Actors.Of(new ClaimsPrincipal()).MayOperate);
    }

    private static PairPageView View(PairView pair) => PairPageView.Of(Snapshot([pair]), pair.Options.Id, Now, new Utc())!;

    private sealed class Utc : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
