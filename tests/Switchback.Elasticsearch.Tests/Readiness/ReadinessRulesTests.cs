using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Readiness;
using static Switchback.Elasticsearch.Tests.Readiness.HealthyPair;

namespace Switchback.Elasticsearch.Tests.Readiness;

/// <summary>The report as a whole: what is known, what is old, and what a dead side leaves.</summary>
public sealed class ReadinessRulesTests
{
    [Theory]
    [InlineData(Direction.FailOver)]
    [InlineData(Direction.FailBack)]
    public void Pair_WithNothingWrong_IsReadyAndEveryCheckPassesWithItsTime(Direction direction)
    {
        var report = ReadinessRules.Judge(direction, Input);

        Assert.Empty(report.Checks.Where(check => check.Outcome != CheckOutcome.Pass).Select(check => $"{check.Id}: {check.Reason}"));
        Assert.Equal(ReadinessVerdict.Ready, report.Verdict);
        Assert.All(report.Checks, check => Assert.NotNull(check.AsOf));
        Assert.Equal(report.Checks.Count, report.Checks.Select(check => check.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(Direction.FailOver)]
    [InlineData(Direction.FailBack)]
    public void Pair_ThatWasNeverAsked_IsUnknownThroughout(Direction direction)
    {
        var report = ReadinessRules.Judge(direction, Input with
        {
            Home = new ClusterFacts { Cluster = "clusterA", CanOperate = true },
            Away = new ClusterFacts { Cluster = "clusterB", CanOperate = true },
            HomeMember = null,
            AwayMember = null,
            Items = null,
        });

        Assert.Equal(ReadinessVerdict.Unknown, report.Verdict);
        Assert.All(report.Checks, check => Assert.Equal((CheckOutcome.Unknown, null), (check.Outcome, check.AsOf)));
    }

    [Theory]
    [InlineData(Direction.FailOver)]
    [InlineData(Direction.FailBack)]
    public void Facts_OlderThanTheScheduleCanMakeThem_AreUnknownWhateverTheySaid(Direction direction)
    {
        var report = ReadinessRules.Judge(direction, Input with { Now = Now.AddMinutes(10), HomeMember = null, AwayMember = null });

        var side = direction == Direction.FailOver ? "away" : "home";
        Assert.All(new[] { $"answers-{side}", $"health-{side}", $"licence-{side}", $"operate-rights-{side}", "disk", "patterns" }, id =>
            Assert.Equal(CheckOutcome.Unknown, report.Checks.Single(check => check.Id == id).Outcome));
        Assert.NotEqual(ReadinessVerdict.Ready, report.Verdict);
    }

    [Fact]
    public void FailOver_WithHomeDead_IsReadyWithWarningsFromWhatWasLastKnown()
    {
        var report = ReadinessRules.Judge(Direction.FailOver, Input with { Home = Input.Home.FallenSilent(), HomeMember = Silent("clusterA") });

        Assert.Equal(ReadinessVerdict.ReadyWithWarnings, report.Verdict);
        var answers = report.Checks.Single(check => check.Id == "answers-home");
        Assert.Equal(CheckOutcome.Warn, answers.Outcome);
        Assert.Contains("cannot be counted", answers.Remedy);
        var templates = report.Checks.Single(check => check.Id == "index-templates");
        Assert.Equal((CheckOutcome.Warn, Now.AddSeconds(-60)), (templates.Outcome, templates.AsOf));
        Assert.Contains("what was last known", templates.Reason);
    }

    [Fact]
    public void FailOver_WithHomeDeadAndSomethingMissingOnAway_StillFails()
    {
        var input = Input with
        {
            Home = Input.Home.FallenSilent(),
            HomeMember = Silent("clusterA"),
            Away = Input.Away with { OperateRights = Known(new Rights(false, [new LackingRight("orders*", "indices:admin/open")])) },
        };

        Assert.Equal(ReadinessVerdict.NotReady, ReadinessRules.Judge(Direction.FailOver, input).Verdict);
    }

    [Theory]
    [InlineData(Direction.FailOver)]
    [InlineData(Direction.FailBack)]
    public void AnyDirection_WithAwayDead_IsNotReadyAndOldFactsProveNothing(Direction direction)
    {
        var report = ReadinessRules.Judge(direction, Input with { Away = Input.Away.FallenSilent(), AwayMember = Silent("clusterB") });

        Assert.Equal(ReadinessVerdict.NotReady, report.Verdict);
        Assert.Equal(CheckOutcome.Fail, report.Checks.Single(check => check.Id == "answers-away").Outcome);
        Assert.Equal(CheckOutcome.Unknown, report.Checks.Single(check => check.Id == "operate-rights-away").Outcome);
    }

    [Fact]
    public void OldFailure_OfASideThatIsNeeded_IsUnknownAsItMayHaveBeenPutRight()
    {
        var red = Input.Away.Health.Value! with { Status = HealthStatus.Red };

        var check = (Input with { Away = Input.Away with { Health = Failed(red) } }).Check(Direction.FailOver, "health-away");

        Assert.Equal(CheckOutcome.Unknown, check.Outcome);
        Assert.StartsWith("clusterB has not told it for 40 s: No complete answer within 5 s.", check.Reason);
        Assert.Contains("When last known: clusterB misses primary copies", check.Reason);
    }

    [Theory]
    [InlineData(VerdictKind.Following, null, CheckOutcome.Pass)]
    [InlineData(VerdictKind.Failed, null, CheckOutcome.Warn)]
    [InlineData(VerdictKind.Unknown, VerdictKind.Paused, CheckOutcome.Warn)]
    [InlineData(VerdictKind.Copying, null, CheckOutcome.Fail)]
    public void Copies_InEachState_AreJudgedByWhatTheyWereLast(VerdictKind kind, VerdictKind? was, CheckOutcome outcome) =>
        Assert.Equal(outcome, (Input with { Items = [Copy(kind, was: was)] }).Check(Direction.FailOver, "copies").Outcome);

    [Fact]
    public void Copies_OfAPairWithout_FailAndOfOneThatLeadsAlready_AreNotNeeded()
    {
        Assert.Equal(CheckOutcome.Fail, (Input with { Items = [] }).Check(Direction.FailOver, "copies").Outcome);
        Assert.Equal(CheckOutcome.Unknown, (Input with { Items = null }).Check(Direction.FailOver, "copies").Outcome);
        Assert.Equal("clusterB leads", (Input with { Items = [], Active = Side.Away }).Check(Direction.FailOver, "copies").Value);
        Assert.DoesNotContain(ReadinessRules.Judge(Direction.FailBack, Input).Checks, check => check.Id == "copies");
    }
}
