namespace Switchback.Lab.Tests.Security;

/// <summary>Wildcards stand for what the caller may see; written-out names must all be allowed.</summary>
public sealed class NarrowingTests : IAsyncLifetime
{
    private GuardedLab _lab = null!;
    private string _user = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await GuardedLab.StartAsync("9");
        foreach (var index in new[] { "logs-1", "logs-2", "secret-1" })
            Assert.Equal(201, (await _lab.SendAsync(GuardedLab.Root, $"PUT /{index}/_doc/1?refresh", "{}")).Status);
        Assert.Equal(200, (await _lab.SendAsync(GuardedLab.Root, "POST /_aliases", """{"actions":[{"add":{"index":"secret-1","alias":"shared"}}]}""")).Status);
        _user = await _lab.UserAsync("reader", """{"indices":[{"names":["logs-*","shared"],"privileges":["read","monitor"]}]}""");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("GET /_search", "logs-1,logs-2,secret-1")]
    [InlineData("GET /*/_search", "logs-1,logs-2,secret-1")]
    [InlineData("GET /logs*/_search", "logs-1,logs-2")]
    [InlineData("GET /*,-logs-1/_search", "logs-2,secret-1")]
    [InlineData("GET /secret*/_search", "")]
    [InlineData("GET /.sec*/_search?expand_wildcards=all", "")]
    [InlineData("GET /shared/_search", "secret-1")]
    [InlineData("GET /logs-1,secret-1/_search?ignore_unavailable=true", "logs-1")]
    public async Task Search_ByWildcard_FindsWhatTheCallerMaySee(string call, string indices)
    {
        var answer = await _lab.SendAsync(_user, call);

        Assert.Equal(200, answer.Status);
        var found = answer.At("hits/hits")!.AsArray().Select(hit => hit!["_index"]!.ToString()).Order(StringComparer.Ordinal);
        Assert.Equal(indices, string.Join(',', found));
    }

    [Theory]
    [InlineData("GET /secret-1/_search", "secret-1")]
    [InlineData("GET /logs-1,secret-1/_search", "secret-1")]
    [InlineData("GET /none/_search", "none")]
    public async Task Search_ByName_ForbiddenWhereOneIsNotAllowed(string call, string denied)
    {
        var answer = await _lab.SendAsync(_user, call);

        Assert.Equal((403, $"action [indices:data/read/search] is unauthorized for user [reader] with effective roles [reader] on indices [{denied}], "
            + "this action is granted by the index privileges [read,all]"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task SecurityIndex_MadeWithTheFirstRole_CountsInHealthAndIsHidden()
    {
        var health = await _lab.SendAsync(GuardedLab.Root, "GET /_cluster/health");
        var names = await _lab.SendAsync(GuardedLab.Root, "GET /_all/_settings");

        Assert.Equal("4", health.TextAt("active_primary_shards"));
        Assert.Equal(["logs-1", "logs-2", "secret-1"], names.Json!.AsObject().Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }
}
