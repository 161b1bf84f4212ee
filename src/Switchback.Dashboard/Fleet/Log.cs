namespace Switchback.Dashboard.Fleet;

internal static partial class Log
{
    [LoggerMessage(1211, LogLevel.Error, "What was recorded could not be read to its end: {Why}")]
    public static partial void JournalUnreadable(this ILogger logger, string why);
}
