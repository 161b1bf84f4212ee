using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;

namespace Switchback.Elasticsearch.Tests.Torture;

/// <summary>Who is accepted, and with what words others are refused.</summary>
public sealed class GreetingTests
{
    private const string Product = "X-elastic-product: Elasticsearch\r\n";

    public static TheoryData<string, string, string> Refused => new()
    {
        { Some.Root("7.7.1"), "", "needs 7.8.0 or newer" },
        { Some.Root("6.8.23"), "", "Upgrade the cluster" },
        { Some.Root("7.14.0"), "", "does not send X-elastic-product" },
        { Some.Root("9.1.0"), "X-elastic-product: Something\r\n", "does not send X-elastic-product" },
        { Some.Root("2.11.0", extra: ",\"distribution\":\"opensearch\"", tagline: "The OpenSearch Project: https://opensearch.org/"), "", "is opensearch, not Elasticsearch" },
        { Some.Root("7.10.2", tagline: "The OpenSearch Project: https://opensearch.org/"), "", "tagline is another" },
        { Some.Root("7.10.2").Replace("\"default\"", "\"oss\"", StringComparison.Ordinal), "", "default distribution is needed" },
        { Some.Root("9.1.0").Replace("\"default\"", "\"serverless\"", StringComparison.Ordinal), Product, "Serverless" },
        { Some.Root("eight"), "", "no Elasticsearch version" },
        { """{"name":"kibana","version":{"build":1}}""", "", "Check host and port" },
        { """{"status":"ok"}""", "", "Check host and port" },
        { """{"version":"8.0.0"}""", Product, "Check host and port" },
    };

    [Theory]
    [InlineData("7.8.0", "")]
    [InlineData("7.8.1", "")]
    [InlineData("7.13.4", "")]
    [InlineData("7.14.0", Product)]
    [InlineData("8.19.2", Product)]
    [InlineData("9.2.0-SNAPSHOT", Product)]
    public async Task Greeting_OfAnAcceptedServer_SaysWhoItIs(string version, string headers)
    {
        await using var server = new RawServer(exchange => exchange.SendAsync(RawServer.Json(Some.Root(version), headers: headers))) { Root = null };
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var identity = Assert.IsType<Answer<Calls.ServerIdentity>.Success>(await cluster.Self.GreetAsync(TestContext.Current.CancellationToken)).Value;

        Assert.Equal(("clusterA", Some.Uuid, version), (identity.ClusterName, identity.ClusterUuid, identity.VersionText));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Greeting_OfAnyOther_IsRefusedWithASentenceThatHelps(string root, string headers, string words)
    {
        await using var server = new RawServer(exchange => exchange.SendAsync(RawServer.Json(root, headers: headers))) { Root = null };
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var fault = Assert.IsType<Answer<Calls.License>.Failure>(await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken)).Fault;

        Assert.Contains(words, Assert.IsType<Fault.NotElasticsearch>(fault).Sentence, StringComparison.Ordinal);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Answer_WithoutTheProductHeaderLaterOn_IsNotTaken()
    {
        await using var server = new RawServer(exchange => exchange.SendAsync(exchange.Line == "GET /"
            ? RawServer.Json(Some.Root("8.19.2"), headers: Product)
            : RawServer.Json("""{"license":{"type":"trial","status":"active"}}""")))
        {
            Root = null,
        };
        using var cluster = Some.Cluster(Some.Options(server.Url));

        var fault = Assert.IsType<Answer<Calls.License>.Failure>(await cluster.Self.LicenseAsync(TestContext.Current.CancellationToken)).Fault;

        Assert.Contains("X-elastic-product", Assert.IsType<Fault.NotElasticsearch>(fault).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_ThatHasNotJoinedACluster_HasNoUuid()
    {
        await using var server = new RawServer(_ => Task.CompletedTask) { Root = Some.Root(uuid: "_na_") };
        using var cluster = Some.Cluster(Some.Options(server.Url));

        Assert.Null(Assert.IsType<Answer<Calls.ServerIdentity>.Success>(await cluster.Self.GreetAsync(TestContext.Current.CancellationToken)).Value.ClusterUuid);
    }
}
