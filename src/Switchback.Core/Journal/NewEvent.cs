using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchback.Core.Journal;

/// <summary>Something that is to be recorded. What could not be written as one line of JSON is refused here, before anybody relies on it.</summary>
public sealed record NewEvent
{
    /// <summary>Letters of any language stay letters, so that a person can read the line and search it.</summary>
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="kind">What happened, in one word.</param>
    /// <param name="who">The principal it happened for.</param>
    /// <param name="data">JSON. White space between its parts is left out, and nothing else changes.</param>
    /// <exception cref="ArgumentException">A blank word, or data that are no JSON.</exception>
    public NewEvent(string kind, string who, string data)
    {
        Kind = JournalText.Checked(kind);
        Who = JournalText.Checked(who);
        Data = JournalText.OneLine(data);
    }

    public string Kind { get; }

    public string Who { get; }

    public string Data { get; }

    /// <summary>The same from an object, in camel case unless <paramref name="options"/> say otherwise.</summary>
    public static NewEvent Of<T>(string kind, string who, T data, JsonSerializerOptions? options = null) =>
        new(kind, who, JsonSerializer.Serialize(data, options ?? Readable));
}
