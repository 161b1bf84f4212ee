using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class GivingUpTests
{
    private const string NoAnswer =
        """{"on":"b","method":"PUT","path":"/x","body":{"n":1},"give_up_after_ms":2000,"no_answer":true}""";

    [Fact]
    public async Task GiveUp_NothingCame_AgreesAndClosesTheConnection()
    {
        var closed = new TaskCompletionSource();
        await using var pair = await FakePair.StartAsync(context =>
        {
            context.RequestAborted.Register(closed.SetResult);
            return closed.Task;
        });

        var report = await pair.ReplayAsync(NoAnswer);

        Assert.Empty(report.Parted);
        await closed.Task;
        Assert.Equal(
            ["clusterA POST /_lab/reset", """clusterB PUT /x {"n":1}""", """clusterB POST /_lab/clock {"advance":"2s"}"""],
            pair.Asked);
    }

    [Fact]
    public async Task GiveUp_AnAnswerCame_PartsAndShowsIt()
    {
        await using var pair = await FakePair.AnsweringAsync("""{"a":1}""");

        var report = await pair.ReplayAsync(NoAnswer);

        Assert.Equal(
            [new Difference(Difference.NoAnswer, Difference.Nothing, """200 {"a":1}""")],
            Assert.Single(report.Parted).Differences);
    }

    [Fact]
    public async Task GiveUp_TheConnectionBroke_Parts()
    {
        await using var pair = await FakePair.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var report = await pair.ReplayAsync(NoAnswer);

        Assert.Equal(Difference.NoAnswer, Assert.Single(Assert.Single(report.Parted).Differences).Path);
    }
}
