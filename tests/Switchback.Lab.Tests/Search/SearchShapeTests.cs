namespace Switchback.Lab.Tests.Search;

/// <summary>Order, pages, what a hit shows, aggregations.</summary>
public sealed class SearchShapeTests(Library library) : IClassFixture<Library>
{
    [Theory]
    [InlineData("""["pages"]""", "1 3 4 2 5")]
    [InlineData("""[{"pages":"desc"}]""", "5 2 4 3 1")]
    [InlineData("""[{"price":{"order":"asc"}}]""", "1 3 2 5 4")]
    [InlineData("""[{"price":{"order":"desc"}}]""", "5 2 3 1 4")]
    [InlineData("""[{"price":{"order":"asc","missing":"_first"}}]""", "4 1 3 2 5")]
    [InlineData("""[{"genre":"asc"},{"pages":"desc"}]""", "2 4 3 1 5")]
    [InlineData("""[{"out":"asc"}]""", "1 2 3 4 5")]
    [InlineData("""["_id"]""", "1 2 3 4 5")]
    [InlineData("""[{"title.raw":"desc"}]""", "1 3 2 4 5")]
    [InlineData("""[{"nowhere":{"unmapped_type":"long"}},"pages"]""", "1 3 4 2 5")]
    public async Task Search_Sorted_ComesInThatOrder(string sort, string expected) =>
        Assert.Equal(expected, string.Join(' ', await library.IdsAsync("POST /books/_search", $$"""{"sort":{{sort}}}""")));

    [Fact]
    public async Task Search_PageAfterPage_MeetsEveryDocumentOnce()
    {
        var met = new List<string>();
        var after = "";
        for (var page = 0; page < 5; page++)
        {
            var answer = await library.AskAsync("POST /books/_search", $$"""{"size":2,"sort":[{"lent":"asc"},{"pages":"asc"}]{{after}}}""");
            var hits = answer["hits"]!["hits"]!.AsArray();
            if (hits.Count == 0) break;
            met.AddRange(hits.Select(hit => hit!["_id"]!.ToString()));
            after = $",\"search_after\":{hits[^1]!["sort"]!.ToJsonString()}";
        }

        Assert.Equal("4 2 1 5 3", string.Join(' ', met));
    }

    [Theory]
    [InlineData("GET /books/_count?terminate_after=1", null, "true", "3")]
    [InlineData("GET /books/_count?terminate_after=3", null, "false", "5")]
    [InlineData("GET /books/_count", null, null, "5")]
    [InlineData("POST /books/_search", """{"terminate_after":1}""", "true", "3")]
    [InlineData("POST /books/_search", """{"terminate_after":1,"query":{"match_all":{}},"size":0}""", "true", "3")]
    [InlineData("GET /books/_search?terminate_after=9", null, "false", "5")]
    [InlineData("GET /books/_search", null, null, "5")]
    public async Task Search_ThatMayStopEarly_TellsWhetherItDid(string call, string? body, string? early, string found)
    {
        var answer = await library.Lab.OnA(call, body);

        Assert.Equal((early, found), (answer.TextAt("terminated_early"), answer.TextAt("count") ?? answer.TextAt("hits/total/value")));
    }

    [Theory]
    [InlineData("""{"range":{"_seq_no":{"gt":1.5}}}""", "illegal_argument_exception", "Value [1.5] has a decimal part")]
    [InlineData("""{"range":{"_seq_no":{"gte":99999999999999999999}}}""", "illegal_argument_exception", "Value [99999999999999999999] is out of range for a long")]
    [InlineData("""{"range":{"pages":{"gte":"x"}}}""", "number_format_exception", "For input string: \"x\"")]
    [InlineData("""{"term":{"pages":"abc"}}""", "number_format_exception", "For input string: \"abc\"")]
    [InlineData("""{"range":{"out":{"gte":"soon"}}}""", "parse_exception", "failed to parse date field [soon] with format [strict_date_optional_time||epoch_millis]")]
    public async Task Search_AValueThatIsNone_NamesTheCause(string query, string type, string reason)
    {
        var answer = await library.Lab.OnA("POST /books/_search", $$"""{"query":{{query}}}""");

        Assert.Equal((400, "search_phase_execution_exception"), (answer.Status, answer.Type));
        Assert.Equal(("query_shard_exception", $"failed to create query: {reason}"), (answer.TextAt("error/failed_shards/0/reason/type"), answer.TextAt("error/failed_shards/0/reason/reason")));
        Assert.Equal((type, reason), (answer.TextAt("error/failed_shards/0/reason/caused_by/type"), answer.TextAt("error/failed_shards/0/reason/caused_by/reason")));
    }

