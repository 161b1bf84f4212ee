using System.Text.Json.Nodes;

namespace Switchback.Lab.Indices;

/// <summary>What a new index is asked to be, before templates and defaults.</summary>
public sealed record NewIndex(string Name)
{
    /// <summary>With the prefix <c>index.</c> on every key.</summary>
    public Settings Settings { get; init; } = Settings.Empty;

    public JsonObject Mapping { get; init; } = [];

    public IReadOnlyList<AliasState> Aliases { get; init; } = [];

    /// <summary>What the caller wrote, where that is a date expression or the name of something larger.</summary>
    public string? ProvidedName { get; init; }

    public string? DataStream { get; init; }

    /// <summary>A copy of another index takes nothing from templates.</summary>
    public IndexState? CopyOf { get; init; }

    public bool IsHidden { get; init; }
}
