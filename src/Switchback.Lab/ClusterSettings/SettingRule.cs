using Switchback.Lab.Indices;

namespace Switchback.Lab.ClusterSettings;

/// <summary>
/// What a setting may hold: throws, in Elasticsearch's words, for a value it cannot take. What depends on other settings is
/// <see cref="Consistent"/>, asked of the whole set once every value is readable.
/// </summary>
public sealed record SettingRule(Action<string, SettingValue> Check)
{
    public bool IsDynamic { get; init; } = true;

    /// <summary>What holds while nobody set it; null for no value at all.</summary>
    public string? Default { get; init; }

    /// <summary>Null, or the complaint about this key among all that are set.</summary>
    public Func<string, Settings, string?>? Consistent { get; init; }
}
