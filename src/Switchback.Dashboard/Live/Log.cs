namespace Switchback.Dashboard.Live;

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Error, "{Page} could not take a snapshot; it says so and tries again")]
    public static partial void PageNotLive(this ILogger logger, string page, Exception exception);
}
