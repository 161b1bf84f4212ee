using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Tests.Facts;

public sealed class AgedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly Answer<string> Silence = new Fault.TimedOut(TimeSpan.FromSeconds(5));

    [Fact]
    public void Hear_AnAnswer_IsKnownSinceTheQuestion()
    {
        Assert.Equal(new Aged<string>.Known("seven", Noon), new Aged<string>.NotAskedYet().Hear(new Answer<string>.Success("seven"), Noon));
    }

    [Fact]
    public void Hear_FailuresAfterAnAnswer_KeepsTheValueAndTheFirstFailuresTime()
    {
        var known = new Aged<string>.Known("seven", Noon);

        var failed = Assert.IsType<Aged<string>.Failed>(known.Hear(Silence, Noon.AddSeconds(10)).Hear(Silence, Noon.AddSeconds(20)));

        Assert.Equal((known, Noon.AddSeconds(10)), (failed.Last, failed.Since));
        Assert.Equal("No complete answer within 5 s. The cluster may still be working on it.", failed.Why);
        Assert.Equal(("seven", Noon, failed.Why), (failed.Value, failed.ReadAt, failed.Trouble));
    }

    [Fact]
    public void Hear_AnAnswerAfterFailures_IsKnownAgainAndForgetsThem()
    {
        var back = new Aged<string>.NotAskedYet().Hear(Silence, Noon).Hear(new Answer<string>.Success("eight"), Noon.AddSeconds(30));

        Assert.Equal(new Aged<string>.Known("eight", Noon.AddSeconds(30)), back);
    }

    [Fact]
    public void LastKnown_OfWhatNeverAnswered_IsNone()
    {
        Assert.Null(new Aged<string>.NotAskedYet().LastKnown);
        Assert.Null(new Aged<string>.NotAskedYet().Hear(Silence, Noon).LastKnown);
        Assert.Equal((null, null, null), (new Aged<string>.NotAskedYet().Value, new Aged<string>.NotAskedYet().ReadAt, new Aged<string>.NotAskedYet().Trouble));
    }
}
