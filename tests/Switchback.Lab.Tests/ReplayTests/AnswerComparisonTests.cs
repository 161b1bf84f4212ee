using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class AnswerComparisonTests
{
    private const string Get = """ "on":"a","method":"GET","path":"/","status":200, """;

    [Fact]
    public void Compare_TheSame_FindsNothing() =>
        Assert.Empty(Compare(Get + """ "response":{"a":1}""", Some.Answer("""{"a":1}""")));

    [Fact]
    public void Compare_AnotherStatus_NamesBoth() =>
        Assert.Equal(
            [new Difference(Difference.Status, "200", "404")],
            Compare(Get + """ "response":{}""", Some.Answer("{}", status: 404)));

    [Fact]
    public void Compare_AnotherContentType_NamesBoth() =>
        Assert.Equal(
            [new Difference(Difference.ContentType, "application/json", "text/plain")],
            Compare(Get + """ "response":{}""", Some.Answer("{}", mediaType: "text/plain")));

    [Theory]
    [InlineData(true, "a warning", "no warning")]
    [InlineData(false, "no warning", "a warning")]
    public void Compare_AWarningOnOneSideOnly_Parts(bool recordedWarns, string recorded, string answered)
    {
        var warning = recordedWarns ? ""","warning":["old"]""" : "";

        var differences = Compare(Get + "\"response\":{}" + warning, Some.Answer("{}", warned: !recordedWarns));

        Assert.Equal([new Difference(Difference.Warning, recorded, answered)], differences);
    }

    [Fact]
    public void Compare_LooseHeaders_LeavesThemOpenAndNotTheStatus()
    {
        var answer = Some.Answer("{}", status: 400, mediaType: "text/plain", warned: true);

        var differences = Compare(Get + """ "response":{},"loose_headers":true""", answer);

        Assert.Equal([Difference.Status], differences.Select(difference => difference.Path));
    }

    [Fact]
    public void Compare_LooseBody_LeavesOnlyTheBodyOpen()
    {
        var differences = Compare(Get + """ "response":{"a":1},"loose":[""]""", Some.Answer("other", mediaType: "text/plain"));

        Assert.Equal([Difference.ContentType], differences.Select(difference => difference.Path));
    }

    [Fact]
    public void Compare_NoBodyRecorded_WantsNone()
    {
        const string Head = """ "on":"a","method":"HEAD","path":"/x","status":200 """;

        Assert.Empty(Compare(Head, Some.Answer("")));
        Assert.Equal([new Difference("", Difference.Nothing, "{}")], Compare(Head, Some.Answer("{}")));
    }

    [Fact]
    public void Compare_TextForJson_ShowsTheText() =>
        Assert.Equal(
            [new Difference("", """{"a":1}""", "<html>")],
            Compare(Get + """ "response":{"a":1}""", Some.Answer("<html>")));

    [Fact]
    public void Compare_AText_FoldsItAndComparesTheRest()
    {
        const string Table = Get + """ "response":"green nGX9qsAjTkWnDKcrX7kVqA\n","content_type":"text/plain" """;

        Assert.Empty(Compare(Table, Some.Answer("green e5lb8f3bScmsjkPX4CI8HQ\n", mediaType: "text/plain")));
        Assert.Single(Compare(Table, Some.Answer("red e5lb8f3bScmsjkPX4CI8HQ\n", mediaType: "text/plain")));
    }

    [Fact]
    public void Compare_AutoFollowErrors_CountOnlyInTheAutoFollowRecording()
    {
        const string Step = Get + """ "response":{"auto_follow_stats":{"recent_auto_follow_errors":[]}}""";
        var answer = Some.Answer("""{"auto_follow_stats":{"recent_auto_follow_errors":[1]}}""");

        Assert.Empty(Compare(Step, answer));
        Assert.Single(Compare(Step, answer, scenario: "auto-follow"));
    }

    private static IReadOnlyList<Difference> Compare(string step, Answer answer, string scenario = "some")
    {
        var recording = Some.Recording($"{{{step}}}", scenario);
        return new AnswerComparison(RecordingFiles.ReadRules(), new Variables())
            .Compare(recording, (Step.Request)recording.Steps[0], answer);
    }
}
