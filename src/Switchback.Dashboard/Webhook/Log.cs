namespace Switchback.Dashboard.Webhook;

internal static partial class Log
{
    [LoggerMessage(1601, LogLevel.Information, "The webhook has taken the notice {Notice}, at try {Tries}")]
    public static partial void NoticeTaken(this ILogger logger, string notice, int tries);

    [LoggerMessage(1602, LogLevel.Warning, "The webhook has not taken the notice {Notice}, at try {Tries}: {Why} It is tried again at {Next:u}")]
    public static partial void NoticeRefused(this ILogger logger, string notice, int tries, string why, DateTimeOffset next);

    [LoggerMessage(1603, LogLevel.Warning, "The webhook never took the notice {Notice} in {Tries} tries, and what it asked for is settled")]
    public static partial void NoticeSettled(this ILogger logger, string notice, int tries);

    [LoggerMessage(1604, LogLevel.Warning, "The webhook has taken the notice {Notice}, and that could not be recorded: after a restart it is sent again, with the same id. {Why}")]
    public static partial void NoticeNotRecorded(this ILogger logger, string notice, string why);

    [LoggerMessage(1605, LogLevel.Warning, "Which notices were delivered could not be read to its end; some may be sent again, with the same id. {Why}")]
    public static partial void NoticesUnknown(this ILogger logger, string why);

    [LoggerMessage(1606, LogLevel.Error, "Notices were not sent this time because of a fault of our own; it is tried again")]
    public static partial void NoticesFailed(this ILogger logger, Exception fault);
}
