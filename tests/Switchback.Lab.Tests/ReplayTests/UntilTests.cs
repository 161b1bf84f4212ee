using Microsoft.AspNetCore.Http;
using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class UntilTests
{
    private const string UntilThree =
        """{"on":"a","method":"GET","path":"/x","until":[["n",">=",3]],"status":200,"response":{"n":3}}""";

    [Fact]
    public async Task Until_TheConditionComesTrue_ComparesTheLastAnswer()
    {
        await using var pair = await CountingAsync();

        var report = await pair.ReplayAsync(UntilThree);

        Assert.Empty(report.Parted);
        Assert.Equal(3, pair.Asked.Count(line => line == "clusterA GET /x"));
    }

    [Fact]
    public async Task Until_TheConditionTakesATimer_MovesTheLabsClock()
    {
        await using var pair = await CountingAsync();

        await pair.ReplayAsync(UntilThree.Replace('3', '8') + "," + UntilThree.Replace("3", "25", StringComparison.Ordinal));

        // The first looks leave the clock alone; after them it moves a little with each look.
        Assert.Equal(17 - 1 - 10, pair.Asked.Count(line => line == """clusterB POST /_lab/clock {"advance":"250ms"}"""));
    }

    [Fact]
    public async Task Until_PatienceRunsOut_NamesTheConditionAndWhatStoodThere()
    {
        await using var pair = await FakePair.AnsweringAsync("""{"n":2}""");

        var report = await pair.ReplayAsync(Some.Recording(UntilThree), new DeadSideSteering());

        Assert.Equal(
            [new Difference(Difference.Until, "n >= 3", "2"), new Difference("n", "3", "2")],
            Assert.Single(report.Parted).Differences);
        Assert.Equal(91, pair.Asked.Count(line => line == "clusterA GET /x"));
    }

    [Fact]
    public async Task Until_AConnectionBreaks_IsNotYet()
    {
        var asked = 0;
        await using var pair = await FakePair.StartAsync(context =>
        {
            if (Interlocked.Increment(ref asked) > 2)
                return FakeCluster.JsonAsync(context, """{"n":3}""");
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.Empty((await pair.ReplayAsync(UntilThree)).Parted);
    }

    private static Task<FakePair> CountingAsync()
    {
        var asked = 0;
        return FakePair.StartAsync(context =>
            FakeCluster.JsonAsync(context, $$"""{"n":{{Interlocked.Increment(ref asked)}}}"""));
    }
}