    [Fact]
    public async Task Search_ByThePrimaryTerm_FindsNoSuchField()
    {
        var sorted = await library.Lab.OnA("GET /books/_search?sort=_primary_term");

        Assert.Empty(await library.IdsAsync("POST /books/_search", """{"query":{"range":{"_primary_term":{"gte":0}}}}"""));
        Assert.Equal((400, "No mapping found for [_primary_term] in order to sort on"), (sorted.Status, sorted.TextAt("error/root_cause/0/reason")));
    }

    [Theory]
    [InlineData("size=-1")]
    [InlineData("from=-1")]
    public async Task Search_MinusOneInTheQuery_IsNotSaid(string query) =>
        Assert.Equal(5, (await library.IdsAsync($"GET /books/_search?{query}")).Length);

    [Theory]
    [InlineData("POST /books/_search", """{"sort":["pages"],"search_after":[]}""", "illegal_argument_exception", "Values must contains at least one value.")]
    [InlineData("GET /books/_count?terminate_after=-1", null, "illegal_argument_exception", "terminateAfter must be > 0")]
    [InlineData("DELETE /_search/scroll", """{"scroll_id":"abc"}""", "illegal_argument_exception", "Cannot parse scroll id")]
    [InlineData("DELETE /_search/scroll", """{"scroll_id":["abc"]}""", "illegal_argument_exception", "Cannot parse scroll id")]
    [InlineData("DELETE /_search/scroll", """{"nope":1}""", "illegal_argument_exception", "Unknown parameter [nope] in request body or parameter is of the wrong type[VALUE_NUMBER] ")]
    [InlineData("POST /_search/scroll", """{"scroll_id":"abc"}""", "illegal_argument_exception", "Cannot parse scroll id")]
    [InlineData("POST /_search/scroll", """{"scroll_id":"abc","nope":true}""", "illegal_argument_exception", "Unknown parameter [nope] in request body or parameter is of the wrong type[VALUE_BOOLEAN] ")]
    [InlineData("GET /books/_search?scroll=2d", null, "illegal_argument_exception",
        "Keep alive for scroll (2d) is too large. It must be less than (1d). This limit can be set by changing the [search.max_keep_alive] cluster level setting.")]
    [InlineData("GET /books/_search?size=-2", null, "illegal_argument_exception", "[size] parameter cannot be negative, found [-2]")]
    [InlineData("GET /books/_search", "[]", "parsing_exception", "Expected [START_OBJECT] but found [START_ARRAY]")]
    public async Task Search_ThatIsRefused_SaysWhy(string call, string? body, string type, string reason)
    {
        var answer = await library.Lab.OnA(call, body);

        Assert.Equal((400, type, reason), (answer.Status, answer.Type, answer.Reason));
    }

    [Theory]
    [InlineData("_source=false", null)]
    [InlineData("stored_fields=pages", null)]
    [InlineData("stored_fields=pages&_source=pages", """{"pages":32}""")]
    [InlineData("_source=pages,author.name", """{"pages":32,"author":{"name":"Ann Oak"}}""")]
    [InlineData("_source_excludes=t*,author.*,out,price", """{"genre":"fable","pages":32,"lent":true,"author":{}}""")]
    [InlineData("_source_includes=au*&_source_excludes=*.born", """{"author":{"name":"Ann Oak"}}""")]
    public async Task Search_SourceFiltered_ShowsThatMuch(string query, string? expected)
    {
        var answer = await library.Lab.OnA($"GET /books/_search?q=_id:1&{query}");

        Assert.Equal(expected, answer.At("hits/hits/0")!["_source"]?.ToJsonString());
    }

    [Fact]
    public async Task Search_FieldsAskedFor_AreListedFromTheirValues()
    {
        var answer = await library.AskAsync("POST /books/_search", """{"query":{"ids":{"values":["1"]}},"_source":false,"docvalue_fields":["pages","out",{"field":"tags"},"lent"]}""");

        Assert.Equal("""{"pages":[32],"out":["2026-01-10T00:00:00.000Z"],"tags":["a","b"],"lent":[true]}""",
            answer["hits"]!["hits"]![0]!["fields"]!.ToJsonString());
    }

