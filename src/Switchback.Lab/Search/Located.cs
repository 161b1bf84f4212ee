using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchback.Lab.Http;

namespace Switchback.Lab.Search;

/// <summary>
/// A value of a request's body with the place where it stood: the query DSL's complaints name line and column.
/// Numbers keep the text they were sent as.
/// </summary>
public sealed class Located
{
    private static readonly Dictionary<string, Located> NoMembers = [];

    private Located(JsonValueKind kind, int line, int column)
    {
        Kind = kind;
        Line = line;
        Column = column;
    }

    public JsonValueKind Kind { get; }

    public int Line { get; }

    public int Column { get; }

    /// <summary>A string's content, a number's digits, true, false; empty for anything else.</summary>
    public string Text { get; private init; } = "";

    public IReadOnlyDictionary<string, Located> Members { get; private init; } = NoMembers;

    public IReadOnlyList<Located> Items { get; private init; } = [];

    public bool IsObject => Kind == JsonValueKind.Object;

    public bool IsArray => Kind == JsonValueKind.Array;

    public bool IsNull => Kind == JsonValueKind.Null;

    public bool IsValue => Kind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    /// <summary>What the parser calls the token it begins with.</summary>
    public string Token => Kind switch
    {
        JsonValueKind.Object => "START_OBJECT",
        JsonValueKind.Array => "START_ARRAY",
        JsonValueKind.String => "VALUE_STRING",
        JsonValueKind.Number => "VALUE_NUMBER",
        JsonValueKind.Null => "VALUE_NULL",
        _ => "VALUE_BOOLEAN",
    };

    /// <summary>The place as exceptions write it.</summary>
    public string Place => $"[{Line}:{Column}]";

    public Located? this[string member] => Members.GetValueOrDefault(member);

    public IReadOnlyList<Located> AsList() => IsArray ? Items : [this];

    public string Required(string member) => this[member]?.Text ?? "";

    public bool Flag(string member, bool otherwise) => this[member] is { } value ? value.AsFlag() : otherwise;

    public bool AsFlag() => Text switch
    {
        "true" => true,
        "false" => false,
        _ => throw Errors.IllegalArgument($"Failed to parse value [{Text}] as only [true] or [false] are allowed."),
    };

    public double AsDouble() => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw NotANumber();

    public int AsInt() => int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw NotANumber();

    public static Located Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        var places = new Places(json.ToArray());
        reader.Read();
        return Read(ref reader, places);
    }

    public static Located OfString(string text) => new(JsonValueKind.String, 1, 1) { Text = text };

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ResponseBytes.Encoder })) Write(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void Write(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, value) in Members)
                {
                    writer.WritePropertyName(name);
                    value.Write(writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in Items) item.Write(writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text);
                break;
            default:
                writer.WriteRawValue(IsNull ? "null" : Text);
                break;
        }
    }

    private ElasticException NotANumber() => new(400, "number_format_exception", $"For input string: \"{Text}\"");

    private static Located Read(ref Utf8JsonReader reader, Places places)
    {
        var (line, column) = places.Of((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new OrderedDictionary<string, Located>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members[name] = Read(ref reader, places);
                }
                return new Located(JsonValueKind.Object, line, column) { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<Located>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, places));
                return new Located(JsonValueKind.Array, line, column) { Items = items };
            case JsonTokenType.String:
                return new Located(JsonValueKind.String, line, column) { Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new Located(JsonValueKind.Number, line, column) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
            case JsonTokenType.True:
                return new Located(JsonValueKind.True, line, column) { Text = "true" };
            case JsonTokenType.False:
                return new Located(JsonValueKind.False, line, column) { Text = "false" };
            default:
                return new Located(JsonValueKind.Null, line, column);
        }
    }

    private sealed class Places(byte[] json)
    {
        private int _at;
        private int _line = 1;
        private int _lineStart;

        /// <summary>Called with rising positions only.</summary>
        public (int Line, int Column) Of(int position)
        {
            for (; _at < position; _at++)
            {
                if (json[_at] != '\n') continue;
                _line++;
                _lineStart = _at + 1;
            }
            return (_line, position - _lineStart + 1);
        }
    }
}
