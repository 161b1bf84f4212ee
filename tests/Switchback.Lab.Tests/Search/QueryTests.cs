namespace Switchback.Lab.Tests.Search;

/// <summary>Which books each query finds.</summary>
public sealed class QueryTests(Library library) : IClassFixture<Library>
{
    [Theory]
    [InlineData("""{"match_all":{}}""", "1 2 3 4 5")]
    [InlineData("""{"match_none":{}}""", "")]
    [InlineData("""{"match":{"title":"quick FOX"}}""", "1 2 4")]
    [InlineData("""{"match":{"title":{"query":"quick fox","operator":"and"}}}""", "1")]
    [InlineData("""{"match":{"title":{"query":"quick brown fox","minimum_should_match":2}}}""", "1 4")]
    [InlineData("""{"match":{"genre":"fable"}}""", "1 3")]
    [InlineData("""{"match":{"pages":"48"}}""", "3")]
    [InlineData("""{"match_phrase":{"title":"brown fox"}}""", "1")]
    [InlineData("""{"match_phrase":{"title":"fox brown"}}""", "")]
    [InlineData("""{"match_phrase":{"title":{"query":"quick fox","slop":1}}}""", "1")]
    [InlineData("""{"match_phrase_prefix":{"title":"sorting fo"}}""", "2")]
    [InlineData("""{"multi_match":{"query":"ann","fields":["title","author.*"]}}""", "1 3")]
    [InlineData("""{"term":{"title":"quick"}}""", "1 2 4")]
    [InlineData("""{"term":{"title":"Quick"}}""", "")]
    [InlineData("""{"term":{"title.raw":"The lazy dog"}}""", "3")]
    [InlineData("""{"term":{"genre":{"value":"FABLE"}}}""", "")]
    [InlineData("""{"term":{"lent":true}}""", "1 5")]
    [InlineData("""{"term":{"out":"2026-02-21"}}""", "3")]
    [InlineData("""{"term":{"_id":"2"}}""", "2")]
    [InlineData("""{"term":{"nowhere":"x"}}""", "")]
    [InlineData("""{"terms":{"tags":["a","c"]}}""", "1 5")]
    [InlineData("""{"terms":{"_id":["4","9"]}}""", "4")]
    [InlineData("""{"ids":{"values":["3","1"]}}""", "1 3")]
    [InlineData("""{"range":{"pages":{"gte":48,"lt":210}}}""", "3 4")]
    [InlineData("""{"range":{"price":{"gt":6.25}}}""", "2 5")]
    [InlineData("""{"range":{"out":{"gte":"2026-02-20","lte":"2026-02-20"}}}""", "2")]
    [InlineData("""{"range":{"out":{"gt":"2026-02-20||/d"}}}""", "3 4")]
    [InlineData("""{"range":{"out":{"lt":"2026-03-06||-1M"}}}""", "1")]
    [InlineData("""{"range":{"genre":{"gt":"d"}}}""", "1 3")]
    [InlineData("""{"range":{"_seq_no":{"gte":0}}}""", "1 2 3 4 5")]
    [InlineData("""{"exists":{"field":"price"}}""", "1 2 3 5")]
    [InlineData("""{"exists":{"field":"tags"}}""", "1 2 5")]
    [InlineData("""{"exists":{"field":"author"}}""", "1 2 3 4")]
    [InlineData("""{"prefix":{"genre":"cr"}}""", "2 4")]
    [InlineData("""{"wildcard":{"genre":{"value":"*b?e"}}}""", "1 3")]
    [InlineData("""{"regexp":{"genre":"[cf].*t"}}""", "2 4")]
    [InlineData("""{"constant_score":{"filter":{"term":{"genre":"craft"}}}}""", "2 4")]
    [InlineData("""{"bool":{"must":{"term":{"genre":"craft"}},"must_not":[{"range":{"pages":{"gt":200}}}]}}""", "4")]
    [InlineData("""{"bool":{"should":[{"term":{"genre":"craft"}},{"term":{"_id":"5"}}]}}""", "2 4 5")]
    [InlineData("""{"bool":{"filter":[{"term":{"genre":"craft"}}],"should":[{"term":{"_id":"5"}}]}}""", "2 4")]
    [InlineData("""{"bool":{"filter":[{"term":{"genre":"craft"}}],"should":[{"term":{"_id":"4"}}],"minimum_should_match":1}}""", "4")]
    [InlineData("""{"bool":{"must_not":{"exists":{"field":"genre"}}}}""", "5")]
    [InlineData("""{"match":{"author.born":1990}}""", "4")]
    [InlineData("""{"query_string":{"query":"genre:fable AND NOT title:lazy"}}""", "1")]
    [InlineData("""{"simple_query_string":{"query":"dog | bread"}}""", "3 4")]
    public async Task Search_AQuery_FindsItsDocuments(string query, string expected)
    {
        var found = await library.IdsAsync("POST /books/_search", $$"""{"query":{{query}},"size":20}""");
        var counted = await library.AskAsync("POST /books/_count", $$"""{"query":{{query}}}""");

        Assert.Equal(expected, string.Join(' ', found.Order(StringComparer.Ordinal)));
        Assert.Equal(found.Length, (int)counted["count"]!);
    }

