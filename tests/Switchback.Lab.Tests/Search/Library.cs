using System.Text.Json.Nodes;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Search;

/// <summary>One lab for all questions of a class: a small index of books on three shards, fully refreshed.</summary>
public sealed class Library : IAsyncLifetime
{
    private const string Mapping = """
        {"settings":{"number_of_shards":3,"number_of_replicas":0},"mappings":{"properties":{
          "title":{"type":"text","fields":{"raw":{"type":"keyword"}}},"genre":{"type":"keyword"},"pages":{"type":"integer"},"price":{"type":"double"},
          "out":{"type":"date"},"lent":{"type":"boolean"},"author":{"properties":{"name":{"type":"text"},"born":{"type":"integer"}}},"tags":{"type":"keyword"}}}}
        """;

    private const string Books = """
        {"index":{"_id":"1"}}
        {"title":"The quick brown fox","genre":"fable","pages":32,"price":4.5,"out":"2026-01-10","lent":true,"author":{"name":"Ann Oak","born":1950},"tags":["a","b"]}
        {"index":{"_id":"2"}}
        {"title":"Quick sorting for foxes","genre":"craft","pages":210,"price":30,"out":"2026-02-20T10:00:00Z","lent":false,"author":{"name":"Bo Elm","born":1980},"tags":"b"}
        {"index":{"_id":"3"}}
        {"title":"The lazy dog","genre":"fable","pages":48,"price":6.25,"out":"2026-02-21","author":{"name":"Ann Ash"},"tags":[]}
        {"index":{"_id":"4"}}
        {"title":"Brown bread, quick and slow","genre":"craft","pages":120,"out":"2026-03-05T23:59:59.999Z","lent":false,"author.born":1990}
        {"index":{"_id":"5"}}
        {"genre":null,"pages":500,"price":99.99,"lent":"true","tags":["c"]}

        """;

    public RunningLab Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Lab = await RunningLab.StartAsync();
        Assert.Equal(200, (await Lab.OnA("PUT /books", Mapping.ReplaceLineEndings(" "))).Status);
        var bulk = await Lab.OnA("POST /books/_bulk?refresh", Books.ReplaceLineEndings("\n"));
        Assert.Equal("false", bulk.TextAt("errors"));
    }

    public ValueTask DisposeAsync() => Lab.DisposeAsync();

    /// <summary>The ids a search finds, in its order.</summary>
    public async Task<string[]> IdsAsync(string call, string? body = null)
    {
        var answer = await Lab.OnA(call, body);
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.At("hits/hits")!.AsArray().Select(hit => hit!["_id"]!.ToString())];
    }

    public async Task<JsonNode> AskAsync(string call, string body)
    {
        var answer = await Lab.OnA(call, body);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json!;
    }
}
