using Microsoft.Extensions.Logging;

namespace Switchback.Elasticsearch.Transport;

/// <summary>What the client says of itself. Never a header, a body, or a server's reason: a reason can quote a document.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Debug, "{Cluster} {Node} {Method} {Target}: {Status}, {WireBytes} bytes, {Milliseconds:0.#} ms")]
    public static partial void Answered(ILogger logger, string cluster, string node, string method, string target, int status, long wireBytes, double milliseconds);

    /// <summary>The first failure in a row warns; the following ones would say the same every few seconds for as long as a cluster is away.</summary>
    [LoggerMessage(EventId = 1002, Message = "{Cluster} {Node} {Method} {Target} failed: {Fault}; the node rests {RestSeconds:0.#} s")]
    public static partial void NodeFailed(ILogger logger, LogLevel level, string cluster, string node, string method, string target, string fault, double restSeconds);

    [LoggerMessage(1003, LogLevel.Information, "{Cluster} {Node} is {NodeName} of {ClusterName} ({ClusterUuid}), Elasticsearch {Version}")]
    public static partial void Greeted(ILogger logger, string cluster, string node, string nodeName, string clusterName, string? clusterUuid, string version);

    [LoggerMessage(1004, LogLevel.Warning, "{Cluster} {Node} is not used: {Sentence}")]
    public static partial void NotAccepted(ILogger logger, string cluster, string node, string sentence);
}
