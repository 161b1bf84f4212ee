using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchback.Core.Journal;

/// <summary>What texts the journal takes. A half character would come back as another one, and a stream would have two names.</summary>
internal static class JournalText
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Checked(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        Strict.GetByteCount(text);
        return text;
    }

    /// <summary>The same JSON without white space between its parts: what stands in a file of lines has no line end inside.</summary>
    public static string OneLine(string json)
    {
        var compact = new ArrayBufferWriter<byte>(json.Length);
        try
        {
            using var writer = new Utf8JsonWriter(compact, Writing);
            JsonElement.Parse(Strict.GetBytes(json)).WriteTo(writer);
        }
        catch (Exception unusable) when (unusable is JsonException or InvalidOperationException)
        {
            throw new ArgumentException($"The data of an event are JSON, and these are not: {unusable.Message}", nameof(json), unusable);
        }

        return Encoding.UTF8.GetString(compact.WrittenSpan);
    }
}
