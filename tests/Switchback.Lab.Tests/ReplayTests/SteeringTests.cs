using Microsoft.AspNetCore.Http;
using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class SteeringTests
{
    [Fact]
    public async Task Lab_DoAndWaitSteps_GoToTheSwitches()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");

        var report = await pair.ReplayAsync("""
            {"do":"freeze","cluster":"a"}, {"do":"thaw","cluster":"a"}, {"do":"stop","cluster":"b"}, {"do":"start","cluster":"b"},
            {"do":"wait","ms":35000,"why":"renewal"}, {"do":"wait","ms":1500,"why":"nothing"}
            """);

        Assert.Empty(report.Parted);
        Assert.Equal(
            [
                "clusterA POST /_lab/reset",
                "clusterB POST /_lab/clusters/clusterA/freeze",
                "clusterB POST /_lab/clusters/clusterA/thaw",
                "clusterA POST /_lab/clusters/clusterB/stop",
                "clusterA POST /_lab/clusters/clusterB/start",
                """clusterB POST /_lab/clock {"advance":"35s"}""",
                """clusterB POST /_lab/clock {"advance":"1500ms"}""",
            ],
            pair.Asked);
    }

    [Fact]
    public async Task Lab_OneSideIsStopped_SteersThroughTheOther()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");
        var recording = Some.Recording("");
        using var steering = new LabSteering(pair.Pair);
        await steering.PrepareAsync(recording, TestContext.Current.CancellationToken);
        await pair.B.StopAsync();

        await steering.PassAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.Equal("""clusterA POST /_lab/clock {"advance":"1s"}""", pair.Asked[^1]);
    }

    [Fact]
    public async Task Lab_ABasicLicenceIsGiven_SetsItAfterTheReset()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");

        await pair.ReplayAsync(Some.Recording("", licence: "basic"));

        Assert.Equal(["clusterA POST /_lab/reset", """clusterA POST /_lab/clusters/clusterA/licence {"type":"basic"}"""], pair.Asked);
    }

    [Fact]
    public async Task Lab_ASwitchIsRefused_PartsAndGoesOn()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");
        pair.A.Refuses = "/stop";

        var report = await pair.ReplayAsync(
            """{"do":"stop","cluster":"b"},{"on":"a","method":"GET","path":"/x","status":200,"response":{}}""");

        Assert.Equal(Difference.Steering, Assert.Single(Assert.Single(report.Parted).Differences).Path);
        Assert.Contains("clusterA GET /x", pair.Asked);
    }

    [Fact]
    public async Task Lab_ThePairCannotBeMadeReady_EveryStepPartsAndNothingIsSent()
    {
        await using var pair = await FakePair.AnsweringAsync("{}");
        pair.A.Refuses = "/reset";

        var report = await pair.ReplayAsync(
            """{"say":"so"},{"on":"a","method":"GET","path":"/x","status":200,"response":{}}""");

        Assert.All(report.Steps, step => Assert.Equal(Difference.Steering, Assert.Single(step.Differences).Path));
        Assert.Equal(2, report.Parted.Count);
        Assert.Equal(["clusterA POST /_lab/reset"], pair.Asked);
    }

    [Fact]
    public async Task Lab_ARequestHangsOnATimer_MovesTheClockMeanwhile()
    {
        var moved = new TaskCompletionSource();
        await using var pair = await FakePair.StartAsync(async context =>
        {
            await moved.Task;
            await FakeCluster.JsonAsync(context, "{}");
        });
        pair.B.Steered += (_, _) => moved.TrySetResult();

        Assert.Empty((await pair.ReplayAsync("""{"on":"a","method":"GET","path":"/x","status":200,"response":{}}""")).Parted);
    }

    [Theory]
    [InlineData("""{"do":"stop","cluster":"a"}""", "", "trial", "only a lab")]
    [InlineData("", "green open foo", "trial", "empty pair")]
    [InlineData("", "", "basic", "trial licence")]
    public async Task Real_ThePairIsNotWhatTheRecordingWants_RefusesWithTheReason(string steps, string indices, string licence, string reason)
    {
        await using var pair = await RealAsync(indices, licence);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => pair.ReplayAsync(Some.Recording(steps), new RealSteering(pair.Pair)));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(pair.Asked, line => line.Contains("/_lab", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Real_AnEmptyPair_IsReplayedWithoutSwitches()
    {
        await using var pair = await RealAsync("", "trial");

        var report = await pair.ReplayAsync(
            Some.Recording("""{"do":"wait","ms":1,"why":"so"},{"on":"a","method":"GET","path":"/_license","status":200,"response":{"license":{"type":"trial"}}}"""),
            new RealSteering(pair.Pair));

        Assert.Empty(report.Parted);
        Assert.DoesNotContain(pair.Asked, line => line.Contains("/_lab", StringComparison.Ordinal));
    }

    private static Task<FakePair> RealAsync(string indices, string licence) => FakePair.StartAsync(context =>
        context.Request.Path == "/_license"
            ? FakeCluster.JsonAsync(context, $$$"""{"license":{"type":"{{{licence}}}"}}""")
            : context.Response.WriteAsync(indices, context.RequestAborted));
}
