using System.Globalization;

namespace Switchback.Core.Settings;

/// <summary>
/// A tree of settings that remembers what was asked of it. What was never asked is a key that nobody knows, hence a fault:
/// a typo in "Fingerprint" must stop the start, not silently drop the check.
/// </summary>
public sealed class SettingsSection
{
    private readonly SortedDictionary<string, SettingsSection> _children = new(NumbersInOrder.Comparer);
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SettingsFault> _faults;
    private string? _value;

    private SettingsSection(string key, List<SettingsFault> faults)
    {
        Key = key;
        _faults = faults;
    }

    /// <summary>The full key, as written in the configuration: <c>Pairs:orders:Home</c>.</summary>
    public string Key { get; }

    public string Name => Key[(Key.LastIndexOf(':') + 1)..];

    public IReadOnlyList<SettingsFault> Faults => _faults;

    public bool Exists => _value is not null || _children.Count > 0;

    public IEnumerable<SettingsSection> Children => _children.Values;

    /// <summary>Builds the section at <paramref name="root"/> out of flat keys, as configuration providers give them.</summary>
    public static SettingsSection From(string root, IEnumerable<KeyValuePair<string, string?>> flat)
    {
        var top = new SettingsSection(root, []);
        foreach (var (key, value) in flat)
        {
            if (value is null) continue;
            if (string.Equals(key, root, StringComparison.OrdinalIgnoreCase)) top._value = value;
            if (!key.StartsWith(root + ":", StringComparison.OrdinalIgnoreCase)) continue;
            var at = top;
            foreach (var part in key[(root.Length + 1)..].Split(':'))
                at = at.Child(part);
            at._value = value;
        }
        return top;
    }

    public SettingsSection Section(string name)
    {
        _asked.Add(name);
        return _children.TryGetValue(name, out var child) ? child : new SettingsSection($"{Key}:{name}", _faults);
    }

    /// <summary>The text under this name, or null where there is none. A blank text counts as a fault, not as absent.</summary>
    public string? Text(string name, string remedy)
    {
        var child = Section(name);
        if (child._children.Count > 0) child.Fault("holds a section where a single value is expected.", remedy);
        if (child._value is null) return null;
        if (!string.IsNullOrWhiteSpace(child._value)) return child._value.Trim();
        child.Fault("is blank.", remedy);
        return null;
    }

    public string RequiredText(string name, string remedy)
    {
        var before = _faults.Count;
        var text = Text(name, remedy);
        if (text is null && _faults.Count == before) Section(name).Fault("is missing.", remedy);
        return text ?? "";
    }

    /// <summary>A list written as an array or as one comma separated value.</summary>
    public IReadOnlyList<string> Texts(string name, string remedy)
    {
        var child = Section(name);
        if (child._value is { } joined)
            return joined.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var texts = new List<string>();
        foreach (var item in child._children.Values)
        {
            if (!int.TryParse(item.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                item.Fault("is not known.", remedy);
            else if (string.IsNullOrWhiteSpace(item._value))
                item.Fault("is blank.", remedy);
            else
                texts.Add(item._value.Trim());
        }
        return texts;
    }

    public int Number(string name, int fallback, int least, int most)
    {
        var remedy = $"Write a whole number from {least} to {most}, or leave it out for {fallback}.";
        if (Text(name, remedy) is not { } text) return fallback;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Section(name).Fault("is not a number in its range.", remedy);
        return fallback;
    }

    public bool Flag(string name)
    {
        const string remedy = "Write true or false.";
        if (Text(name, remedy) is not { } text) return false;
        if (bool.TryParse(text, out var flag)) return flag;
        Section(name).Fault("is neither true nor false.", remedy);
        return false;
    }

    public void Fault(string problem, string remedy) => _faults.Add(new SettingsFault(Key, problem, remedy));

    /// <summary>Call last: every key that was not asked for becomes a fault that names the keys there are.</summary>
    public void RefuseUnknownKeys()
    {
        if (_value is not null) Fault("holds a single value where a section is expected.", $"Write keys under it: {Known()}.");
        foreach (var child in _children.Values.Where(child => !_asked.Contains(child.Name)))
            child.Fault("is not known.", $"Known here: {Known()}. Correct the name or remove it.");
    }

    private string Known() => string.Join(", ", _asked.Order(StringComparer.Ordinal));

    private SettingsSection Child(string name)
    {
        if (!_children.TryGetValue(name, out var child))
            _children.Add(name, child = new SettingsSection($"{Key}:{name}", _faults));
        return child;
    }
}
