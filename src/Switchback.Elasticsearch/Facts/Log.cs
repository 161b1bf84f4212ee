using Microsoft.Extensions.Logging;

namespace Switchback.Elasticsearch.Facts;

internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Error, "{Cluster} {Group}: the reading broke; its facts grow old and it is tried again")]
    public static partial void FactsBroke(ILogger logger, string cluster, FactGroup group, Exception exception);

    [LoggerMessage(1102, LogLevel.Error, "{Cluster}: somebody who is told of new facts failed at them")]
    public static partial void HandlerBroke(ILogger logger, string cluster, Exception exception);
}
