namespace Switchback.Dashboard.Hosting;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Switchback is at {Url}; what it keeps stands in {DataFolder}")]
    public static partial void SwitchbackIsAt(this ILogger logger, string url, string dataFolder);
}
