namespace Switchback.Dashboard.Pages.Followers.Detail;

internal static partial class Log
{
    [LoggerMessage(1351, LogLevel.Error, "The details of {Name} on {Cluster} could not be worked out; its page keeps those before")]
    public static partial void DetailsFailed(this ILogger logger, string cluster, string name, Exception exception);
}
