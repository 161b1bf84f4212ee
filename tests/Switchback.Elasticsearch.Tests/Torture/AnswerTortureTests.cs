using System.IO.Compression;
using System.Text;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;

namespace Switchback.Elasticsearch.Tests.Torture;

/// <summary>
/// What a server, a gateway or a network can do to an answer: the fault a read ends with, and what it means for an effect.
/// Over real sockets, each behaviour for a read and for an effect.
/// </summary>
public sealed class AnswerTortureTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static readonly Dictionary<string, (Func<RawExchange, Task> Behave, string Fault, string Effect)> Cases = new()
    {
        ["truncated JSON"] = (Json("""{"license":{"status":"act"""), "Unreadable", "Unknown"),
        ["empty body"] = (Say(Ok + "Content-Length: 0\r\n\r\n"), "NotElasticsearch", "Unknown"),
        ["HTML with 200"] = (Html(200), "NotElasticsearch", "Unknown"),
        ["HTML with 404"] = (Html(404), "NotElasticsearch", "Unknown"),
        ["HTML with 401"] = (Html(401), "NotAllowed", "NotDone"),
        ["HTML with 403"] = (Html(403), "NotAllowed", "NotDone"),
        ["HTML with 502"] = (Html(502), "Failed", "Unknown"),
        ["HTML with 503"] = (Html(503), "Failed", "Unknown"),
        ["plain text"] = (Say("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"), "NotElasticsearch", "Unknown"),
        ["another JSON"] = (Json("""{"ok":true}"""), "Unreadable", "Unknown"),
        ["a JSON list"] = (Json("[]"), "Unreadable", "Unknown"),
        ["wrong types"] = (Json("""{"license":{"type":7,"status":[]},"acknowledged":"perhaps"}"""), "Unreadable", "Unknown"),
        ["null everywhere"] = (Json("""{"license":null,"acknowledged":null}"""), "Unreadable", "Unknown"),
        ["duplicate keys"] = (Json("""{"license":{"type":"basic","status":"active","type":"trial"},"acknowledged":false,"acknowledged":true}"""), "Unreadable", "Unknown"),
        ["a number beyond 64 bits"] = (Json("""{"license":{"type":"trial","status":"active","expiry_date_in_millis":99999999999999999999},"acknowledged":99999999999999999999}"""), "Unreadable", "Unknown"),
        ["a date beyond the calendar"] = (Json("""{"license":{"type":"trial","status":"active","expiry_date_in_millis":9223372036854775807}}"""), "Unreadable", "Unknown"),
        ["invalid UTF-8"] = (Bytes([.. "{\"license\":{\"type\":\""u8, 0xC3, 0x28, .. "\",\"status\":\"active\"},\"acknowledged\":\""u8, 0xC3, 0x28, .. "\"}"u8]), "Unreadable", "Unknown"),
        ["half a surrogate"] = (Json("""{"license":{"type":"\ud800","status":"active"},"acknowledged":"\ud800"}"""), "Unreadable", "Unknown"),
        ["two documents"] = (Json("""{"acknowledged":true}{"acknowledged":true}"""), "Unreadable", "Unknown"),
        ["a thousand brackets"] = (Json(new string('[', 1000) + new string(']', 1000)), "Unreadable", "Unknown"),
        ["an effect that not all confirmed"] = (Json("""{"acknowledged":false}"""), "Unreadable", "Unknown"),
        ["no HTTP at all"] = (Say("SSH-2.0-OpenSSH_9.2\r\n\r\n"), "Unreadable", "Unknown"),
        ["garbage in the headers"] = (Say("HTTP/1.1 200 OK\r\n\0\u0001: ?\r\n\r\n"), "Unreadable", "Unknown"),
        ["endless headers"] = (exchange => exchange.FloodAsync("HTTP/1.1 200 OK\r\n", "X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"u8.ToArray()), "Unreadable", "Unknown"),
        ["garbage chunks"] = (Say(Ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"), "Unreadable|ConnectionLost", "Unknown"),
        ["an oversized body announced"] = (exchange => exchange.FloodAsync(Ok + "Content-Length: 99999999999\r\n\r\n", new byte[64 << 10]), "Unreadable", "Unknown"),
        ["an endless body in chunks"] = (exchange => exchange.FloodAsync(Ok + "Transfer-Encoding: chunked\r\n\r\n", Chunk(64 << 10)), "Unreadable", "Unknown"),
        ["a gzip bomb"] = (Bytes(Zipped(new byte[64 << 20]), "gzip"), "Unreadable", "Unknown"),
        ["damaged gzip"] = (Bytes([.. Zipped("{\"acknowledged\":true}"u8.ToArray()).Take(12), .. new byte[40]], "gzip"), "Unreadable|NotElasticsearch", "Unknown"),
        ["gzip that is none"] = (Bytes("{\"acknowledged\":true}"u8.ToArray(), "gzip"), "Unreadable", "Unknown"),
        ["an encoding nobody asked for"] = (Bytes("{\"acknowledged\":true}"u8.ToArray(), "br"), "Unreadable", "Unknown"),
        ["redirect 301"] = (Redirect(301), "NotElasticsearch", "Unknown"),
        ["redirect 302"] = (Redirect(302), "NotElasticsearch", "Unknown"),
        ["redirect 307"] = (Redirect(307), "NotElasticsearch", "Unknown"),
        ["redirect 308"] = (Redirect(308), "NotElasticsearch", "Unknown"),
        ["an error that is a text"] = (Json("""{"error":"Incorrect HTTP method for uri [/x] and method [POST], allowed: [GET]","status":405}""", 405), "Refused", "NotDone"),
        ["a broken error"] = (Json("""{"error":{"type":7,"reason":{},"caused_by":[],"x":[{}]}}""", 400), "Refused", "NotDone"),
        ["a conflict"] = (Json("""{"error":{"type":"version_conflict_engine_exception","reason":"x"},"status":409}""", 409), "Conflict", "Unknown"),
        ["gone"] = (Json("""{"error":{"type":"index_not_found_exception","reason":"no such index [x]"},"status":404}""", 404), "Missing", "Unknown"),
        ["no licence"] = (Json("""{"error":{"type":"security_exception","reason":"current license is non-compliant for [ccr]","license.expired.feature":"ccr"},"status":403}""", 403), "NotLicensed", "NotDone"),
        ["too busy"] = (Json("""{"error":{"type":"es_rejected_execution_exception","reason":"x"},"status":429}""", 429), "TooManyRequests", "NotDone"),
        ["status 999"] = (Json("{}", 999), "Failed|Unreadable", "Unknown"),
        ["closed without an answer"] = (End(exchange => exchange.Close()), "ConnectionLost", "Unknown"),
        ["reset without an answer"] = (End(exchange => exchange.Reset()), "ConnectionLost", "Unknown"),
        ["closed in the headers"] = (Then(Say("HTTP/1.1 200 OK\r\nContent-Ty"), exchange => exchange.Close()), "ConnectionLost|Unreadable", "Unknown"),
        ["reset in the headers"] = (Then(Say("HTTP/1.1 200 OK\r\nContent-Ty"), exchange => exchange.Reset()), "ConnectionLost|Unreadable", "Unknown"),
        ["closed in the body"] = (Then(Say(Ok + "Content-Length: 400\r\n\r\n{\"acknowl"), exchange => exchange.Close()), "ConnectionLost", "Unknown"),
        ["reset in the body"] = (Then(Say(Ok + "Content-Length: 400\r\n\r\n{\"acknowl"), exchange => exchange.Reset()), "ConnectionLost", "Unknown"),
        ["closed in a chunk"] = (Then(Say(Ok + "Transfer-Encoding: chunked\r\n\r\n20\r\n{\"ack"), exchange => exchange.Close()), "ConnectionLost", "Unknown"),
        ["nothing at all"] = (exchange => exchange.HangAsync(), "TimedOut", "Unknown"),
        ["headers and then nothing"] = (Then(Say(Ok + "Content-Length: 400\r\n\r\n"), null), "TimedOut", "Unknown"),
        ["a slow drip of headers"] = (exchange => exchange.DripAsync("HTTP/1.1 200 OK\r\nX: "), "TimedOut", "Unknown"),
        ["a slow drip of body"] = (exchange => exchange.DripAsync(Ok + "Content-Length: 100000\r\n\r\n{"), "TimedOut", "Unknown"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Read_OfATorturedAnswer_EndsWithItsFault(string name)
    {
        var (behave, fault, _) = Cases[name];
        await using var server = new RawServer(behave);
        using var cluster = Some.Cluster(Options(name, server.Url));

        var answer = await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);

        Assert.Contains(Assert.IsType<Answer<Calls.License>.Failure>(answer).Fault.GetType().Name, fault.Split('|'));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Effect_OfATorturedAnswer_MeansWhatTheTableSaysAndIsSentOnce(string name)
    {
        var (behave, _, meaning) = Cases[name];
        await using var server = new RawServer(behave);
        using var cluster = Some.Cluster(Options(name, server.Url));

        var effect = await cluster.Following.PauseAsync("bar", TestContext.Current.CancellationToken);

        Assert.Equal(meaning, effect.GetType().Name);
        Assert.NotEmpty(effect.FaultOrNull!.Say());
        Assert.Equal(["POST /bar/_ccr/pause_follow"], server.Calls);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/vnd.elasticsearch+json;compatible-with=8")]
    [InlineData("application/json; charset=UTF-8")]
    public async Task Read_OfJsonUnderAnyContentType_IsRead(string contentType)
    {
        const string body = """{"license":{"type":"trial","status":"active","a_field_nobody_knows":{"x":[1e999]}}}""";
        await using var server = new RawServer(Say($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var answer = await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new Answer<Calls.License>.Success(new Calls.License("trial", "active", null)), answer);
    }

    [Fact]
    public async Task Read_OfAZippedAnswer_IsInflated()
    {
        await using var server = new RawServer(Bytes(Zipped("""{"license":{"type":"basic","status":"active"}}"""u8.ToArray()), "gzip"));
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var answer = await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new Answer<Calls.License>.Success(new Calls.License("basic", "active", null)), answer);
        Assert.Contains("Accept-Encoding: gzip", server.Seen.Last().Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"license":{"type":"gold_plated","status":"active"}}""")]
    [InlineData("""{"license":{"type":"trial","status":"dreaming"}}""")]
    public async Task License_OfAnUnknownWord_GrantsNothing(string body)
    {
        await using var server = new RawServer(Json(body));
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var answer = await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);

        Assert.False(Assert.IsType<Answer<Calls.License>.Success>(answer).Value.GrantsFollowing);
    }

    /// <summary>Only what never ends is given a short time; all else must end by itself.</summary>
    private static ClusterOptions Options(string name, Uri url) => Cases[name].Fault == "TimedOut"
        ? Some.Options(url) with { ReadTimeout = TimeSpan.FromMilliseconds(300), WriteTimeout = TimeSpan.FromMilliseconds(300) }
        : Some.Options(url);

    private static Func<RawExchange, Task> Say(string text) => exchange => exchange.SendAsync(text);

    private static Func<RawExchange, Task> Json(string body, int status = 200) => Say(RawServer.Json(body, status));

    private static Func<RawExchange, Task> Html(int status)
    {
        const string page = "<html><body><h1>Please sign in</h1></body></html>";
        return Say($"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\nContent-Length: {page.Length}\r\n\r\n{page}");
    }

    private static Func<RawExchange, Task> Redirect(int status) =>
        Say($"HTTP/1.1 {status} X\r\nLocation: http://127.0.0.1:1/elsewhere?token=hidden\r\nContent-Length: 0\r\n\r\n");

    private static Func<RawExchange, Task> Bytes(byte[] body, string? encoding = null) => async exchange =>
    {
        await exchange.SendAsync($"{Ok}{(encoding is null ? "" : $"Content-Encoding: {encoding}\r\n")}Content-Length: {body.Length}\r\n\r\n");
        await exchange.SendAsync(body);
    };

    private static Func<RawExchange, Task> End(Action<RawExchange> end) => exchange =>
    {
        end(exchange);
        return Task.CompletedTask;
    };

    private static Func<RawExchange, Task> Then(Func<RawExchange, Task> first, Action<RawExchange>? end) => async exchange =>
    {
        await first(exchange);
        if (end is null) await exchange.HangAsync();
        else end(exchange);
    };

    private static byte[] Chunk(int size) => [.. Encoding.ASCII.GetBytes($"{size:x}\r\n"), .. new byte[size], .. "\r\n"u8];

    private static byte[] Zipped(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(plain);
        return packed.ToArray();
    }
}
