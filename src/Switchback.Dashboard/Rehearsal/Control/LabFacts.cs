using System.Text.Json;

namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>One cluster of the lab, as <c>GET /_lab</c> tells it.</summary>
public sealed record LabCluster(string Name, string Uuid, string Version, string Url, string Licence, string State, long MasterUpdates);

/// <summary>The clock that all clusters of the lab share.</summary>
/// <param name="OffsetMillis">How far it was moved ahead of the one that runs by itself.</param>
public sealed record LabClock(DateTimeOffset Now, long OffsetMillis);

/// <summary>One direction between two clusters.</summary>
public sealed record LabLink(string From, string To, string Cut, double LatencyMillis, long BytesPerSecond, long BytesCarried);

/// <summary>A rule for requests, and how often it had to do with one.</summary>
public sealed record LabFault(
    string Id, string? Cluster, string? Method, string Path, long Nth, long Times, string When, string Do, long Matched, long Applied);

/// <summary>A writer in the background.</summary>
public sealed record LabLoad(
    string Id, string Cluster, string Index, double Rate, int UpdatePercent, int DeletePercent, long Acknowledged, long Refused, string? LastRefusal);

public sealed record LabScenario(string Name, string About);

/// <summary>What <c>GET /_lab</c> says of the lab as a whole.</summary>
public sealed record LabSelf(string Lab, int ProcessId, bool Ready, int Seed, LabClock Clock, IReadOnlyList<LabCluster> Clusters);

/// <summary>The whole lab at one moment. Immutable.</summary>
public sealed record LabPicture(
    LabSelf Self,
    IReadOnlyList<LabLink> Links,
    IReadOnlyList<LabFault> Faults,
    IReadOnlyList<LabLoad> Load,
    IReadOnlyList<LabScenario> Scenarios);

/// <summary>Reads the lab's answers strictly: a field that is missing is a fault to be said, not a zero to be shown.</summary>
internal static class LabFacts
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static LabSelf? Self(JsonElement body) => Read<LabSelf>(body) is { Lab: "switchback" } self ? self : null;

    /// <param name="body">An answer that holds one list.</param>
    /// <param name="name">The list's name.</param>
    public static IReadOnlyList<T>? List<T>(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var list) ? Read<IReadOnlyList<T>>(list) : null;

    private static T? Read<T>(JsonElement element)
        where T : class
    {
        try
        {
            return element.Deserialize<T>(Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
