namespace Switchback.Dashboard.OffHost;

internal static partial class Log
{
    [LoggerMessage(1651, LogLevel.Warning, "The scripts of {Pair} could not be written to {Place}: {Why} It is tried again every minute")]
    public static partial void ScriptsNotWritten(this ILogger logger, string pair, string place, string why);

    [LoggerMessage(1652, LogLevel.Information, "The scripts of {Pair} are written to {Place} again")]
    public static partial void ScriptsBack(this ILogger logger, string pair, string place);

    [LoggerMessage(1653, LogLevel.Error, "The scripts of {Pair} were not looked at this time because of a fault of our own; it is tried again")]
    public static partial void ScriptsFailed(this ILogger logger, string pair, Exception fault);
}
