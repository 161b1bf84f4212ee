using System.Text.Json;
using Switchback.Lab.Documents;

namespace Switchback.Lab.Search;

/// <summary>One document while a search looks at it. Its source is read only when a field of it is asked for.</summary>
public sealed class SearchDocument(Operation operation, string index) : IDisposable
{
    private JsonDocument? _source;

    public Operation Operation { get; } = operation;

    public string Index { get; } = index;

    public JsonElement Source => (_source ??= JsonDocument.Parse(Operation.Source)).RootElement;

    /// <summary>The leaves a path leads to, through objects, arrays and dotted names alike. Nulls are no values.</summary>
    public List<JsonElement> Values(string path)
    {
        var values = new List<JsonElement>();
        if (!Operation.Source.IsEmpty) Collect(Source, path, values);
        return values;
    }

    /// <summary>The field's values in its own kind.</summary>
    public IEnumerable<object> Typed(Field field)
    {
        foreach (var value in Values(field.SourcePath))
            if (FieldValues.Typed(field, value) is { } typed)
                yield return typed;
    }

    public List<string> Tokens(Field field)
    {
        var tokens = new List<string>();
        foreach (var value in Values(field.SourcePath))
        {
            if (field.Kind == FieldKind.Text) tokens.AddRange(TextAnalyzer.Tokens(FieldValues.Text(value)));
            else if (FieldValues.Keyword(field, value) is { } keyword) tokens.Add(keyword);
        }
        return tokens;
    }

    public void Dispose() => _source?.Dispose();

    private static void Collect(JsonElement element, ReadOnlySpan<char> path, List<JsonElement> values)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Collect(item, path, values);
            return;
        }
        if (path.IsEmpty)
        {
            if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)) values.Add(element);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        if (element.TryGetProperty(path, out var leaf)) Collect(leaf, [], values);
        for (var dot = path.IndexOf('.'); dot > 0; dot = Next(path, dot))
            if (element.TryGetProperty(path[..dot], out var child))
                Collect(child, path[(dot + 1)..], values);
    }

    private static int Next(ReadOnlySpan<char> path, int dot)
    {
        var further = path[(dot + 1)..].IndexOf('.');
        return further < 0 ? -1 : dot + 1 + further;
    }
}
