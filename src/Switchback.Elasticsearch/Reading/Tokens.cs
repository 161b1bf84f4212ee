using System.Text.Json;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Single values from a token stream, with the same strictness as <see cref="JsonAt"/>.</summary>
internal static class Tokens
{
    /// <summary>Moves to the next property of the object the reader is in; false at its end.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Steps onto the value and requires an object; false for null, which counts as absent.</summary>
    public static bool EnterObject(ref Utf8JsonReader reader, string where) => Enter(ref reader, JsonTokenType.StartObject, "no object", where);

    public static bool EnterArray(ref Utf8JsonReader reader, string where) => Enter(ref reader, JsonTokenType.StartArray, "no list", where);

    public static long Number(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) return number;
        throw new UnreadableException(reader.TokenType == JsonTokenType.Number ? "a number that is no 64 bit integer" : "no number", where);
    }

    public static int Int32(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)) return number;
        throw new UnreadableException(reader.TokenType == JsonTokenType.Number ? "a number that is no 32 bit integer" : "no number", where);
    }

    public static bool Flag(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw new UnreadableException("neither true nor false", where),
        };
    }

    /// <summary>Null for null: some reasons are.</summary>
    public static string? Text(ref Utf8JsonReader reader, Utf8Interner interner, string where)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) throw new UnreadableException("no text", where);
        return Current(ref reader, interner, where);
    }

    /// <summary>The text of the string or property name the reader stands on.</summary>
    public static string Current(ref Utf8JsonReader reader, Utf8Interner interner, string where)
    {
        if (!reader.ValueIsEscaped) return interner.Get(reader.ValueSpan);
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableException("text that is no Unicode", where);
        }
    }

    /// <summary>Steps onto a value nobody needs, and over it.</summary>
    public static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>A field that came twice contradicts itself: neither value is taken.</summary>
    public static void Once(ref long seen, int field, string name, string where)
    {
        var bit = 1L << field;
        if ((seen & bit) != 0) throw new UnreadableException($"the field {name} twice", where);
        seen |= bit;
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType wanted, string what, string where)
    {
        reader.Read();
        if (reader.TokenType == wanted) return true;
        return reader.TokenType == JsonTokenType.Null ? false : throw new UnreadableException(what, where);
    }
}
