using System.Text;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Torture;

public sealed class SecretTests
{
    private const string Hidden = "s3cr3t-hidden";

    public static TheoryData<string, string> Headers => new()
    {
        { "ApiKey", "ApiKey " + Hidden },
        { "ApiKeyWithId", "ApiKey " + Convert.ToBase64String(Encoding.UTF8.GetBytes("id:" + Hidden)) },
        { "Basic", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("operator:" + Hidden)) },
        { "Bearer", "Bearer " + Hidden },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Credentials_OfEachKind_GoWithTheCallsTheyAreFor(string kind, string header)
    {
        await using var server = new RawServer(exchange => exchange.SendAsync(RawServer.Json("""{"acknowledged":true}""")));
        using var cluster = Some.Cluster(Some.Options(server.Url) with
        {
            ReadCredential = new Credential.Bearer(Value("reader")),
            OperateCredential = kind switch
            {
                "ApiKey" => new Credential.ApiKey(Value(Hidden)),
                "ApiKeyWithId" => new Credential.ApiKey(Value("id:" + Hidden)),
                "Basic" => new Credential.Basic("operator", Value(Hidden)),
                _ => new Credential.Bearer(Value(Hidden)),
            },
        });

        await cluster.Following.PauseAsync("bar", TestContext.Current.CancellationToken);
        await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);

        var sent = server.Seen.ToList();
        Assert.Contains("Authorization: Bearer reader", sent.Single(exchange => exchange.Line == "GET /").Headers, StringComparison.Ordinal);
        Assert.Contains("Authorization: " + header, sent.Single(exchange => exchange.Line.StartsWith("POST", StringComparison.Ordinal)).Headers, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer reader", sent.Single(exchange => exchange.Line == "GET /_license").Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_InAFileThatIsReplaced_IsReadAgainAndKeptWhileTheFileIsGone()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "first\n", TestContext.Current.CancellationToken);
            var time = new SetTime(DateTimeOffset.UnixEpoch);
            await using var server = new RawServer(exchange => exchange.SendAsync(RawServer.Json("""{"license":{"type":"basic","status":"active"}}""")));
            using var cluster = Some.Cluster(Some.Options(server.Url) with { ReadCredential = new Credential.Bearer(new SecretSource.FromFile(file)) }, time: time);

            await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(file, "second", TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromMinutes(1));
            await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);
            File.Delete(file);
            time.Advance(TimeSpan.FromMinutes(1));
            await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);

            Assert.Equal(
                ["Bearer first", "Bearer second", "Bearer second"],
                server.Seen.Where(exchange => exchange.Line == "GET /_license").Select(exchange => exchange.Headers.Split('\n').Single(line => line.StartsWith("Authorization: ", StringComparison.Ordinal))["Authorization: ".Length..]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Secret_ThatCannotBeRead_SendsNothing()
    {
        await using var server = new RawServer(_ => Task.CompletedTask);
        using var cluster = Some.Cluster(Some.Options(server.Url) with { ReadCredential = new Credential.ApiKey(new SecretSource.FromEnvironment("SWITCHBACK_NOT_SET")) });

        var fault = Assert.IsType<Answer<Calls.License>.Failure>(await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken)).Fault;

        Assert.Equal(new Fault.NoSecret("Clusters:a:ReadCredential"), fault);
        Assert.Empty(server.Seen);
    }

    [Theory]
    [InlineData("HTTP/1.1 401 X\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:1/?token=s3cr3t-hidden\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("SSH-2.0\r\n\r\n")]
    [InlineData("")]
    public async Task SecretsAndDocuments_WhateverHappens_ReachNoLogAndNoFault(string answer)
    {
        var log = new CollectingLogger();
        await using var server = new RawServer(async exchange =>
        {
            await exchange.SendAsync(answer);
            exchange.Close();
        });
        using var cluster = Some.Cluster(
            Some.Options(server.Url) with { ReadCredential = new Credential.ApiKey(Value(Hidden)), OperateCredential = new Credential.Basic("u", Value(Hidden)) }, log);

        var read = await cluster.Documents.SearchAsync(["foo"], Encoding.UTF8.GetBytes("{\"query\":{\"match\":{\"x\":\"" + Hidden + "\"}}}"), TestContext.Current.CancellationToken);
        var written = await cluster.Documents.BulkAsync("foo", [new BulkOperation.Create("1", Encoding.UTF8.GetBytes($$"""{"x":"{{Hidden}}"}"""))], TestContext.Current.CancellationToken);

        Assert.IsType<Answer<Calls.DocumentsFound>.Failure>(read);
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Hidden, StringComparison.Ordinal) || line.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + Hidden)), StringComparison.Ordinal));
        Assert.DoesNotContain(Hidden, $"{read} {written} {written.FaultOrNull!.Say()}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reason_ThatQuotesADocument_ReachesNoLog()
    {
        var log = new CollectingLogger();
        await using var server = new RawServer(exchange => exchange.SendAsync(RawServer.Json($$"""{"error":{"type":"mapper_parsing_exception","reason":"Preview of field's value: '{{Hidden}}'"},"status":400}""", 400)));
        using var cluster = Some.Cluster(Some.Options(server.Url), log);

        var written = await cluster.Documents.BulkAsync("foo", [new BulkOperation.Create("1", "{}"u8.ToArray())], TestContext.Current.CancellationToken);

        Assert.IsType<Effect<IReadOnlyList<Calls.BulkItem>>.NotDone>(written);
        Assert.DoesNotContain(Hidden, written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Hidden, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Proxy_Configured_CarriesTheCallsWithItsOwnCredential()
    {
        await using var proxy = new RawServer(exchange => exchange.SendAsync(exchange.Headers.Contains("Proxy-Authorization: Basic ", StringComparison.Ordinal)
            ? RawServer.Json(exchange.Line.EndsWith("/_license", StringComparison.Ordinal) ? """{"license":{"type":"basic","status":"active"}}""" : Some.Root())
            : "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"));
        using var cluster = Some.Cluster(Some.Options(new Uri("http://es.invalid:9200/")) with { Proxy = proxy.Url, ProxyCredential = new Credential.Basic("p", Value(Hidden)) });

        var answer = await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken);

        Assert.IsType<Answer<Calls.License>.Success>(answer);
        Assert.Contains("GET http://es.invalid:9200/_license", proxy.Calls);
    }

    private static SecretSource.Value Value(string text) => new(new Secret(text));
}
