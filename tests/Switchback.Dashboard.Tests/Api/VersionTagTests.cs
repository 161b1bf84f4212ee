using System.Net;
using System.Net.Http.Headers;

namespace Switchback.Dashboard.Tests.Api;

public sealed class VersionTagTests
{
    [Theory]
    [InlineData("/api/v1/fleet")]
    [InlineData("/api/v1/pairs")]
    [InlineData("/api/v1/pairs/orders")]
    [InlineData("/api/v1/clusters")]
    [InlineData("/api/v1/followers?query=lag:%3E0")]
    [InlineData("/api/v1/followers?format=csv")]
    [InlineData("/api/v1/followers/clusterB/orders-3")]
    [InlineData("/api/v1/auto-follow")]
    [InlineData("/api/v1/remotes")]
    public async Task Answer_UntilTheNextSnapshot_IsNotSentTwice(string path)
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken));

        var (first, tag) = await AskAsync(app, path, null);
        var (same, sameTag) = await AskAsync(app, path, tag);
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken));
        var (newer, newerTag) = await AskAsync(app, path, tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.OK), (first, same, newer));
        Assert.Equal(tag, sameTag);
        Assert.NotEqual(tag, newerTag);
    }

    [Fact]
    public async Task Tag_OtherQuestionOrFormat_IsAnother()
    {
        await using var app = await QuietDashboard.StartAsync();

        var tags = new List<EntityTagHeaderValue?>();
        foreach (var path in new[] { "/api/v1/followers", "/api/v1/followers?query=a", "/api/v1/followers?query=b", "/api/v1/followers?format=csv", "/api/v1/fleet" })
        {
            tags.Add((await AskAsync(app, path, null)).Tag);
        }

        Assert.DoesNotContain(null, tags);
        Assert.Equal(tags.Count, tags.Distinct().Count());
    }

    [Fact]
    public async Task Tag_OfAnEarlierLife_IsNotTakenForThisOnes()
    {
        await using var app = await QuietDashboard.StartAsync();
        var (_, tag) = await AskAsync(app, "/api/v1/fleet", null);

        await app.Running.StopAsync();
        await app.Running.StartAgainAsync();
        var (status, _) = await AskAsync(app, "/api/v1/fleet", tag);

        Assert.Equal(HttpStatusCode.OK, status);
    }

    private static async Task<(HttpStatusCode Status, EntityTagHeaderValue? Tag)> AskAsync(QuietDashboard app, string path, EntityTagHeaderValue? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true }, answer.Headers.CacheControl?.ToString());
        if (answer.StatusCode == HttpStatusCode.NotModified)
        {
            Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        return (answer.StatusCode, answer.Headers.ETag);
    }
}
