namespace Switchback.Dashboard.Rehearsal;

internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Information, "Nothing is configured: starting simulated clusters, {Clusters}")]
    public static partial void LabStarting(this ILogger logger, string clusters);

    [LoggerMessage(1102, LogLevel.Information, "The lab runs as process {LabProcess} with {Clusters} and goes on when this app ends; what it says stands in {LabLog}")]
    public static partial void LabStarted(this ILogger logger, int labProcess, string clusters, string labLog);

    [LoggerMessage(1103, LogLevel.Information, "Adopted the lab that runs already as process {LabProcess} with {Clusters}")]
    public static partial void LabAdopted(this ILogger logger, int labProcess, string clusters);

    [LoggerMessage(1104, LogLevel.Warning, "This is another lab than last time. What was kept of the earlier rehearsal is set aside in {Folder}")]
    public static partial void DataSetAside(this ILogger logger, string folder);

    [LoggerMessage(1105, LogLevel.Information, "The lab goes on, with all it holds. To end it too: kill {LabProcess}")]
    public static partial void LabSurvives(this ILogger logger, int labProcess);
}
