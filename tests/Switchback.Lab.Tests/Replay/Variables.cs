using System.Text.RegularExpressions;

namespace Switchback.Lab.Tests.Replay;

/// <summary>The values that differ from pair to pair: given from the start, or captured from an answer on the way.</summary>
public sealed partial class Variables
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public void Set(string name, string value) => _values[name] = value;

    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>Every <c>${name}</c> in the text by its value; one without a value stays as it is.</summary>
    public string Fill(string text) =>
        Reference().Replace(text, reference => Find(reference.Groups[1].Value) ?? reference.Value);

    /// <summary>The names that the text speaks of, each once.</summary>
    public static IReadOnlyList<string> NamesIn(string text) =>
        text.Contains("${", StringComparison.Ordinal)
            ? [.. Reference().Matches(text).Select(reference => reference.Groups[1].Value).Distinct(StringComparer.Ordinal)]
            : [];

    /// <summary>The names that the text speaks of and that have no value.</summary>
    public IReadOnlyList<string> MissingIn(string text) => [.. NamesIn(text).Where(name => Find(name) is null)];

    [GeneratedRegex(@"\$\{(\w+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
