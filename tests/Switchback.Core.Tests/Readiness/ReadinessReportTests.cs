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
    public void Verdict_OfChecks_IsTheWorstOfThem(ReadinessVerdict verdict, params CheckOutcome[] outcomes)
    {
        Assert.Equal(verdict, ReadinessReport.Of(Direction.FailOver, [.. outcomes.Select(outcome => Check(outcome))], Noon).Verdict);
    }

    [Fact]
    public void Count_OfMixedChecks_IsByOutcome()
    {
        var report = ReadinessReport.Of(Direction.FailBack, [Check(CheckOutcome.Pass), Check(CheckOutcome.Fail), Check(CheckOutcome.Pass)], Noon);

        Assert.Equal((2, 1, 0), (report.Count(CheckOutcome.Pass), report.Count(CheckOutcome.Fail), report.Count(CheckOutcome.Unknown)));
        Assert.Equal(Noon, report.AsOf);
    }

    private static Check Check(CheckOutcome outcome) => new("x", "X", outcome, null, null, "because", null, null, Noon);
}
