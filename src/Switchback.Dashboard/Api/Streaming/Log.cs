namespace Switchback.Dashboard.Api.Streaming;

internal static partial class Log
{
    [LoggerMessage(1401, LogLevel.Error, "The subscription {Id} broke; its client is told so")]
    public static partial void SubscriptionBroke(this ILogger logger, string id, Exception exception);
}
