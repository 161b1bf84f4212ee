using System.Text.Json.Nodes;

namespace Switchback.Lab.Indices;

/// <summary>One alias of one index.</summary>
public sealed record AliasState(
    string Name,
    bool? IsWriteIndex = null,
    JsonObject? Filter = null,
    string? IndexRouting = null,
    string? SearchRouting = null,
    bool? IsHidden = null);