    [Theory]
    [InlineData("quick", "1 2 4")]
    [InlineData("title:quick", "1 2 4")]
    [InlineData("title:quick title:dog", "1 2 3 4")]
    [InlineData("title:quick AND genre:craft", "2 4")]
    [InlineData("+title:quick -genre:craft", "1")]
    [InlineData("title:(quick AND brown)", "1 4")]
    [InlineData("\"brown fox\"", "1")]
    [InlineData("genre:cr*", "2 4")]
    [InlineData("pages:[48 TO 210}", "3 4")]
    [InlineData("pages:>200", "2 5")]
    [InlineData("pages:<=32", "1")]
    [InlineData("_exists_:price", "1 2 3 5")]
    [InlineData("NOT genre:fable", "2 4 5")]
    [InlineData("genre:fable OR _id:5", "1 3 5")]
    [InlineData("*", "1 2 3 4 5")]
    [InlineData("210", "2")]
    [InlineData("nothing", "")]
    public async Task Search_LucenesSyntax_FindsItsDocuments(string text, string expected)
    {
        var found = await library.IdsAsync("GET /books/_search?size=20&q=" + Uri.EscapeDataString(text));

        Assert.Equal(expected, string.Join(' ', found.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("""{"query":{"nope":{}}}""", "parsing_exception", "unknown query [nope]")]
    [InlineData("""{"query":{"term":{"a":1,"b":2}}}""", "parsing_exception", "[term] query doesn't support multiple fields, found [a] and [b]")]
    [InlineData("""{"query":{"range":{"pages":{"above":1}}}}""", "parsing_exception", "[range] query does not support [above]")]
    [InlineData("""{"query":{"match_all":{},"term":{"a":1}}}""", "parsing_exception", "[match_all] malformed query, expected [END_OBJECT] but found [FIELD_NAME]")]
    [InlineData("""{"nope":{}}""", "parsing_exception", "Unknown key for a START_OBJECT in [nope].")]
    [InlineData("""{"from":9995,"size":10}""", "search_phase_execution_exception", "all shards failed")]
    [InlineData("""{"sort":["nowhere"]}""", "search_phase_execution_exception", "all shards failed")]
    [InlineData("""{"sort":["title"]}""", "search_phase_execution_exception", "all shards failed")]
    [InlineData("""{"query":{"term":{"pages":"many"}}}""", "search_phase_execution_exception", "all shards failed")]
    [InlineData("""{"query":{"query_string":{"query":"title:(quick"}}}""", "search_phase_execution_exception", "all shards failed")]
    [InlineData("""{"aggs":{"a":{"nope":{}}}}""", "parsing_exception", "Unknown aggregation type [nope]")]
    public async Task Search_ARequestThatMakesNoSense_IsRefused(string body, string type, string reason)
    {
        var answer = await library.Lab.OnA("POST /books/_search", body);

        Assert.Equal((400, type, reason), (answer.Status, answer.Type, answer.Reason));
    }

    [Fact]
    public async Task Search_AWindowTooLarge_SaysWhichLimit()
    {
        var answer = await library.Lab.OnA("POST /books/_search", """{"from":9995,"size":10}""");

        Assert.StartsWith("Result window is too large, from + size must be less than or equal to: [10000] but was [10005].", answer.TextAt("error/root_cause/0/reason"));
    }

    [Fact]
    public async Task Search_ByRelevance_RanksTheRareAndTheShortFirst()
    {
        await library.Lab.OnA("POST /essays/_bulk?refresh", """
            {"index":{"_id":"long"}}
            {"text":"fox and many other animals that live in the woods and on the fields"}
            {"index":{"_id":"short"}}
            {"text":"fox tales"}
            {"index":{"_id":"twice"}}
            {"text":"fox fox"}
            {"index":{"_id":"none"}}
            {"text":"tales of animals"}

            """.ReplaceLineEndings("\n"));

        Assert.Equal(["twice", "short", "long"], await library.IdsAsync("GET /essays/_search?q=text:fox"));
    }
}
