using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class ReportWriterTests
{
    [Fact]
    public void Write_NothingParts_IsOneLine() => Assert.Equal("some.json: parts nowhere (1.5 s)\n", Write(ReportOptions.Short));

    [Fact]
    public void Write_AStepParts_NamesStepRequestAndPlaces() =>
        Assert.Equal(
            """
            some.json: parts in 1 of 3 steps (1.5 s)
              #1  b  PUT /bar/_ccr/follow
                  #warning: recorded a warning, answered no warning
                  (body): recorded {}, answered []

            """.ReplaceLineEndings("\n"),
            Write(ReportOptions.Short, new Difference(Difference.Warning, "a warning", "no warning"), new Difference("", "{}", "[]")));

    [Fact]
    public void Write_LongValues_GoOnLinesOfTheirOwnAndAreCut()
    {
        var report = Write(ReportOptions.Short, new Difference("error/reason", new string('r', 100), new string('a', 400)));

        Assert.Contains($"      error/reason\n        recorded {new string('r', 100)}\n", report, StringComparison.Ordinal);
        Assert.Contains($"        answered {new string('a', 300)}... (400 characters)\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ManyDifferences_CountsTheRest()
    {
        var differences = Enumerable.Range(0, 15).Select(number => new Difference($"f{number}", "1", "2")).ToArray();

        var report = Write(ReportOptions.Short, differences);

        Assert.Contains("f11", report, StringComparison.Ordinal);
        Assert.DoesNotContain("f12", report, StringComparison.Ordinal);
        Assert.Contains("and 3 more", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Verbose_ShowsEverythingAndBothBodies()
    {
        var differences = Enumerable.Range(0, 15).Select(number => new Difference($"f{number}", new string('x', 400), "2")).ToArray();

        var report = Write(new ReportOptions(true, StepRange.All), differences);

        Assert.Contains("f14", report, StringComparison.Ordinal);
        Assert.Contains(new string('x', 400), report, StringComparison.Ordinal);
        Assert.Contains("      note:\n        why\n", report, StringComparison.Ordinal);
        Assert.Contains("      sent:\n        {\n          \"n\": 1\n        }\n", report, StringComparison.Ordinal);
        Assert.Contains("      recorded 200:\n        {\n          \"a\": 1\n        }\n", report, StringComparison.Ordinal);
        Assert.Contains("      answered 200:\n        {\n          \"b\": 2\n        }\n", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0-1", true)]
    [InlineData("1-", true)]
    [InlineData("-1", true)]
    [InlineData("2-", false)]
    [InlineData("-0", false)]
    [InlineData("0", false)]
    public void Write_OnlySomeStepsWanted_ShowsThose(string steps, bool shown)
    {
        var report = Write(new ReportOptions(false, StepRange.TryParse(steps)!), new Difference("a", "1", "2"));

        Assert.Equal(shown, report.Contains("#1  b", StringComparison.Ordinal));
        Assert.Contains("parts in 1 of 3 steps", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("x")]
    [InlineData("1-x")]
    [InlineData("1-2-3")]
    [InlineData("--1")]
    public void TryParse_WhatIsNoRange_IsNothing(string steps) => Assert.Null(StepRange.TryParse(steps));

    [Fact]
    public void Write_AnotherStatus_ShowsTheTwoAnswersInsteadOfEachPlace() =>
        Assert.Equal(
            """
            some.json: parts in 1 of 3 steps (1.5 s)
              #1  b  PUT /bar/_ccr/follow
                  recorded 200 {"a":1}
                  answered 404 {"b":2}

            """.ReplaceLineEndings("\n"),
            Write(ReportOptions.Short, 404, new Difference(Difference.Status, "200", "404"), new Difference("a", "1", "(nothing)")));

    private static string Write(ReportOptions options, params Difference[] differences) => Write(options, 200, differences);

    private static string Write(ReportOptions options, int status, params Difference[] differences)
    {
        var request = Some.Request(
            """{"on":"b","method":"PUT","path":"/bar/_ccr/follow","body":{"n":1},"note":"why","status":200,"response":{"a":1}}""");
        var say = new Step.Say("so");
        StepReport[] steps =
        [
            new(0, say, [], null),
            new(1, request, differences, new Reply.Answered(Some.Answer("""{"b":2}""", status: status))),
            new(2, say, [], null),
        ];
        using var output = new StringWriter { NewLine = "\n" };
        new ReportWriter(output, options).Write(new ReplayReport(Some.Recording(""), steps, TimeSpan.FromSeconds(1.5)));
        return output.ToString();
    }
}
