using Switchback.Lab.Units;

namespace Switchback.Lab.Http;

/// <summary>The times that calls take as query parameters.</summary>
public static class Timeouts
{
    public static readonly string[] Master = ["timeout", "master_timeout"];

    public static TimeSpan Timeout(this RestCall call, string parameter = "timeout", int seconds = 30) =>
        call.Query(parameter) is { } text ? TimeText.Parse(parameter, text).Span : TimeSpan.FromSeconds(seconds);
}
