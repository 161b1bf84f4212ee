namespace Switchback.Dashboard.Notices;

internal static partial class Log
{
    [LoggerMessage(1310, LogLevel.Error, "No more notices come: {Why}")]
    public static partial void NoticesEnded(this ILogger logger, string why);
}
