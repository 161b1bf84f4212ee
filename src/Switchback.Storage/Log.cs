using Microsoft.Extensions.Logging;

namespace Switchback.Storage;

/// <summary>What storage says at the start. Never what an event holds.</summary>
internal static partial class Log
{
    [LoggerMessage(1501, LogLevel.Information, "The journal in {Folder} is sound: {Events} events, head {Hash}")]
    public static partial void JournalOpened(this ILogger logger, string folder, long events, string hash);

    [LoggerMessage(1502, LogLevel.Error, "{Sentence}")]
    public static partial void JournalNotSound(this ILogger logger, string sentence);

    [LoggerMessage(1503, LogLevel.Warning, "{Sentence}")]
    public static partial void FoundAtStart(this ILogger logger, string sentence);
}
