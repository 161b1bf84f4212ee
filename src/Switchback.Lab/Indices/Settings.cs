using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchback.Lab.Indices;

/// <summary>An immutable, sorted, flat set of settings. Reads nested and dotted JSON alike, writes either.</summary>
public sealed class Settings
{
    public static readonly Settings Empty = new([]);

    private readonly SortedDictionary<string, SettingValue> _values;

    private Settings(IEnumerable<KeyValuePair<string, SettingValue>> values)
    {
        _values = new SortedDictionary<string, SettingValue>(StringComparer.Ordinal);
        foreach (var (key, value) in values) _values[key] = value;
    }

    public SettingValue? this[string key] => _values.GetValueOrDefault(key);

    public IEnumerable<KeyValuePair<string, SettingValue>> All => _values;

    public IEnumerable<string> Keys => _values.Keys;

    public int Count => _values.Count;

    public string? Text(string key) => this[key]?.Text;

    public int Number(string key, int otherwise) =>
        int.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public bool Flag(string key, bool otherwise = false) => Text(key) is { } text ? text == "true" : otherwise;

    public static Settings Of(params (string Key, string Value)[] values) =>
        new(values.Select(pair => KeyValuePair.Create(pair.Key, new SettingValue(pair.Value))));

    /// <summary>Flattens nested JSON: <c>{"a":{"b":1}}</c> and <c>{"a.b":1}</c> are the same setting.</summary>
    public static Settings Parse(JsonObject json)
    {
        var values = new List<KeyValuePair<string, SettingValue>>();
        Flatten(json, "", values);
        return new Settings(values);
    }

    /// <summary>Every key gets the prefix unless it has it (<c>number_of_shards</c> means <c>index.number_of_shards</c>).</summary>
    public Settings Prefixed(string prefix) => new(_values.Select(pair =>
        pair.Key.StartsWith(prefix, StringComparison.Ordinal) ? pair : KeyValuePair.Create(prefix + pair.Key, pair.Value)));

    public Settings With(string key, string value) => With(key, new SettingValue(value));

    public Settings With(string key, SettingValue value) => new(_values.Where(pair => pair.Key != key).Append(KeyValuePair.Create(key, value)));

    public Settings Without(string key) => new(_values.Where(pair => pair.Key != key));

    public Settings Where(Func<string, bool> keep) => new(_values.Where(pair => keep(pair.Key)));

    /// <summary>Later values win; both sides' nulls stay as they are.</summary>
    public Settings Over(Settings below) => new(below._values.Concat(_values));

    /// <summary>Applies an update: null removes (with wildcards in its key too), anything else replaces.</summary>
    public Settings Update(Settings change)
    {
        var removed = change._values.Where(pair => pair.Value.IsNull).Select(pair => pair.Key).ToList();
        var kept = _values.Where(pair => !removed.Exists(pattern => Http.Wildcard.Matches(pattern, pair.Key)));
        return new Settings(kept.Concat(change._values.Where(pair => !pair.Value.IsNull)));
    }

    public Settings WithoutNulls() => new(_values.Where(pair => !pair.Value.IsNull));

    public JsonObject ToFlatJson()
    {
        var json = new JsonObject();
        foreach (var (key, value) in _values) json[key] = value.ToJson();
        return json;
    }

    /// <summary>Nested objects; a key that is both a value and a parent keeps the rest of the other's name dotted.</summary>
    public JsonObject ToNestedJson()
    {
        var json = new JsonObject();
        foreach (var (key, value) in _values) Nest(json, key, value);
        return json;
    }

    public override bool Equals(object? obj) => obj is Settings other && _values.SequenceEqual(other._values);

    public override int GetHashCode() => _values.Count;

    private static void Nest(JsonObject json, string key, SettingValue value)
    {
        var at = json;
        var rest = key;
        while (rest.IndexOf('.') is var dot and >= 0)
        {
            var head = rest[..dot];
            if (at[head] is null && !at.ContainsKey(head)) at[head] = new JsonObject();
            if (at[head] is not JsonObject child) break;
            at = child;
            rest = rest[(dot + 1)..];
        }
        at[rest] = value.ToJson();
    }

    private static void Flatten(JsonObject json, string prefix, List<KeyValuePair<string, SettingValue>> values)
    {
        foreach (var (key, node) in json)
        {
            if (node is JsonObject child) Flatten(child, prefix + key + ".", values);
            else values.Add(KeyValuePair.Create(prefix + key, SettingValue.Of(node)));
        }
    }
}
