namespace Switchback.Dashboard.Runs;

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Error, "The work on run {Run} ended with a fault of our own. It is gone on with from where the journal has it.")]
    public static partial void RunBroke(this ILogger logger, string run, Exception fault);

    [LoggerMessage(1302, LogLevel.Error, "No run is gone on with: {Why}")]
    public static partial void RunsNotStarted(this ILogger logger, string why);
}