    [Theory]
    [InlineData("track_total_hits=3", """{"value":3,"relation":"gte"}""")]
    [InlineData("track_total_hits=true", """{"value":5,"relation":"eq"}""")]
    [InlineData("track_total_hits=false", null)]
    [InlineData("rest_total_hits_as_int=true", "5")]
    public async Task Search_TheTotal_IsCountedAsFarAsAsked(string query, string? expected) =>
        Assert.Equal(expected, (await library.Lab.OnA($"GET /books/_search?{query}")).At("hits")!["total"]?.ToJsonString());

    [Theory]
    [InlineData("""{"terms":{"field":"genre"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"craft","doc_count":2},{"key":"fable","doc_count":2}]}""")]
    [InlineData("""{"terms":{"field":"tags","size":1}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":2,"buckets":[{"key":"b","doc_count":2}]}""")]
    [InlineData("""{"terms":{"field":"genre","order":{"_key":"desc"}},"aggs":{"most":{"max":{"field":"pages"}}}}""",
        """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"fable","doc_count":2,"most":{"value":48}},{"key":"craft","doc_count":2,"most":{"value":210}}]}""")]
    [InlineData("""{"min":{"field":"price"}}""", """{"value":4.5}""")]
    [InlineData("""{"sum":{"field":"pages"}}""", """{"value":910}""")]
    [InlineData("""{"avg":{"field":"nowhere"}}""", """{"value":null}""")]
    [InlineData("""{"value_count":{"field":"tags"}}""", """{"value":4}""")]
    [InlineData("""{"cardinality":{"field":"tags"}}""", """{"value":3}""")]
    [InlineData("""{"max":{"field":"out"}}""", """{"value":1772755199999,"value_as_string":"2026-03-05T23:59:59.999Z"}""")]
    [InlineData("""{"filter":{"term":{"lent":true}},"aggs":{"pages":{"sum":{"field":"pages"}}}}""", """{"doc_count":2,"pages":{"value":532}}""")]
    [InlineData("""{"missing":{"field":"out"}}""", """{"doc_count":1}""")]
    [InlineData("""{"date_histogram":{"field":"out","calendar_interval":"month","format":"yyyy-MM"}}""",
        """{"buckets":[{"key_as_string":"2026-01","key":1767225600000,"doc_count":1},{"key_as_string":"2026-02","key":1769904000000,"doc_count":2},{"key_as_string":"2026-03","key":1772323200000,"doc_count":1}]}""")]
    [InlineData("""{"histogram":{"field":"pages","interval":200,"min_doc_count":1}}""",
        """{"buckets":[{"key":0,"doc_count":3},{"key":200,"doc_count":1},{"key":400,"doc_count":1}]}""")]
    public async Task Search_AnAggregation_SumsUp(string aggregation, string expected)
    {
        var answer = await library.AskAsync("POST /books/_search", "{\"size\":0,\"aggs\":{\"it\":" + aggregation + "}}");

        Assert.Equal(expected, answer["aggregations"]!["it"]!.ToJsonString());
    }

    [Fact]
    public async Task MultiSearch_AGoodAndABadOne_AnswersEachInItsPlace()
    {
        var answer = await library.Lab.OnA("POST /_msearch", "{\"index\":\"books\"}\n{\"size\":0}\n{\"index\":\"none\"}\n{}\n");

        Assert.Equal(("5", "200", "404"), (answer.TextAt("responses/0/hits/total/value"), answer.TextAt("responses/0/status"), answer.TextAt("responses/1/status")));
    }

    [Fact]
    public async Task Search_OneShardOnly_AsksNoOther()
    {
        var each = new List<string>();
        for (var shard = 0; shard < 3; shard++) each.AddRange(await library.IdsAsync($"GET /books/_search?preference=_shards:{shard}"));

        Assert.Equal("1 2 3 4 5", string.Join(' ', each.Order(StringComparer.Ordinal)));
        Assert.Equal("2", (await library.Lab.OnA("GET /books/_search?size=0&preference=_shards:0,2")).TextAt("_shards/total"));
    }
}
