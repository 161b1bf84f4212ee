using System.Text;
using Microsoft.Extensions.Logging;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Transport;

namespace Switchback.Elasticsearch.Tests.Support;

internal static class Some
{
    public const string Uuid = "kX2dQ1xSTmGv3wnBqZr0aA";

    public static Reply Reply(int status, string body, string contentType = "application/json", string? product = null)
    {
        var buffer = new AnswerBuffer(64 << 20);
        Assert.True(buffer.FillAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken).GetAwaiter().GetResult());
        return new Reply(buffer) { Status = status, ContentType = contentType, Product = product };
    }

    public static string Root(string version = "7.8.1", string uuid = Uuid, string extra = "", string tagline = "You Know, for Search") =>
        $$"""{"name":"n","cluster_name":"clusterA","cluster_uuid":"{{uuid}}","version":{"number":"{{version}}","build_flavor":"default"{{extra}}},"tagline":"{{tagline}}"}""";

    public static ClusterOptions Options(params Uri[] urls) => new()
    {
        Name = "a",
        Urls = urls,
        OperateCredential = new Credential.Anonymous(),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ReadTimeout = TimeSpan.FromSeconds(20),
        WriteTimeout = TimeSpan.FromSeconds(20),
        MaxAnswerBytes = 1 << 20,
    };

    public static ElasticsearchCluster Cluster(ClusterOptions options, ILogger<ElasticsearchCluster>? logger = null, TimeProvider? time = null) =>
        new(options, time ?? TimeProvider.System, new Random(7), logger ?? new CollectingLogger());
}

/// <summary>Keeps what would be logged, formatted.</summary>
internal sealed class CollectingLogger : ILogger<ElasticsearchCluster>
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public IEnumerable<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");
}
