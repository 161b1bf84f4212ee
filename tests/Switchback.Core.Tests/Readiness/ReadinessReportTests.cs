using Switchback.Core.Readiness;

namespace Switchback.Core.Tests.Readiness;

public sealed class ReadinessReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ReadinessVerdict.Ready, CheckOutcome.Pass, CheckOutcome.Pass)]
    [InlineData(ReadinessVerdict.ReadyWithWarnings, CheckOutcome.Pass, CheckOutcome.Warn)]
    [InlineData(ReadinessVerdict.Unknown, CheckOutcome.Pass, CheckOutcome.Unknown)]
    [InlineData(ReadinessVerdict.Unknown, CheckOutcome.Warn, CheckOutcome.Unknown)]
    [InlineData(ReadinessVerdict.NotReady, CheckOutcome.Fail, CheckOutcome.Unknown)]
    [InlineData(ReadinessVerdict.NotReady, CheckOutcome.Warn, CheckOutcome.Fail)]
    [InlineData(ReadinessVerdict.Unknown)]
    // A word that is added later and that nobody taught the rule about is no pass either.
    [InlineData(ReadinessVerdict.Unknown, CheckOutcome.Pass, (CheckOutcome)99)]
    public void Verdict_OfChecks_IsTheWorstOfThem(ReadinessVerdict verdict, params CheckOutcome[] outcomes)
    {
        Assert.Equal(verdict, ReadinessReport.Of(Direction.FailOver, [.. outcomes.Select(outcome => Check(outcome))]).Verdict);
    }

    [Fact]
    public void Report_OfChecksOfDifferentAges_IsAsOldAsTheOldest()
    {
        var report = ReadinessReport.Of(
            Direction.FailBack, [Check(CheckOutcome.Pass, Noon), Check(CheckOutcome.Unknown), Check(CheckOutcome.Pass, Noon.AddSeconds(-9))]);

        Assert.Equal(Noon.AddSeconds(-9), report.AsOf);
        Assert.Null(ReadinessReport.Of(Direction.FailBack, [Check(CheckOutcome.Unknown)]).AsOf);
    }

    [Fact]
    public void WorstFirst_OfMixedChecks_KeepsTheOrderWithinAnOutcome()
    {
        var report = ReadinessReport.Of(Direction.FailOver,
        [
            Check(CheckOutcome.Pass, id: "a"), Check(CheckOutcome.Warn, id: "b"), Check(CheckOutcome.Fail, id: "c"), Check(CheckOutcome.Unknown, id: "d"),
            Check(CheckOutcome.Fail, id: "e"),
        ]);

        Assert.Equal(["c", "e", "d", "b", "a"], report.WorstFirst().Select(check => check.Id));
        Assert.Equal(2, report.Count(CheckOutcome.Fail));
    }

    private static Check Check(CheckOutcome outcome, DateTimeOffset? asOf = null, string id = "x") =>
        new(id, "X", outcome, null, null, "because", null, null, asOf);
}
