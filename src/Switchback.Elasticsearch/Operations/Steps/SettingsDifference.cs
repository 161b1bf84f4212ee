using System.Text.Json;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Reads the two sets out of "the leader index settings [{...}] and follower index settings [{...}] must be identical" and says
/// where they part. The text gives both whole, and nobody finds the one line by eye.
/// </summary>
internal static class SettingsDifference
{
    private const string LeaderStart = "leader index settings [";
    private const string FollowerStart = "] and follower index settings [";
    private const string End = "] must be identical";

    public static string? Say(string reason)
    {
        var leader = reason.IndexOf(LeaderStart, StringComparison.Ordinal);
        var follower = reason.IndexOf(FollowerStart, StringComparison.Ordinal);
        var end = reason.LastIndexOf(End, StringComparison.Ordinal);
        if (leader < 0 || follower < leader || end < follower) return null;
        if (Read(reason[(leader + LeaderStart.Length)..follower]) is not { } leading || Read(reason[(follower + FollowerStart.Length)..end]) is not { } following) return null;
        var parts = leading.Keys.Union(following.Keys).Order(StringComparer.Ordinal)
            .Where(name => leading.GetValueOrDefault(name) != following.GetValueOrDefault(name))
            .Select(name => $"{name} is {leading.GetValueOrDefault(name, "not set")} on the leader and {following.GetValueOrDefault(name, "not set")} on the follower")
            .ToList();
        return parts.Count == 0 ? null : $"{string.Join("; ", parts)}.";
    }

    private static Dictionary<string, string>? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            var flat = new Dictionary<string, string>(StringComparer.Ordinal);
            Flatten(json.RootElement, "", flat);
            return flat;
        }
        catch (JsonException)
        {
            // Older servers print them in their own notation: then the raw text has to do.
            return null;
        }
    }

    private static void Flatten(JsonElement at, string prefix, Dictionary<string, string> into)
    {
        foreach (var field in at.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Object) Flatten(field.Value, prefix + field.Name + ".", into);
            else into[prefix + field.Name] = field.Value.ToString();
        }
    }
}
