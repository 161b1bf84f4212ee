namespace Switchback.Dashboard.Runs;

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Error, "The work on run {Run} ended with a fault of our own. It is gone on with from where the journal has it.")]
    public static partial void RunBroke(this ILogger logger, string run, Exception fault);

    [LoggerMessage(1303, LogLevel.Error, "What time alone brings about for runs was not done this time, and is tried again.")]
    public static partial void SweepFailed(this ILogger logger, Exception fault);

    [LoggerMessage(1302, LogLevel.Error, "No run is gone on with: {Why}")]
    public static partial void RunsNotStarted(this ILogger logger, string why);
}
