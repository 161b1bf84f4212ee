using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>Reads a request step of a recording.</summary>
public static class RequestReader
{
    private const string ApiKeyScheme = "ApiKey ";

    private static readonly HashSet<string> s_known =
    [
        "on", "method", "path", "body", "headers", "as", "until", "capture", "loose", "loose_headers", "note",
        "give_up_after_ms", "no_answer", "status", "response", "content_type", "warning",
    ];

    public static Step.Request Read(JsonElement step)
    {
        if (step.EnumerateObject().Select(word => word.Name).FirstOrDefault(word => !s_known.Contains(word)) is { } unknown)
            throw new FormatException($"a request has no '{unknown}'");
        return new Step.Request(Sides.Read(Text(step, "on")!), Text(step, "method")!, Text(step, "path")!)
        {
            Body = ReadBody(step),
            As = ReadCaller(step),
            Headers = ReadTexts(step, "headers"),
            Recorded = ReadAnswer(step),
            Until = step.TryGetProperty("until", out var until) ? [.. until.EnumerateArray().Select(Condition.Read)] : [],
            GiveUpAfter = step.TryGetProperty("give_up_after_ms", out var ms) ? TimeSpan.FromMilliseconds(ms.GetInt32()) : null,
            Capture = ReadTexts(step, "capture"),
            Loose = step.TryGetProperty("loose", out var loose) ? [.. loose.EnumerateArray().Select(path => path.GetString()!)] : [],
            LooseHeaders = step.TryGetProperty("loose_headers", out var headers) && headers.GetBoolean(),
            Note = Text(step, "note"),
        };
    }

    private static SentBody ReadBody(JsonElement step)
    {
        if (!step.TryGetProperty("body", out var body))
            return new SentBody.Nothing();
        return body.ValueKind == JsonValueKind.String ? new SentBody.Text(body.GetString()!) : new SentBody.Json(body);
    }

    private static Caller ReadCaller(JsonElement step)
    {
        if (!step.TryGetProperty("as", out var caller))
            return new Caller.Superuser();
        return caller.GetString() switch
        {
            null => new Caller.Nobody(),
            var key when key.StartsWith(ApiKeyScheme, StringComparison.Ordinal) => new Caller.ApiKey(key[ApiKeyScheme.Length..]),
            var user => new Caller.User(user),
        };
    }

    private static RecordedAnswer? ReadAnswer(JsonElement step)
    {
        if (step.TryGetProperty("no_answer", out var none) && none.GetBoolean())
            return null;
        return new RecordedAnswer(
            step.GetProperty("status").GetInt32(),
            step.TryGetProperty("response", out var body) ? body : null,
            Text(step, "content_type") ?? MediaTypes.Json,
            step.TryGetProperty("warning", out var warnings) && warnings.GetArrayLength() > 0);
    }

    private static string? Text(JsonElement step, string name) =>
        step.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Dictionary<string, string> ReadTexts(JsonElement step, string name) =>
        step.TryGetProperty(name, out var texts)
            ? texts.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!)
            : [];
}
