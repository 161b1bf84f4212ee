using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>What came back over the wire, as far as recordings compare it.</summary>
public sealed class Answer
{
    public Answer(int status, string? mediaType, bool warned, string text)
    {
        Status = status;
        MediaType = mediaType;
        Warned = warned;
        Text = text;
        Json = Parse(text);
    }

    public int Status { get; }

    public string? MediaType { get; }

    public bool Warned { get; }

    public string Text { get; }

    /// <summary>The body where it is JSON, whatever its content type says.</summary>
    public JsonElement? Json { get; }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
