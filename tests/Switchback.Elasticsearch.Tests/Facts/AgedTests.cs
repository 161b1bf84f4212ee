using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Tests.Facts;

public sealed class AgedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly Answer<int> Silence = new Fault.TimedOut(TimeSpan.FromSeconds(5));

    [Fact]
    public void Hear_AnAnswer_IsKnownSinceTheQuestion()
    {
        Assert.Equal(new Aged<int>.Known(7, Noon), new Aged<int>.NotAskedYet().Hear(new Answer<int>.Success(7), Noon));
    }

    [Fact]
    public void Hear_FailuresAfterAnAnswer_KeepsTheValueAndTheFirstFailuresTime()
    {
        var known = new Aged<int>.Known(7, Noon);

        var failed = Assert.IsType<Aged<int>.Failed>(known.Hear(Silence, Noon.AddSeconds(10)).Hear(Silence, Noon.AddSeconds(20)));

        Assert.Equal((known, Noon.AddSeconds(10)), (failed.Last, failed.Since));
        Assert.Equal("No complete answer within 5 s. The cluster may still be working on it.", failed.Why);
        Assert.True(failed.TryGetLast(out var value));
        Assert.Equal(7, value);
    }

    [Fact]
    public void Hear_AnAnswerAfterFailures_IsKnownAgainAndForgetsThem()
    {
        var back = new Aged<int>.NotAskedYet().Hear(Silence, Noon).Hear(new Answer<int>.Success(8), Noon.AddSeconds(30));

        Assert.Equal(new Aged<int>.Known(8, Noon.AddSeconds(30)), back);
    }

    [Fact]
    public void LastKnown_OfWhatNeverAnswered_IsNone()
    {
        Assert.Null(new Aged<int>.NotAskedYet().LastKnown);
        Assert.Null(new Aged<int>.NotAskedYet().Hear(Silence, Noon).LastKnown);
        Assert.False(new Aged<int>.NotAskedYet().TryGetLast(out _));
    }
}
