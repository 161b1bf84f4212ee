namespace Switchback.Lab.Tests.Replay;

public static class MediaTypes
{
    public const string Json = "application/json";
    public const string JsonLines = "application/x-ndjson";
}
