using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Indices;

/// <summary>What an index expression reaches: lists, wildcards, exclusions, aliases, hidden and closed indices.</summary>
public sealed class NameResolutionTests(NameResolutionTests.World world) : IClassFixture<NameResolutionTests.World>
{
    [Theory]
    [InlineData("_all", "", "a-1,a-2,b-1,closed")]
    [InlineData("*", "", "a-1,a-2,b-1,closed")]
    [InlineData("a-*", "", "a-1,a-2")]
    [InlineData("a-*,-a-1", "", "a-2")]
    [InlineData("*,-a-*", "", "b-1,closed")]
    [InlineData("b-1,a-1", "", "a-1,b-1")]
    [InlineData("both", "", "a-1,b-1")]
    [InlineData("bo*", "", "a-1,b-1")]
    [InlineData("none*", "", "")]
    [InlineData("*", "?expand_wildcards=open", "a-1,a-2,b-1")]
    [InlineData("*", "?expand_wildcards=closed", "closed")]
    [InlineData("*", "?expand_wildcards=all", ".hidden,a-1,a-2,b-1,closed")]
    [InlineData("*", "?expand_wildcards=open,hidden", ".hidden,a-1,a-2,b-1")]
    [InlineData(".hid*", "", ".hidden")]
    [InlineData("none,a-1", "?ignore_unavailable=true", "a-1")]
    [InlineData("none", "?ignore_unavailable=true", "")]
    public async Task Expression_Settings_ReachTheseIndices(string expression, string query, string expected)
    {
        var answer = await world.Lab.OnA($"GET /{expression}/_settings{query}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(expected, string.Join(',', answer.Json!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("none", "", "no such index [none]", "index_or_alias")]
    [InlineData("a-1,none", "", "no such index [none]", "index_or_alias")]
    [InlineData("none*", "?allow_no_indices=false", "no such index [none*]", "index_or_alias")]
    [InlineData("none*,a-*", "?allow_no_indices=false", "no such index [none*]", "index_or_alias")]
    public async Task Expression_ReachesNothingItShould_NotFound(string expression, string query, string reason, string resource)
    {
        var answer = await world.Lab.OnA($"GET /{expression}/_settings{query}");

        Assert.Equal((404, "index_not_found_exception", reason), (answer.Status, answer.Type, answer.Reason));
        Assert.Equal(resource, answer.TextAt("error/resource.type"));
    }

    /// <summary>Four indices, an alias over two of them, one closed, one hidden.</summary>
    public sealed class World : IAsyncLifetime
    {
        public RunningLab Lab { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Lab = await RunningLab.StartAsync();
            foreach (var name in new[] { "a-1", "a-2", "b-1", "closed" }) await Lab.OnA($"PUT /{name}");
            await Lab.OnA("PUT /.hidden", """{"settings":{"index.hidden":true}}""");
            await Lab.OnA("POST /_aliases", """{"actions":[{"add":{"indices":["a-1","b-1"],"alias":"both"}}]}""");
            await Lab.OnA("POST /closed/_close");
        }

        public ValueTask DisposeAsync() => Lab.DisposeAsync();
    }
}
