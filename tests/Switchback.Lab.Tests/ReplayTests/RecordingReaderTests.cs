using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class RecordingReaderTests
{
    [Fact]
    public void Parse_WhatThePairIsGiven_IsReadBySide()
    {
        var recording = Some.Recording("", security: true, licence: "basic");

        Assert.Equal("clusterB", recording.Given.Clusters[Side.B]);
        Assert.Equal(("basic", "trial"), (recording.Given.Licences[Side.A], recording.Given.Licences[Side.B]));
        Assert.Equal("root:rootroot", recording.Given.Superuser);
        Assert.Null(Some.Recording("").Given.Superuser);
    }

    [Fact]
    public void Parse_EveryKindOfStep_KeepsItsPlace()
    {
        var recording = Some.Recording("""
            {"say":"so"}, {"do":"wait","ms":1500,"why":"w"}, {"do":"stop","cluster":"a"},
            {"do":"start","cluster":"b"}, {"do":"freeze","cluster":"a"}, {"do":"thaw","cluster":"a"}
            """);

        Assert.Equal(
            [
                new Step.Say("so"),
                new Step.Wait(TimeSpan.FromSeconds(1.5), "w"),
                new Step.Steer(Handling.Stop, Side.A),
                new Step.Steer(Handling.Start, Side.B),
                new Step.Steer(Handling.Freeze, Side.A),
                new Step.Steer(Handling.Thaw, Side.A),
            ],
            recording.Steps);
        Assert.True(recording.NeedsHands);
        Assert.False(Some.Recording("""{"say":"so"}""").NeedsHands);
    }

    [Fact]
    public void Parse_ARequestWithEverything_ReadsEveryWord()
    {
        var request = Some.Request("""
            {"on":"b","method":"GET","path":"/x","body":"lines","headers":{"h":"v"},"as":"ApiKey i:s","until":[["a","there"]],
             "capture":{"n":"p"},"loose":["l"],"loose_headers":true,"note":"why","give_up_after_ms":2000,
             "status":404,"response":"text","content_type":"text/plain","warning":["w"]}
            """);

        Assert.Equal((Side.B, "GET", "/x", "why"), (request.On, request.Method, request.Path, request.Note));
        Assert.Equal(new SentBody.Text("lines"), request.Body);
        Assert.Equal(new Caller.ApiKey("i:s"), request.As);
        Assert.Equal("v", request.Headers["h"]);
        Assert.Equal("p", request.Capture["n"]);
        Assert.Equal(Operator.There, Assert.Single(request.Until).Operator);
        Assert.Equal(["l"], request.Loose);
        Assert.True(request.LooseHeaders);
        Assert.Equal(TimeSpan.FromSeconds(2), request.GiveUpAfter);
        Assert.Equal((404, "text/plain", true), (request.Recorded!.Status, request.Recorded.MediaType, request.Recorded.Warned));
        Assert.Equal("text", request.Recorded.Body!.Value.GetString());
    }

    [Theory]
    [InlineData("""{"on":"a","method":"GET","path":"/","status":200,"surprise":1}""", "surprise")]
    [InlineData("""{"on":"c","method":"GET","path":"/","status":200}""", "'c'")]
    [InlineData("""{"do":"explode","cluster":"a"}""", "explode")]
    [InlineData("""{"on":"a","method":"GET","path":"/"}""", "#0")]
    public void Parse_AWordItDoesNotKnow_RefusesWithFileAndStep(string step, string named)
    {
        var refusal = Assert.Throws<FormatException>(() => Some.Recording(step));

        Assert.StartsWith("some.json#0: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }
}
