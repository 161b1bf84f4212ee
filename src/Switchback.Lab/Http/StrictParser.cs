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
public sealed class StrictParser(string name, List<string>? warnings = null)
{
    private const string Source = "(org.elasticsearch.common.bytes.AbstractBytesReference$MarkSupportingStreamInputWrapper)";

    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);

    private ReadOnlyMemory<byte> _body;

    private delegate void FieldReader(ref Utf8JsonReader reader, string field);

    public StrictParser Text(string field, Action<string> take) =>
        Add(field, [JsonTokenType.String], (ref reader, _) => take(reader.GetString()!));

    public StrictParser TextOrNull(string field, Action<string?> take) =>
        Add(field, [JsonTokenType.String, JsonTokenType.Null], (ref reader, _) => take(reader.GetString()));

    public StrictParser Integer(string field, Action<int> take) =>
        Add(field, [JsonTokenType.Number, JsonTokenType.String], (ref reader, _) => take(ReadInteger(ref reader)));

    public StrictParser Size(string field, Action<ByteSize> take) =>
        Add(field, [JsonTokenType.String], (ref reader, of) => take(ByteSize.Parse(of, reader.GetString()!, warning => warnings?.Add(warning))));

    public StrictParser Time(string field, Action<TimeText> take) =>
        Add(field, [JsonTokenType.String], (ref reader, of) => take(TimeText.Parse(of, reader.GetString()!)));

    public StrictParser Object(string field, Action<JsonObject> take) =>
        Add(field, [JsonTokenType.StartObject], (ref reader, _) => take(ReadObject(ref reader)));

    /// <summary>A list of texts; a single one is taken as a list of one.</summary>
    public StrictParser Texts(string field, Action<IReadOnlyList<string>> take) =>
        Add(field, [JsonTokenType.StartArray, JsonTokenType.String], (ref reader, _) => take(ReadTexts(ref reader)));

    public void Parse(ReadOnlyMemory<byte> body)
    {
        _body = body;
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            if (!reader.Read()) throw new JsonException("Expected JSON, found the end of data");
            if (reader.TokenType != JsonTokenType.StartObject)
                throw Fault(reader.TokenStartIndex, $"Expected START_OBJECT but was: {TokenNames.Of(reader.TokenType)}");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                CheckNew(seen, ref reader);
                ReadField(ref reader);
            }
        }
        catch (JsonException e)
        {
            throw Body.Unreadable(e);
        }
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        var place = reader.TokenStartIndex;
        var named = reader.GetString()!;
        if (!_fields.TryGetValue(named, out var field)) throw Fault(place, $"unknown field [{named}]");
        reader.Read();
        place = reader.TokenStartIndex;
        if (!field.Kinds.Contains(reader.TokenType)) throw Fault(place, $"{named} doesn't support values of type: {TokenNames.Of(reader.TokenType)}");
        try
        {
            field.Read(ref reader, named);
        }
        catch (ElasticException cause)
        {
            throw new ElasticException(400, "x_content_parse_exception", $"{Place(place)} [{name}] failed to parse field [{named}]") { CausedBy = cause };
        }
    }

    private StrictParser Add(string field, JsonTokenType[] kinds, FieldReader read)
    {
        _fields.Add(field, new Field(kinds, read));
        return this;
    }

    private ElasticException Fault(long place, string complaint) =>
        new(400, "x_content_parse_exception", $"{Place(place)} [{name}] {complaint}");

    private int ReadInteger(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            throw Foreign("number_format_exception", $"For input string: \"{text}\"");
        if (reader.TokenType == JsonTokenType.Number && real is < int.MinValue or > int.MaxValue)
        {
            throw Foreign("input_coercion_exception",
                $"Numeric value ({text}) out of range of int ({int.MinValue} - {int.MaxValue})" + EndOf(ref reader));
        }
        if (real is < int.MinValue or > int.MaxValue) throw Foreign("illegal_argument_exception", $"Value [{text}] is out of range for an integer");
        return (int)real;
    }

    /// <summary>An object whose own fields nobody knows; in it, too, each stands once.</summary>
    private JsonObject ReadObject(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        var open = new Stack<HashSet<string>>();
        do
        {
            if (ahead.TokenType == JsonTokenType.StartObject) open.Push(new HashSet<string>(StringComparer.Ordinal));
            else if (ahead.TokenType == JsonTokenType.EndObject) open.Pop();
            else if (ahead.TokenType == JsonTokenType.PropertyName) CheckNew(open.Peek(), ref ahead);
        }
        while (open.Count > 0 && ahead.Read());
        return JsonNode.Parse(ref reader)!.AsObject();
    }

    private void CheckNew(HashSet<string> seen, ref Utf8JsonReader reader)
    {
        var field = reader.GetString()!;
        if (!seen.Add(field)) throw Body.Duplicate(field, EndOf(ref reader));
    }

    /// <summary>Whatever is a single value counts as its text.</summary>
    private List<string> ReadTexts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return [reader.GetString()!];
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
                JsonTokenType.StartArray => throw Foreign("illegal_state_exception", "expected value but got [START_ARRAY]"),
                _ => throw Foreign("illegal_state_exception", $"Can't get text on a {TokenNames.Of(reader.TokenType)} at {Place(reader.TokenStartIndex)[1..^1]}"),
            });
        }
        return texts;
    }

    private static ElasticException Foreign(string type, string reason) => new(400, type, reason) { IsForeign = true };

    /// <summary>Where the parser stood once it had read the token.</summary>
    private string EndOf(ref Utf8JsonReader reader)
    {
        var (line, column) = LineAndColumn(reader.BytesConsumed);
        return string.Create(CultureInfo.InvariantCulture, $"\n at [Source: {Source}; line: {line}, column: {column}]");
    }

    private string Place(long at)
    {
        var (line, column) = LineAndColumn(at);
        return string.Create(CultureInfo.InvariantCulture, $"[{line}:{column}]");
    }

    private (int Line, int Column) LineAndColumn(long at)
    {
        var before = _body.Span[..(int)at];
        return (before.Count((byte)'\n') + 1, before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1);
    }

    private sealed record Field(JsonTokenType[] Kinds, FieldReader Read);
}
