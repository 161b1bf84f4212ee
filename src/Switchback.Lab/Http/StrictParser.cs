using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchback.Lab.Units;

namespace Switchback.Lab.Http;

/// <summary>
/// Reads a body whose fields are all known, as Elasticsearch's strict object parsers do: an unknown field, a value of the wrong kind
/// or one that cannot be read is a 400 that names the place, the parser and the field.
/// </summary>
public sealed class StrictParser(string name)
{
    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);

    private delegate void FieldReader(ref Utf8JsonReader reader, string field);

    public StrictParser Text(string field, Action<string> take) =>
        Add(field, [JsonTokenType.String], (ref reader, _) => take(reader.GetString()!));

    public StrictParser TextOrNull(string field, Action<string?> take) =>
        Add(field, [JsonTokenType.String, JsonTokenType.Null], (ref reader, _) => take(reader.GetString()));

    public StrictParser Integer(string field, Action<int> take) =>
        Add(field, [JsonTokenType.Number, JsonTokenType.String], (ref reader, _) => take(ReadInteger(ref reader)));

    public StrictParser Size(string field, Action<ByteSize> take) =>
        Add(field, [JsonTokenType.String], (ref reader, of) => take(ByteSize.Parse(of, reader.GetString()!)));

    public StrictParser Time(string field, Action<TimeText> take) =>
        Add(field, [JsonTokenType.String], (ref reader, of) => take(TimeText.Parse(of, reader.GetString()!)));

    public StrictParser Object(string field, Action<JsonObject> take) =>
        Add(field, [JsonTokenType.StartObject], (ref reader, _) => take(JsonNode.Parse(ref reader)!.AsObject()));

    /// <summary>A list of texts; a single one is taken as a list of one.</summary>
    public StrictParser Texts(string field, Action<IReadOnlyList<string>> take) =>
        Add(field, [JsonTokenType.StartArray, JsonTokenType.String], (ref reader, of) => take(ReadTexts(ref reader, of)));

    public void Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            if (!reader.Read()) throw new JsonException("Expected JSON, found the end of data");
            if (reader.TokenType != JsonTokenType.StartObject)
                throw Fault(body, reader.TokenStartIndex, $"Expected START_OBJECT but was: {TokenNames.Of(reader.TokenType)}");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadField(ref reader, body);
        }
        catch (JsonException e)
        {
            throw Body.Unreadable(e);
        }
    }

    private void ReadField(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var place = reader.TokenStartIndex;
        var named = reader.GetString()!;
        if (!_fields.TryGetValue(named, out var field)) throw Fault(body, place, $"unknown field [{named}]");
        reader.Read();
        place = reader.TokenStartIndex;
        if (!field.Kinds.Contains(reader.TokenType)) throw Fault(body, place, $"{named} doesn't support values of type: {TokenNames.Of(reader.TokenType)}");
        try
        {
            field.Read(ref reader, named);
        }
        catch (ElasticException cause)
        {
            throw new ElasticException(400, "x_content_parse_exception", $"{Place(body, place)} [{name}] failed to parse field [{named}]") { CausedBy = cause };
        }
    }

    private StrictParser Add(string field, JsonTokenType[] kinds, FieldReader read)
    {
        _fields.Add(field, new Field(kinds, read));
        return this;
    }

    private ElasticException Fault(ReadOnlyMemory<byte> body, long place, string complaint) =>
        new(400, "x_content_parse_exception", $"{Place(body, place)} [{name}] {complaint}");

    private static int ReadInteger(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            throw Foreign("number_format_exception", $"For input string: \"{text}\"");
        if (real is < int.MinValue or > int.MaxValue) throw Foreign("illegal_argument_exception", $"Value [{text}] is out of range for an integer");
        return (int)real;
    }

    private static List<string> ReadTexts(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType == JsonTokenType.String) return [reader.GetString()!];
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw Foreign("illegal_state_exception", $"Can't get text on a {TokenNames.Of(reader.TokenType)} in [{field}]");
            texts.Add(reader.GetString()!);
        }
        return texts;
    }

    private static ElasticException Foreign(string type, string reason) => new(400, type, reason) { IsForeign = true };

    private static string Place(ReadOnlyMemory<byte> body, long at)
    {
        var before = body.Span[..(int)at];
        var line = before.Count((byte)'\n') + 1;
        var column = before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"[{line}:{column}]");
    }

    private sealed record Field(JsonTokenType[] Kinds, FieldReader Read);
}
