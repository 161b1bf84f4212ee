using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;

namespace Switchback.Elasticsearch.Tests.Torture;

public sealed class BusyTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("Retry-After: 7\r\n", 7.0)]
    [InlineData("Retry-After: 0\r\n", 0.0)]
    [InlineData("Retry-After: soon\r\n", null)]
    [InlineData("Retry-After: -3\r\n", null)]
    [InlineData("Retry-After: 999999\r\n", 3600.0)]
    // The server's clock is years from ours: the date is meant by its own.
    [InlineData("Date: Tue, 01 Jan 2019 10:00:00 GMT\r\nRetry-After: Tue, 01 Jan 2019 10:00:30 GMT\r\n", 30.0)]
    [InlineData("Date: Tue, 01 Jan 2019 10:00:00 GMT\r\nRetry-After: Tue, 01 Jan 2019 09:00:00 GMT\r\n", 0.0)]
    public async Task TooManyRequests_WithEachFormOfRetryAfter_SaysHowLong(string headers, double? seconds)
    {
        await using var server = new RawServer(exchange => exchange.SendAsync(RawServer.Json("""{"error":{"type":"x","reason":"y"},"status":429}""", 429, headers)));
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var effect = await cluster.Following.PauseAsync("bar", TestContext.Current.CancellationToken);

        var busy = Assert.IsType<Fault.TooManyRequests>(Assert.IsType<Effect<Acknowledged>.NotDone>(effect).Fault);
        Assert.Equal(seconds, busy.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Date_OfAServerWithAnotherClock_GivesTheSkew()
    {
        var time = new SetTime(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        await using var server = new RawServer(exchange => exchange.SendAsync(
            RawServer.Json("""{"license":{"type":"basic","status":"active"}}""", headers: "Date: Sat, 21 Nov 2026 12:01:30 GMT\r\n")));
        using var cluster = Some.Cluster(Some.Options(server.Url), time: time);

        await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new Calls.ClockSkew(TimeSpan.FromSeconds(90), time.GetUtcNow()), cluster.Channel.Skew);
    }
}
