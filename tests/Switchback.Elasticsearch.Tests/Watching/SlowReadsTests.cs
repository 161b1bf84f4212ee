using Switchback.Elasticsearch.Watching;

namespace Switchback.Elasticsearch.Tests.Watching;

/// <summary>The fast loop says once that something came or went: whatever the slow one is doing then, it must look after that.</summary>
public sealed class SlowReadsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SlowReads _reads = new(TimeSpan.FromMinutes(5));

    public SlowReadsTests()
    {
        while (_reads.Begin(Noon) is { } read) _reads.Done(read, Noon, TimeSpan.Zero);
    }

    [Fact]
    public void Asked_WhileNothingIsUnderWay_IsReadAtOnceAndThenAtItsPace()
    {
        _reads.AskSoon(After(1));

        Assert.Equal([SlowRead.Metadata, SlowRead.Indices], Due(After(1)));
        Assert.Empty(Due(After(1.5)));
    }

    [Fact]
    public void Asked_AgainWithinASecond_IsPutOffAndNotDropped()
    {
        _reads.AskSoon(After(1));
        Due(After(1));

        _reads.AskSoon(After(1.2));
        _reads.AskSoon(After(1.4));

        Assert.Empty(Due(After(1.9)));
        Assert.Equal([SlowRead.Metadata, SlowRead.Indices], Due(After(2)));
        Assert.DoesNotContain(SlowRead.Metadata, Due(After(9)));
    }

    [Fact]
    public void Asked_WhileTheReadIsUnderWay_IsReadOnceMore()
    {
        _reads.AskSoon(After(1));
        Assert.Equal(SlowRead.Metadata, _reads.Begin(After(1)));
        _reads.AskSoon(After(2.1));

        _reads.Done(SlowRead.Metadata, After(3), TimeSpan.FromSeconds(2));

        Assert.Contains(SlowRead.Metadata, Due(After(3)));
    }

    [Fact]
    public void Read_UnderWay_IsNotBegunTwice()
    {
        _reads.AskSoon(After(1));

        Assert.Equal(SlowRead.Metadata, _reads.Begin(After(1)));
        Assert.Equal(SlowRead.Indices, _reads.Begin(After(1)));
        Assert.Null(_reads.Begin(After(1)));
    }

    private static DateTimeOffset After(double seconds) => Noon.AddSeconds(seconds);

    /// <summary>What is begun and done now, without the copies that are looked at every other second.</summary>
    private List<SlowRead> Due(DateTimeOffset now)
    {
        var due = new List<SlowRead>();
        while (_reads.Begin(now) is { } read)
        {
            if (read != SlowRead.Copies) due.Add(read);
            _reads.Done(read, now, TimeSpan.Zero);
        }
        return due;
    }
}
