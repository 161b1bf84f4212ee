using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Switchback.Core.Journal;

/// <summary>
/// One event as one line of JSON. The hash stands last and covers the bytes before it as they are, so that anybody can check
/// a line with nothing but a text tool and SHA-256.
/// </summary>
public static class JournalLine
{
    /// <summary>The bytes that are not hashed: <c>,"hash":"</c>, 64 digits, <c>"}</c>.</summary>
    private const int SealLength = 9 + HashLength + 2;

    internal const int HashLength = 64;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static ReadOnlySpan<byte> SealStart => ",\"hash\":\""u8;

    /// <summary>Writes one line with its line end and returns its hash. <paramref name="more"/> events of the same append come after it.</summary>
    public static string Write(ArrayBufferWriter<byte> lines, JournalHead previous, DateTimeOffset at, string stream, long version, NewEvent added, int more)
    {
        var start = lines.WrittenCount;
        using (var json = new Utf8JsonWriter(lines, JournalText.Writing))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", previous.Sequence + 1);
            json.WriteString("at", at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            json.WriteString("stream", stream);
            json.WriteNumber("version", version);
            json.WriteString("kind", added.Kind);
            json.WriteString("who", added.Who);
            json.WritePropertyName("data");
            json.WriteRawValue(added.Data, skipInputValidation: true);
            if (more > 0) json.WriteNumber("more", more);
            json.WriteString("previous", previous.Hash);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(lines.WrittenSpan[start..]));
        lines.Write(SealStart);
        lines.Write(Encoding.ASCII.GetBytes(hash));
        lines.Write("\"}\n"u8);
        return hash;
    }

    /// <summary>Reads one line, without its line end. It is checked against its own hash; whether it fits where it stands is for the caller.</summary>
    /// <param name="line">The bytes as they are kept.</param>
    /// <param name="found">The event and how many of its append come after it.</param>
    /// <param name="why">What is wrong with the line.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, out (JournalEvent Event, int More) found, out string why)
    {
        found = default;
        if (!HasHash(line))
        {
            why = "this is no event: it does not end with a hash.";
            return false;
        }

        if (!HasItsHash(line, out _))
        {
            why = "the event is not the one that was written: its hash does not fit.";
            return false;
        }

        try
        {
            found = Parse(line, Encoding.ASCII.GetString(line[^(HashLength + 2)..^2]));
            why = "";
            return true;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or FormatException)
        {
            why = $"the hash fits, but this is no event: {odd.Message}";
            return false;
        }
    }

    /// <summary>Whether the hash at the end of a line is that of what stands before it.</summary>
    internal static bool HasItsHash(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (!HasHash(line)) return false;

        body = line[..^SealLength];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> hash = stackalloc byte[HashLength];
        SHA256.HashData(body, digest);
        return Convert.TryToHexStringLower(digest, hash, out _) && line[^(HashLength + 2)..^2].SequenceEqual(hash);
    }

    private static bool HasHash(ReadOnlySpan<byte> line) =>
        line.Length > SealLength && line[^SealLength..].StartsWith(SealStart) && line.EndsWith("\"}"u8);

    private static (JournalEvent Event, int More) Parse(ReadOnlySpan<byte> line, string hash)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartObject, "it does not begin with {");
        Field(ref reader, "sequence"u8);
        var sequence = reader.GetInt64();
        Field(ref reader, "at"u8);
        var at = DateTimeOffset.ParseExact(reader.GetString() ?? "", TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var stream = Text(ref reader, "stream"u8);
        Field(ref reader, "version"u8);
        var version = reader.GetInt64();
        var kind = Text(ref reader, "kind"u8);
        var who = Text(ref reader, "who"u8);
        Name(ref reader, "data"u8);
        var start = (int)reader.BytesConsumed;
        reader.Read();
        reader.Skip();
        var data = Encoding.UTF8.GetString(line[start..(int)reader.BytesConsumed]);
        reader.Read();
        var more = 0;
        if (reader.ValueTextEquals("more"u8))
        {
            reader.Read();
            more = reader.GetInt32();
            reader.Read();
        }

        Expect(reader.ValueTextEquals("previous"u8), "it has no \"previous\" after its data");
        reader.Read();
        var previous = reader.GetString() ?? "";
        return (new JournalEvent(sequence, at, stream, version, kind, who, data, previous, hash), more);
    }

    private static string Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Field(ref reader, name);
        return reader.GetString() ?? "";
    }

    /// <summary>Goes to the value of the field that has to come next: the order is part of the format.</summary>
    private static void Field(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Name(ref reader, name);
        reader.Read();
    }

    private static void Name(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name), $"it has no \"{Encoding.UTF8.GetString(name)}\" where that belongs");
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds) throw new FormatException(otherwise + ".");
    }
}
