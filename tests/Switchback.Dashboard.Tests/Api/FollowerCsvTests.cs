using System.Net.Http.Headers;
using Switchback.Dashboard.Api;

namespace Switchback.Dashboard.Tests.Api;

public sealed class FollowerCsvTests
{
    [Fact]
    public async Task Csv_MoreThanAnyPage_HasEveryMatchInOrder()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Many(2500));

        var lines = await LinesAsync(app, "/api/v1/followers?format=csv&query=lag:%3E0&sort=-lag");

        Assert.Equal(string.Join(',', FollowerCsv.Names), lines[0]);
        Assert.Equal(2499, lines.Length - 1);
        Assert.StartsWith("clusterB,orders-2499,following,Following,", lines[1]);
        Assert.StartsWith("clusterB,orders-0001,", lines[^1]);
    }

    [Fact]
    public async Task Csv_OneFollower_SaysWhatJsonSays()
    {
        await using var app = await QuietDashboard.StartAsync();
        app.Monitor.Publish(SomeFleet.Snapshot(SomeFleet.Broken));

        var lines = await LinesAsync(app, "/api/v1/followers?format=csv");

        Assert.Equal(
            "clusterB,orders-3,read-errors,Read errors,Reads fail.,security_exception,\"action [x], \"\"y\"\" is unauthorized\",Give the rights back,2026-03-04T03:11:07.000Z,"
            + "1200,12.5,40,true,2026-03-04T03:14:03.000Z,alias,orders-3-leader,clusterA,orders,logs,logs-app,2,4096,100,1300,2026-03-04T12:14:07.000Z,false",
            lines[1]);
    }

    [Theory]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/csv, application/json;q=0.5", "text/csv")]
    [InlineData("application/json, text/csv;q=0.9", "application/json")]
    [InlineData("*/*", "application/json")]
    public async Task Format_ByAcceptHeader_IsTheOneThatIsPreferred(string accept, string expected)
    {
        await using var app = await QuietDashboard.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/followers");
        request.Headers.Accept.ParseAdd(accept);

        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-x", "'-x")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("", "")]
    public void Cell_TextThatASpreadsheetWouldMistake_IsMarkedOrQuoted(string text, string expected)
    {
        Assert.Equal(expected, FollowerCsv.Cell(text));
    }

    private static async Task<string[]> LinesAsync(QuietDashboard app, string path)
    {
        using var answer = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(MediaTypeHeaderValue.Parse("text/csv; charset=utf-8"), answer.Content.Headers.ContentType);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("\r\n", text);
        return text.TrimEnd().Split("\r\n");
    }
}
