using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Indices;

/// <summary>Calls on indices that Elasticsearch refuses: status, type and reason of each, on one small cluster.</summary>
public sealed class IndexRefusalTests(IndexRefusalTests.World world) : IClassFixture<IndexRefusalTests.World>
{
    [Theory]
    [InlineData("PUT /open-1", null, 400, "resource_already_exists_exception", "index [open-1/*] already exists")]
    [InlineData("PUT /Upper", null, 400, "invalid_index_name_exception", "Invalid index name [Upper], must be lowercase")]
    [InlineData("PUT /-dash", null, 400, "invalid_index_name_exception", "Invalid index name [-dash], must not start with '_', '-', or '+'")]
    [InlineData("PUT /with%20space", null, 400, "invalid_index_name_exception", "Invalid index name [with space], must not contain the following characters *")]
    [InlineData("PUT /a%23b", null, 400, "invalid_index_name_exception", "Invalid index name [a#b], must not contain '#'")]
    [InlineData("PUT /writers", null, 400, "invalid_index_name_exception", "Invalid index name [writers], already exists as alias")]
    [InlineData("PUT /n", """{"nope":{}}""", 400, "parse_exception", "unknown key [nope] for create index")]
    [InlineData("PUT /n", """{"settings":{"index.nope":1}}""", 400, "illegal_argument_exception", "unknown setting [index.nope] did you mean *")]
    [InlineData("PUT /n", """{"settings":{"qqqqqqqqqqqqqqqq":1}}""", 400, "illegal_argument_exception", "unknown setting [index.qqqqqqqqqqqqqqqq] please check that any required plugins are installed, or check the breaking changes documentation for removed settings")]
    [InlineData("PUT /n", """{"settings":{"number_of_shards":0}}""", 400, "illegal_argument_exception", "Failed to parse value [0] for setting [index.number_of_shards] must be >= 1")]
    [InlineData("PUT /n", """{"settings":{"number_of_shards":"x"}}""", 400, "illegal_argument_exception", "Failed to parse value [x] for setting [index.number_of_shards]")]
    [InlineData("PUT /n", """{"settings":{"index.uuid":"x"}}""", 400, "validation_exception", "Validation Failed: 1: private index setting [index.uuid] can not be set explicitly;")]
    [InlineData("PUT /n", """{"settings":{"refresh_interval":"soon"}}""", 400, "illegal_argument_exception", "failed to parse setting [index.refresh_interval] with value [soon] as a time value: unit is missing or unrecognized")]
    [InlineData("PUT /n", """{"mappings":{"properties":{"f":{"type":"nope"}}}}""", 400, "mapper_parsing_exception", "Failed to parse mapping [_doc]: No handler for type [nope] declared on field [f]")]
    [InlineData("PUT /n?wait_for_active_shards=3", """{"settings":{"number_of_replicas":1}}""", 400, "illegal_argument_exception", "invalid wait_for_active_shards[3]: cannot be greater than number of shard copies [2]")]
    [InlineData("PUT /n?nope=1", null, 400, "illegal_argument_exception", "request [/n] contains unrecognized parameter: [nope]")]
    [InlineData("GET /none", null, 404, "index_not_found_exception", "no such index [none]")]
    [InlineData("DELETE /writers", null, 400, "illegal_argument_exception", "The provided expression [writers] matches an alias, specify the corresponding concrete indices instead.")]
    [InlineData("DELETE /open-1,none", null, 404, "index_not_found_exception", "no such index [none]")]
    [InlineData("POST /none/_close", null, 404, "index_not_found_exception", "no such index [none]")]
    [InlineData("POST /none/_open", null, 404, "index_not_found_exception", "no such index [none]")]
    [InlineData("PUT /open-1/_settings", """{"index.nope":3}""", 400, "illegal_argument_exception", "unknown setting [index.nope] did you mean *")]
    [InlineData("PUT /open-1/_settings", """{"index.number_of_shards":3}""", 400, "illegal_argument_exception", "Can't update non dynamic settings [[index.number_of_shards]] for open indices [[open-1/*]]")]
    [InlineData("PUT /closed-1/_settings", """{"index.number_of_shards":3}""", 400, "illegal_argument_exception", "final closed-1 setting [index.number_of_shards], not updateable")]
    [InlineData("PUT /open-1/_settings", """{"index.uuid":"x"}""", 400, "illegal_argument_exception", "can not update private setting [index.uuid]; this setting is managed by Elasticsearch")]
    [InlineData("PUT /open-1/_settings", """{"index.xpack.ccr.following_index":true}""", 400, "illegal_argument_exception", "can not update internal setting [index.xpack.ccr.following_index]; this setting is managed via a dedicated API")]
    [InlineData("PUT /open-1/_settings", """{}""", 400, "action_request_validation_exception", "Validation Failed: 1: no settings to update;")]
    [InlineData("PUT /open-1/_mapping", """{"properties":{"k":{"type":"text"}}}""", 400, "illegal_argument_exception", "mapper [k] of different type, current_type [keyword], merged_type [text]")]
    [InlineData("PUT /open-1/_alias/open-2", null, 400, "invalid_alias_name_exception", "Invalid alias name [open-2]: an index exists with the same name as the alias")]
    [InlineData("DELETE /open-1/_alias/none", null, 404, "aliases_not_found_exception", "aliases [none] missing")]
    [InlineData("POST /open-1/_rollover", null, 400, "illegal_argument_exception", "source alias is a concrete index")]
    [InlineData("POST /none/_rollover", null, 400, "illegal_argument_exception", "source alias does not exist")]
    [InlineData("POST /open-1/_clone/c", null, 500, "illegal_state_exception", "index open-1 must be read-only to resize index. use \"index.blocks.write=true\"")]
    [InlineData("GET /closed-1/_stats", null, 400, "index_closed_exception", "closed")]
    [InlineData("GET /_stats/nope", null, 400, "illegal_argument_exception", "request [/_stats/nope] contains unrecognized metric: [nope]")]
    [InlineData("GET /_stats?level=nope", null, 400, "illegal_argument_exception", "level parameter must be one of [cluster] or [indices] or [shards] but was [nope]")]
    [InlineData("POST /closed-1/_refresh", null, 400, "index_closed_exception", "closed")]
    [InlineData("POST /closed-1/_flush", null, 400, "index_closed_exception", "closed")]
    [InlineData("DELETE /_template/none", null, 404, "index_template_missing_exception", "index_template [none] missing")]
    [InlineData("GET /_index_template/none", null, 404, "resource_not_found_exception", "index template matching [none] not found")]
    public async Task Call_ThatIsRefused_SaysWhy(string call, string? body, int status, string type, string reason)
    {
        var answer = await world.Lab.OnA(call, body);

        Assert.Equal((status, type), (answer.Status, answer.Type));
        Assert.Matches(Pattern(reason), answer.Reason);
    }

    // A star stands for any text.
    private static string Pattern(string reason) =>
        "^" + System.Text.RegularExpressions.Regex.Escape(reason).Replace("\\*", ".*", StringComparison.Ordinal) + "$";

    /// <summary>Two open indices, one with a write alias, and a closed one.</summary>
    public sealed class World : IAsyncLifetime
    {
        public RunningLab Lab { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Lab = await RunningLab.StartAsync();
            await Lab.OnA("PUT /open-1", """{"mappings":{"properties":{"k":{"type":"keyword"}}},"aliases":{"writers":{}}}""");
            await Lab.OnA("PUT /open-2");
            await Lab.OnA("PUT /closed-1");
            await Lab.OnA("POST /closed-1/_close");
        }

        public ValueTask DisposeAsync() => Lab.DisposeAsync();
    }
}
