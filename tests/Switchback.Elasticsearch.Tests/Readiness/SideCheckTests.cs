using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using static Switchback.Elasticsearch.Tests.Readiness.HealthyPair;

namespace Switchback.Elasticsearch.Tests.Readiness;

/// <summary>Each check of one side, broken in one place: over the away side is needed, back both are.</summary>
public sealed class SideCheckTests
{
    [Theory]
    [InlineData(HealthStatus.Green, CheckOutcome.Pass, CheckOutcome.Pass)]
    [InlineData(HealthStatus.Yellow, CheckOutcome.Pass, CheckOutcome.Pass)]
    [InlineData(HealthStatus.Red, CheckOutcome.Warn, CheckOutcome.Fail)]
    [InlineData(HealthStatus.Unknown, CheckOutcome.Unknown, CheckOutcome.Unknown)]
    public void Health_OfHome_StandsOnlyInTheWayBack(HealthStatus status, CheckOutcome over, CheckOutcome back)
    {
        var input = Input with { Home = Input.Home with { Health = Known(Input.Home.Health.Value! with { Status = status }) } };

        Assert.Equal((over, back), (input.Check(Direction.FailOver, "health-home").Outcome, input.Check(Direction.FailBack, "health-home").Outcome));
    }

    [Theory]
    [InlineData("trial", "active", 300.0, CheckOutcome.Pass, CheckOutcome.Pass)]
    [InlineData("platinum", "active", null, CheckOutcome.Pass, CheckOutcome.Pass)]
    [InlineData("enterprise", "active", 29.0, CheckOutcome.Warn, CheckOutcome.Warn)]
    [InlineData("enterprise", "active", -1.0, CheckOutcome.Warn, CheckOutcome.Fail)]
    [InlineData("basic", "active", null, CheckOutcome.Warn, CheckOutcome.Fail)]
    [InlineData("trial", "expired", -1.0, CheckOutcome.Warn, CheckOutcome.Fail)]
    public void Licence_OfAway_StandsOnlyInTheWayOfCopying(string type, string status, double? daysLeft, CheckOutcome over, CheckOutcome back)
    {
        var licence = new License(type, status, daysLeft is { } days ? Now.AddDays(days) : null);
        var input = Input with { Away = Input.Away with { License = Known(licence) } };

        Assert.Equal((over, back), (input.Check(Direction.FailOver, "licence-away").Outcome, input.Check(Direction.FailBack, "licence-away").Outcome));
    }

    [Fact]
    public void Licence_NearItsEnd_IsMeasuredByTheClustersOwnClock()
    {
        var away = Input.Away with { License = Known(new License("trial", "active", Now.AddDays(40))), Skew = new ClockSkew(TimeSpan.FromDays(20), Now) };

        Assert.Equal(CheckOutcome.Warn, (Input with { Away = away }).Check(Direction.FailOver, "licence-away").Outcome);
    }

    [Fact]
    public void OperateRights_WithoutOpening_FailAndSayWhatWouldHappenAndHowToAsk()
    {
        var lacking = Known(new Rights(false, [new LackingRight(null, "manage_ccr"), new LackingRight("orders*", "indices:admin/open")]));
        var input = Input with { Away = Input.Away with { OperateRights = lacking } };

        var check = input.Check(Direction.FailOver, "operate-rights-away");

        Assert.Equal((CheckOutcome.Fail, "lacks 2 privileges"), (check.Outcome, check.Value));
        Assert.Contains("manage_ccr, indices:admin/open on orders*", check.Reason);
        Assert.Contains("ends with closed indices", check.Reason);
        Assert.StartsWith("# clusterB\nPOST /_security/user/_has_privileges\n{", check.Manual);
        Assert.Contains("\"indices:admin/open\"", check.Manual);
    }

    [Fact]
    public void Rights_OfEachKind_AreJudgedByWhoIsNeeded()
    {
        var off = Input with { Away = Input.Away with { ReadRights = Known(Rights.Unlimited), OperateRights = Known(Rights.Unlimited) } };
        Assert.Equal(CheckOutcome.Pass, off.Check(Direction.FailOver, "operate-rights-away").Outcome);
        Assert.Equal("no security", off.Check(Direction.FailOver, "read-rights-away").Value);

        var watched = Input with { Home = Input.Home with { CanOperate = false } };
        Assert.Equal(CheckOutcome.Warn, watched.Check(Direction.FailOver, "operate-rights-home").Outcome);
        Assert.Equal(CheckOutcome.Fail, watched.Check(Direction.FailBack, "operate-rights-home").Outcome);
        Assert.Contains("Clusters:clusterA:OperateCredential", watched.Check(Direction.FailBack, "operate-rights-home").Remedy);

        var silent = Input with { Away = Input.Away with { ReadRights = Failed<Rights>() } };
        Assert.Equal(CheckOutcome.Unknown, silent.Check(Direction.FailOver, "read-rights-away").Outcome);
    }

    [Theory]
    [InlineData(0.0, 0.0, CheckOutcome.Pass)]
    [InlineData(4.9, 0.0, CheckOutcome.Pass)]
    [InlineData(-5.0, 0.0, CheckOutcome.Warn)]
    [InlineData(59.0, 0.0, CheckOutcome.Warn)]
    [InlineData(60.0, 0.0, CheckOutcome.Fail)]
    // The date header is cut to seconds: it counts only where it is much further away.
    [InlineData(4.0, 5.5, CheckOutcome.Pass)]
    [InlineData(0.0, 90.0, CheckOutcome.Fail)]
    public void Clock_OfASide_WarnsFromFiveSecondsAndFailsFromAMinute(double node, double header, CheckOutcome outcome)
    {
        var away = Input.Away with
        {
            Clocks = Known<IReadOnlyList<NodeClock>>([new NodeClock("node-1", TimeSpan.Zero), new NodeClock("node-2", TimeSpan.FromSeconds(node))]),
            Skew = new ClockSkew(TimeSpan.FromSeconds(header), Now),
        };

        Assert.Equal(outcome, (Input with { Away = away }).Check(Direction.FailOver, "clock-away").Outcome);
    }

    [Fact]
    public void Clock_ThatNobodyTold_IsUnknown() => Assert.Equal(
        CheckOutcome.Unknown, (Input with { Away = Input.Away with { Clocks = Known<IReadOnlyList<NodeClock>>([]), Skew = null } }).Check(Direction.FailOver, "clock-away").Outcome);

    [Fact]
    public void Answers_OfAMemberThatIsSlow_WarnAndWithoutASnapshotTheFactsDecide()
    {
        var slow = Answering("clusterB") with { AsOf = Now.AddSeconds(-30) };
        Assert.Equal((CheckOutcome.Warn, "slow"), ((Input with { AwayMember = slow }).Check(Direction.FailOver, "answers-away").Outcome, (Input with { AwayMember = slow }).Check(Direction.FailOver, "answers-away").Value));

        var unseen = Input with { AwayMember = null };
        Assert.Equal(CheckOutcome.Pass, unseen.Check(Direction.FailOver, "answers-away").Outcome);
        Assert.Equal(CheckOutcome.Fail, (unseen with { Away = Input.Away with { Identity = Failed<ServerIdentity>() } }).Check(Direction.FailOver, "answers-away").Outcome);
    }
}
