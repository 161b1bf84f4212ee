using Microsoft.Extensions.Logging;

namespace Switchback.Elasticsearch.Watching;

internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Warning, "{Cluster} does not answer: {Why} What it said last stays on screen, with its age")]
    public static partial void ClusterSilent(ILogger logger, string cluster, string why);

    [LoggerMessage(1202, LogLevel.Information, "{Cluster} answers again, after {Silence}")]
    public static partial void ClusterBack(ILogger logger, string cluster, TimeSpan silence);

    [LoggerMessage(1203, LogLevel.Error, "A poll of {Cluster} failed in Switchback itself")]
    public static partial void PollBroke(ILogger logger, string cluster, Exception exception);

    [LoggerMessage(1204, LogLevel.Error, "{Count} changes of what followers are made from could not be written down and wait: {Why}")]
    public static partial void MappingsNotWritten(ILogger logger, int count, string why);
}
