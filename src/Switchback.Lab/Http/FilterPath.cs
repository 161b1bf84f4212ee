using System.Text.Json;

namespace Switchback.Lab.Http;

/// <summary>
/// <c>filter_path</c>: keeps the named branches of an answer (<c>a.b</c>, <c>*</c> and <c>x*</c> in a name, <c>**</c> for any depth) or, with a
/// leading minus, drops them. Works on bytes, so that a large answer is never a tree. Objects that end up empty vanish.
/// </summary>
public sealed class FilterPath
{
    private readonly List<string[]> _keep = [];
    private readonly List<string[]> _drop = [];

    public FilterPath(string expression)
    {
        foreach (var path in expression.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (path.StartsWith('-')) _drop.Add(Split(path[1..]));
            else _keep.Add(Split(path));
        }
    }

    public byte[] Apply(ReadOnlySpan<byte> json)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(Math.Max(256, json.Length / 4));
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = ResponseBytes.Encoder });
        var reader = new Utf8JsonReader(json);
        if (!reader.Read()) return [];
        var keep = _keep.Count == 0 ? [new State(["**"], 0)] : _keep.Select(path => new State(path, 0)).ToList();
        var drop = _drop.Select(path => new State(path, 0)).ToList();
        var root = new Frame(null, default, reader.TokenType == JsonTokenType.StartArray);
        CopyContainer(ref reader, writer, root, keep, drop, all: _keep.Count == 0);
        // An answer that is an object stays one, however little is left of it; a list of which nothing is left is no answer at all.
        if (!root.Opened && !root.IsArray) Open(writer, root);
        if (root.Opened) Close(writer, root);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string[] Split(string path) =>
        [.. path.Replace("\\.", "\u0001", StringComparison.Ordinal).Split('.').Select(part => part.Replace('\u0001', '.'))];

    private void CopyContainer(ref Utf8JsonReader reader, Utf8JsonWriter writer, Frame frame, List<State> keep, List<State> drop, bool all)
    {
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    return;
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!;
                    reader.Read();
                    if (IsTaken(drop, name)) reader.Skip();
                    else CopyValue(ref reader, writer, frame, name, all ? keep : Step(keep, name), Step(drop, name), all || IsTaken(keep, name));
                    break;
                default:
                    CopyValue(ref reader, writer, frame, null, keep, drop, all);
                    break;
            }
        }
    }

    private void CopyValue(ref Utf8JsonReader reader, Utf8JsonWriter writer, Frame parent, string? name, List<State> keep, List<State> drop, bool all)
    {
        if (!all && keep.Count == 0)
        {
            reader.Skip();
            return;
        }
        if (all && drop.Count == 0)
        {
            Open(writer, parent);
            if (name is not null) writer.WritePropertyName(name);
            CopyAll(ref reader, writer);
            return;
        }
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            if (!all) return;
            Open(writer, parent);
            if (name is not null) writer.WritePropertyName(name);
            CopyAll(ref reader, writer);
            return;
        }
        var frame = new Frame(parent, name, reader.TokenType == JsonTokenType.StartArray);
        CopyContainer(ref reader, writer, frame, keep, drop, all);
        if (frame.Opened) Close(writer, frame);
    }

    private static void CopyAll(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        var depth = 0;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    depth++;
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    depth++;
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    depth--;
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    depth--;
                    break;
                case JsonTokenType.PropertyName:
                    writer.WritePropertyName(reader.GetString()!);
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(reader.GetString());
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
        while (depth > 0 && reader.Read());
    }

    private static void Open(Utf8JsonWriter writer, Frame frame)
    {
        if (frame.Opened) return;
        if (frame.Parent is not null) Open(writer, frame.Parent);
        if (frame.Name is not null) writer.WritePropertyName(frame.Name);
        if (frame.IsArray) writer.WriteStartArray();
        else writer.WriteStartObject();
        frame.Opened = true;
    }

    private static void Close(Utf8JsonWriter writer, Frame frame)
    {
        if (frame.IsArray) writer.WriteEndArray();
        else writer.WriteEndObject();
    }

    private static bool IsTaken(List<State> states, string name) => states.Exists(state => state.EndsWith(name));

    private static List<State> Step(List<State> states, string name)
    {
        var next = new List<State>();
        foreach (var state in states) state.Step(name, next);
        return next;
    }

    private sealed class Frame(Frame? parent, string? name, bool isArray)
    {
        public Frame? Parent { get; } = parent;

        public string? Name { get; } = name;

        public bool IsArray { get; } = isArray;

        public bool Opened { get; set; }
    }

    private readonly record struct State(string[] Path, int At)
    {
        public bool EndsWith(string name)
        {
            if (Path[At] == "**") return At == Path.Length - 1 || new State(Path, At + 1).EndsWith(name);
            return At == Path.Length - 1 && Wildcard.Matches(Path[At], name);
        }

        public void Step(string name, List<State> next)
        {
            if (Path[At] == "**")
            {
                next.Add(this);
                if (At + 1 < Path.Length) new State(Path, At + 1).Step(name, next);
                return;
            }
            if (At + 1 < Path.Length && Wildcard.Matches(Path[At], name)) next.Add(new State(Path, At + 1));
        }
    }
}
