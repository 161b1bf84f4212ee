using System.Globalization;
using System.Text.RegularExpressions;
using Switchback.Lab.Http;
using Switchback.Lab.Units;

namespace Switchback.Lab.Indices.Rules;

public enum SettingLife
{
    /// <summary>May change while the index is open.</summary>
    Dynamic,

    /// <summary>May change while the index is closed.</summary>
    Static,

    /// <summary>Never changes after creation.</summary>
    Final,

    /// <summary>Changed by a call of its own only.</summary>
    Internal,

    /// <summary>Elasticsearch's own; not even a creation may name it.</summary>
    Private,
}

public enum SettingKind
{
    Text,
    Flag,
    Number,
    Fraction,
    Time,
    Size,
}

/// <summary>One index setting: its key (a trailing dot: a family), when it may change, and what its value must be.</summary>
public sealed record SettingRule(string Key, SettingLife Life, SettingKind Kind = SettingKind.Text, long Min = long.MinValue, long Max = long.MaxValue)
{
    public bool IsFamily => Key.EndsWith('.') || Key.Contains('*', StringComparison.Ordinal);

    public bool Covers(string key)
    {
        if (Key.EndsWith('.')) return key.StartsWith(Key, StringComparison.Ordinal) && key.Length > Key.Length;
        return Key.Contains('*', StringComparison.Ordinal) ? Wildcard.Matches(Key, key) : key == Key;
    }

    /// <summary>Refuses a value in the words of Elasticsearch's setting parsers.</summary>
    public void Check(string key, SettingValue value)
    {
        if (value.Text is not { } text) return;
        switch (Kind)
        {
            case SettingKind.Flag when text is not ("true" or "false"):
                throw Errors.IllegalArgument($"Failed to parse value [{text}] as only [true] or [false] are allowed.");
            case SettingKind.Number:
                CheckNumber(key, text);
                break;
            case SettingKind.Fraction when !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _):
                throw Unparsed(key, text);
            case SettingKind.Time:
                _ = TimeText.Parse(key, text);
                break;
            case SettingKind.Size when !Regex.IsMatch(text, @"^\d+(\.\d+)?%$", RegexOptions.None, TimeSpan.FromSeconds(1)):
                _ = ByteSize.Parse(key, text);
                break;
        }
    }

    private void CheckNumber(string key, string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) throw Unparsed(key, text);
        if (number < Min) throw Errors.IllegalArgument($"Failed to parse value [{text}] for setting [{key}] must be >= {Min}");
        if (number > Max) throw Errors.IllegalArgument($"Failed to parse value [{text}] for setting [{key}] must be <= {Max}");
    }

    private static ElasticException Unparsed(string key, string text) =>
        Errors.IllegalArgument($"Failed to parse value [{text}] for setting [{key}]",
            new ElasticException(400, "number_format_exception", $"For input string: \"{text}\"") { IsForeign = true });
}
