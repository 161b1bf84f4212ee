using System.Text.Json;

namespace Switchback.Dashboard.Rehearsal;

/// <summary>Which lab this is. A lab lives as long as its process: other uuids mean other clusters, with other data.</summary>
/// <param name="Process">The lab's process id, so that a person can end it.</param>
/// <param name="Clusters">Uuid by cluster name.</param>
/// <param name="IsReady">False while what it begins with is still being built.</param>
public sealed record LabIdentity(int Process, IReadOnlyDictionary<string, string> Clusters, bool IsReady = true)
{
    public bool IsSameLabAs(LabIdentity other) =>
        Clusters.Count == other.Clusters.Count
        && Clusters.All(cluster => other.Clusters.TryGetValue(cluster.Key, out var uuid) && uuid == cluster.Value);

    /// <summary>
    /// Reads what <c>GET /_lab</c> answers, <c>{"lab":"switchback","process_id":4711,"ready":true,"clusters":[{"name":"clusterA","uuid":"..."}]}</c>;
    /// null when it is anything else.
    /// </summary>
    public static LabIdentity? TryRead(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("lab", out var lab) || !lab.ValueEquals("switchback"))
            {
                return null;
            }

            return new LabIdentity(
                root.TryGetProperty("process_id", out var process) ? process.GetInt32() : 0,
                root.GetProperty("clusters").EnumerateArray().ToDictionary(
                    cluster => cluster.GetProperty("name").GetString()!,
                    cluster => cluster.GetProperty("uuid").GetString()!),
                !root.TryGetProperty("ready", out var ready) || ready.GetBoolean());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
