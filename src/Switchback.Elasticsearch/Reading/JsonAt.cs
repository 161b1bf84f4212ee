using System.Globalization;
using System.Text.Json;

namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// A place in a small answer. Fields we do not know are never looked at; a field we need and that is absent, of another type
/// or beyond 64 bits ends the reading with its path, since a guessed number is worse than none.
/// </summary>
internal readonly struct JsonAt
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 128 };

    private readonly JsonElement _element;
    private readonly Trail _trail;

    private JsonAt(JsonElement element, Trail trail)
    {
        _element = element;
        _trail = trail;
    }

    /// <summary>Reads the whole body and hands its root to <paramref name="read"/>; nothing of it may be kept but strings and numbers.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonAt, T> read)
    {
        using var document = JsonDocument.Parse(body, Strict);
        return read(new JsonAt(document.RootElement, new Trail(null, "")));
    }

    public bool IsObject => _element.ValueKind == JsonValueKind.Object;

    public bool IsArray => _element.ValueKind == JsonValueKind.Array;

    public string RawText => _element.GetRawText();

    public string Path => _trail.Say();

    public JsonElement Element => _element;

    public JsonAt? Find(string name)
    {
        if (!IsObject || !_element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return new JsonAt(value, new Trail(_trail, name));
    }

    public JsonAt Need(string name) => Find(name) ?? throw new UnreadableException("a missing field", new Trail(_trail, name).Say());

    public JsonAt NeedObject(string name) => Need(name).Checked(JsonValueKind.Object, "no object");

    public JsonAt? FindObject(string name) => Find(name)?.Checked(JsonValueKind.Object, "no object");

    public JsonAt Object() => Checked(JsonValueKind.Object, "no object");

    public IEnumerable<JsonAt> Items(string name) => Need(name).Items();

    public IEnumerable<JsonAt> ItemsOrNone(string name) => Find(name)?.Items() ?? [];

    public IEnumerable<JsonAt> Items()
    {
        Checked(JsonValueKind.Array, "no list");
        var at = 0;
        foreach (var item in _element.EnumerateArray())
            yield return new JsonAt(item, new Trail(_trail, $"[{at++}]"));
    }

    public IEnumerable<(string Name, JsonAt Value)> Fields()
    {
        Checked(JsonValueKind.Object, "no object");
        foreach (var field in _element.EnumerateObject())
            yield return (NameOf(field), new JsonAt(field.Value, new Trail(_trail, "…")));
    }

    public string Text(string name) => Need(name).Text();

    public string? TextOrNull(string name) => Find(name)?.Text();

    public string Text()
    {
        Checked(JsonValueKind.String, "no text");
        try
        {
            return _element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableException("text that is no Unicode", Path);
        }
    }

    /// <summary>A scalar as text, however it was written: settings come as <c>"true"</c>, <c>true</c> or <c>3</c>.</summary>
    public string ScalarText() => _element.ValueKind switch
    {
        JsonValueKind.String => Text(),
        JsonValueKind.Number => _element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new UnreadableException("no single value", Path),
    };

    /// <summary>One text or a list of texts: Elasticsearch writes both for the same field.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Find(name) is not { } at ? [] : at.IsArray ? [.. at.Items().Select(item => item.ScalarText())] : [at.ScalarText()];

    public long Number(string name) => Need(name).Number();

    public long? NumberOrNull(string name) => Find(name)?.Number();

    public long Number()
    {
        // _cat and settings write numbers as text.
        if (_element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out var number)) return number;
        if (_element.ValueKind == JsonValueKind.String && long.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)) return number;
        throw new UnreadableException(_element.ValueKind == JsonValueKind.Number ? "a number that is no 64 bit integer" : "no number", Path);
    }

    public int Int32(string name)
    {
        var number = Number(name);
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new UnreadableException("a number that is no 32 bit integer", Need(name).Path);
    }

    public double Real(string name)
    {
        var at = Need(name);
        return at._element.ValueKind == JsonValueKind.Number && at._element.TryGetDouble(out var real) && double.IsFinite(real)
            ? real
            : throw new UnreadableException("no number", at.Path);
    }

    public bool Flag(string name) => Need(name).Flag();

    public bool? FlagOrNull(string name) => Find(name)?.Flag();

    public bool Flag() => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when Text() is "true" => true,
        JsonValueKind.String when Text() is "false" => false,
        _ => throw new UnreadableException("neither true nor false", Path),
    };

    /// <summary>Milliseconds since 1970, within what a date can hold.</summary>
    public DateTimeOffset? TimeOrNull(string name)
    {
        if (Find(name) is not { } at) return null;
        var millis = at.Number();
        return millis is >= -62135596800000 and <= 253402300799999
            ? DateTimeOffset.FromUnixTimeMilliseconds(millis)
            : throw new UnreadableException("a time outside the calendar", at.Path);
    }

    private static string NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableException("a field name that is no Unicode", "…");
        }
    }

    private JsonAt Checked(JsonValueKind kind, string what) =>
        _element.ValueKind == kind ? this : throw new UnreadableException(what, Path);

    private sealed class Trail(Trail? parent, string name)
    {
        public string Say()
        {
            if (parent is null) return name.Length == 0 ? "the root" : name;
            var above = parent.Say();
            return above == "the root" ? name : name.StartsWith('[') ? above + name : above + "." + name;
        }
    }
}
