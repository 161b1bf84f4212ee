using System.IO.Compression;
using System.Text;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Http;

/// <summary>What any HTTP client may rely on, whatever it asks for.</summary>
public sealed class MannersTests(MannersTests.Labs labs) : IClassFixture<MannersTests.Labs>
{
    private const string Settings = """{"persistent":{"cluster.remote.x.seeds":["127.0.0.1:9"]}}""";

    private string Old => labs.Old.Host.Url("clusterA");

    private string New => labs.Newest.Host.Url("clusterA");

    [Fact]
    public async Task Answer_OfOldVersion_HasOnlyTheHeadersOfARealOne()
    {
        var answer = await RawHttp.SendAsync(Old, "GET / HTTP/1.1");

        Assert.Equal(["Connection", "Content-Length", "Content-Type"], answer.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal("application/json; charset=UTF-8", answer.Header("Content-Type"));
    }

    [Fact]
    public async Task Answer_OfNewVersion_CarriesTheProductAndNoDate()
    {
        var answer = await RawHttp.SendAsync(New, "GET / HTTP/1.1\nX-Opaque-Id: mine");

        Assert.Equal(["Connection", "Content-Length", "Content-Type", "X-Opaque-Id", "X-elastic-product"],
            answer.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("application/json", "mine", "Elasticsearch"), (answer.Header("Content-Type"), answer.Header("X-Opaque-Id"), answer.Header("X-elastic-product")));
    }

    [Fact]
    public async Task Head_OfARead_HasTheLengthAndNoBody()
    {
        var get = await RawHttp.SendAsync(Old, "GET / HTTP/1.1");
        var head = await RawHttp.SendAsync(Old, "HEAD / HTTP/1.1");

        Assert.Equal((200, get.Header("Content-Length"), ""), (head.Status, head.Header("Content-Length"), head.Text));
    }

    [Theory]
    [InlineData("POST", "/_license/basic_status", 405, "GET", """{"error":"Incorrect HTTP method for uri [/_license/basic_status] and method [POST], allowed: [GET]","status":405}""")]
    [InlineData("PATCH", "/_license/start_basic?acknowledge=true", 405, "POST", """{"error":"Incorrect HTTP method for uri [/_license/start_basic?acknowledge=true] and method [PATCH], allowed: [POST]","status":405}""")]
    [InlineData("OPTIONS", "/_license/basic_status", 200, "GET", "")]
    [InlineData("OPTIONS", "/no/such/path/at/all", 200, null, "")]
    [InlineData("GET", "/no/such/path/at/all", 400, null, """{"error":"no handler found for uri [/no/such/path/at/all] and method [GET]"}""")]
    public async Task Method_NotForThisPath_AnsweredWithThoseThatAre(string method, string path, int status, string? allow, string body)
    {
        var answer = await RawHttp.SendAsync(New, $"{method} {path} HTTP/1.1");

        Assert.Equal((status, allow, body), (answer.Status, answer.Header("Allow"), answer.Text));
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("deflate, gzip;q=1.0", "gzip")]
    [InlineData("deflate", "deflate")]
    [InlineData("gzip;q=0", null)]
    [InlineData("identity", null)]
    [InlineData("*", "gzip")]
    public async Task Answer_CompressedAsAccepted(string accepted, string? encoding)
    {
        var plain = await RawHttp.SendAsync(New, "GET / HTTP/1.1");
        var answer = await RawHttp.SendAsync(New, $"GET / HTTP/1.1\nAccept-Encoding: {accepted}");

        Assert.Equal(encoding, answer.Header("Content-Encoding"));
        using var body = new MemoryStream(answer.Body);
        await using Stream inflated = encoding switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(inflated);
        Assert.Equal(plain.Text, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Body_Compressed_IsRead()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Settings));

        var answer = await RawHttp.SendAsync(New,
            $"PUT /_cluster/settings HTTP/1.1\nContent-Type: application/json\nContent-Encoding: gzip\nContent-Length: {packed.Length}", packed.ToArray());

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Body_NotCompressedAsItSays_Refused()
    {
        var answer = await RawHttp.SendAsync(New,
            "PUT /_cluster/settings HTTP/1.1\nContent-Type: application/json\nContent-Encoding: gzip\nContent-Length: 9", Encoding.ASCII.GetBytes("not gzip!"));

        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=UTF-8", 200)]
    [InlineData("application/json;charset=utf-8", 200)]
    [InlineData("APPLICATION/JSON", 200)]
    [InlineData("text/plain", 406)]
    [InlineData("application/x-www-form-urlencoded", 406)]
    [InlineData("application/x-ndjson", 406)]
    [InlineData("application/vnd.elasticsearch+json;compatible-with=7", 406)]
    public async Task ContentType_OfABody_TakenOrRefused(string type, int status)
    {
        var answer = await PutSettingsAsync(Old, $"Content-Type: {type}");

        Assert.Equal(status, answer.Status);
        if (status == 406) Assert.Equal($$"""{"error":"Content-Type header [{{type}}] is not supported","status":406}""", answer.Text);
    }

    [Fact]
    public async Task ContentType_Missing_Refused()
    {
        var answer = await PutSettingsAsync(Old, "Accept: */*");

        Assert.Equal((406, """{"error":"Content-Type header is missing","status":406}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("application/vnd.elasticsearch+json; compatible-with=9", "application/vnd.elasticsearch+json; compatible-with=9", 200, null)]
    [InlineData("application/vnd.elasticsearch+json;compatible-with=8", "application/vnd.elasticsearch+json;compatible-with=8", 200, null)]
    [InlineData("application/vnd.elasticsearch+json;compatible-with=7", "application/vnd.elasticsearch+json;compatible-with=7", 400,
        "Accept version must be either version 9 or 8, but found 7. Accept=application/vnd.elasticsearch+json;compatible-with=7")]
    [InlineData("application/json", "application/vnd.elasticsearch+json;compatible-with=10", 400,
        "Content-Type version must be either version 9 or 8, but found 10. Content-Type=application/vnd.elasticsearch+json;compatible-with=10")]
    [InlineData("application/json", "application/vnd.elasticsearch+json;compatible-with=8", 400,
        "A compatible version is required on both Content-Type and Accept headers if either one has requested a compatible version and the compatible versions must match. Accept=application/json, Content-Type=application/vnd.elasticsearch+json;compatible-with=8")]
    public async Task CompatibleWith_InBothHeaders_HeldToTheRules(string accept, string type, int status, string? reason)
    {
        var answer = await PutSettingsAsync(New, $"Accept: {accept}\nContent-Type: {type}");

        Assert.Equal(status, answer.Status);
        if (status == 200) Assert.Equal(accept.Replace(" ", "", StringComparison.Ordinal), answer.Header("Content-Type"));
        else Assert.Contains("\"caused_by\":{\"type\":\"status_exception\",\"reason\":\"" + reason + "\"}", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/%zz", "illegal_argument_exception", "invalid escape sequence `%zz' at index 0 of: %zz")]
    [InlineData("/_license?local=%4", "bad_parameter_exception", "java.lang.IllegalArgumentException: partial escape sequence at end of string: %4")]
    [InlineData("/_license?%", "bad_parameter_exception", "java.lang.IllegalArgumentException: unterminated escape sequence at end of string: %")]
    [InlineData("/_license?lokal=true", "illegal_argument_exception", "request [/_license] contains unrecognized parameter: [lokal] -> did you mean [local]?")]
    [InlineData("/_license?b=1&a=2", "illegal_argument_exception", "request [/_license] contains unrecognized parameters: [a], [b]")]
    [InlineData("/_license?source={}", "illegal_state_exception", "source and source_content_type parameters are required")]
    public async Task Query_NotUnderstood_Refused(string path, string type, string reason)
    {
        var answer = await RawHttp.SendAsync(Old, $"GET {path} HTTP/1.1");

        var error = System.Text.Json.Nodes.JsonNode.Parse(answer.Body)!["error"];
        Assert.Equal((type == "illegal_state_exception" ? 500 : 400, type, reason), (answer.Status, error!["type"]!.ToString(), error["reason"]!.ToString()));
    }

    [Fact]
    public async Task Body_WhereNoneIsRead_Refused()
    {
        var answer = await RawHttp.SendAsync(Old, "GET / HTTP/1.1\nContent-Type: application/json\nContent-Length: 2", "{}"u8.ToArray());

        Assert.Equal(400, answer.Status);
        Assert.Contains("request [GET /] does not support having a body", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_InTheQuery_IsReadAsOne()
    {
        var source = Uri.EscapeDataString("""{"transient":{"cluster.remote.x.seeds":["127.0.0.1:9"]}}""");

        var answer = await labs.Old.OnA($"PUT /_cluster/settings?source={source}&source_content_type=application/json");

        Assert.Equal((200, """{"acknowledged":true,"persistent":{},"transient":{"cluster":{"remote":{"x":{"seeds":["127.0.0.1:9"]}}}}}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("7.8.1", "too_long_frame_exception", "too_long_frame_exception", 8192)]
    [InlineData("9", "too_long_http_line_exception", "too_long_http_header_exception", 16384)]
    public async Task LineOrHeaders_TooLong_RefusedUnderTheNameOfTheVersion(string version, string line, string header, int most)
    {
        var url = version == "9" ? New : Old;
        var longest = 4096 - "GET /_license?local= HTTP/1.1".Length;

        Assert.Equal(200, (await RawHttp.SendAsync(url, $"GET /_license?local={new string('x', longest)} HTTP/1.1")).Status);
        var tooLong = await RawHttp.SendAsync(url, $"GET /_license?local={new string('x', longest + 1)} HTTP/1.1");
        Assert.Equal(400, tooLong.Status);
        Assert.StartsWith($$"""{"error":{"root_cause":[{"type":"{{line}}","reason":"An HTTP line is larger than 4096 bytes."}]""", tooLong.Text, StringComparison.Ordinal);
        var headers = await RawHttp.SendAsync(url, $"GET / HTTP/1.1\nX-Long: {new string('x', most)}");
        Assert.Contains($"\"type\":\"{header}\",\"reason\":\"HTTP header is larger than {most} bytes.\"}}", headers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_TooLarge_RefusedBeforeItIsSent()
    {
        var answer = await RawHttp.SendAsync(Old, "PUT /_cluster/settings HTTP/1.1\nContent-Type: application/json\nExpect: 100-continue\nContent-Length: 104857601");

        Assert.Equal((413, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Expect_Continue_IsGranted()
    {
        var answer = await RawHttp.SendAsync(Old,
            $"PUT /_cluster/settings HTTP/1.1\nContent-Type: application/json\nExpect: 100-continue\nContent-Length: {Settings.Length}", Encoding.ASCII.GetBytes(Settings));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Pretty_LaidOutAsElasticsearchDoes()
    {
        var status = await labs.Old.OnA("GET /_license/basic_status?pretty=true");
        var empty = await labs.Old.OnA("PUT /_cluster/settings?pretty", """{"persistent":{},"transient":{"cluster.remote.x.seeds":["127.0.0.1:9","127.0.0.1:10"]}}""");

        Assert.Equal("{\n  \"eligible_to_start_basic\" : true\n}\n", status.Text);
        Assert.Equal("""
            {
              "acknowledged" : true,
              "persistent" : { },
              "transient" : {
                "cluster" : {
                  "remote" : {
                    "x" : {
                      "seeds" : [
                        "127.0.0.1:9",
                        "127.0.0.1:10"
                      ]
                    }
                  }
                }
              }
            }

            """, empty.Text);
    }

    [Fact]
    public async Task ErrorTrace_Asked_ShowsTracesOfCausesToo()
    {
        var answer = await labs.Old.OnA("GET /_license?wrong=1&error_trace");

        Assert.StartsWith("org.elasticsearch.", answer.TextAt("error/stack_trace"), StringComparison.Ordinal);
        Assert.StartsWith("org.elasticsearch.", answer.TextAt("error/root_cause/0/stack_trace"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yaml_Asked_AnsweredInYaml()
    {
        var answer = await RawHttp.SendAsync(Old, "GET /_license/trial_status?format=yaml HTTP/1.1");

        Assert.Equal(("application/yaml", "---\neligible_to_start_trial: false\n"), (answer.Header("Content-Type"), answer.Text));
    }

    [Fact]
    public async Task Origin_OfAnotherSite_GetsNoLeave()
    {
        var answer = await RawHttp.SendAsync(New, "GET / HTTP/1.1\nOrigin: http://elsewhere.example");

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
    }

    private static Task<RawAnswer> PutSettingsAsync(string url, string headers) =>
        RawHttp.SendAsync(url, $"PUT /_cluster/settings HTTP/1.1\n{headers}\nContent-Length: {Settings.Length}", Encoding.ASCII.GetBytes(Settings));

    /// <summary>The oldest and the newest version, for all of these tests.</summary>
    public sealed class Labs : IAsyncLifetime
    {
        public RunningLab Old { get; private set; } = null!;

        public RunningLab Newest { get; private set; } = null!;

        public async ValueTask InitializeAsync() => (Old, Newest) = (await RunningLab.StartAsync("7.8.1"), await RunningLab.StartAsync("9"));

        public async ValueTask DisposeAsync()
        {
            await Old.DisposeAsync();
            await Newest.DisposeAsync();
        }
    }
}
