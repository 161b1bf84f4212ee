using System.Text.Json;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Settings that a follower is to have of its own. Most must equal the leader's; those are refused before anything is copied.</summary>
internal static class FollowSettings
{
    private static readonly string[] TheLeaders =
    [
        "index.number_of_shards", "index.number_of_routing_shards", "index.routing_partition_size", "index.soft_deletes.enabled", "index.xpack.ccr.",
        "index.mapping.", "index.analysis.", "index.sort.", "index.lifecycle.", "index.version.", "index.uuid", "index.creation_date", "index.provided_name", "index.mode",
    ];

    /// <returns>One flat object in a fixed order; null when nothing was given, or when it was refused.</returns>
    public static string? Read(Asked asked, Draft draft, string member)
    {
        if (asked.Text(Verbs.SettingsParameter) is not { } text) return null;
        var (flat, complaints) = Check(text, member, asked.World.Member(member)?.Version);
        foreach (var (why, lift) in complaints) draft.Refuse(Verbs.SettingsParameter, why, lift);
        return flat is { Count: > 0 } ? JsonSerializer.Serialize(flat) : null;
    }

    /// <summary>What stands in the text, and all that is wrong with it; nothing of the first when it cannot be read at all.</summary>
    public static (SortedDictionary<string, string?>? Flat, IReadOnlyList<(string Why, string Lift)> Complaints) Check(string text, string member, string? version)
    {
        const string example = """Give an object such as {"index.number_of_replicas": 0}.""";
        var flat = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return (null, [("It is no JSON object.", example)]);
            Flatten(json.RootElement, "", flat);
        }
        catch (JsonException)
        {
            return (null, [("It is no JSON.", example)]);
        }
        var complaints = new List<(string Why, string Lift)>();
        if (flat.Count > 0 && version is not null && ServerVersion.Parse(version) < Since.FollowSettings)
            complaints.Add(($"{member} is {version}, and followers have settings of their own from {Since.FollowSettings} on.", "Leave the settings out, and change them on the follower afterwards."));
        var fixedOnes = flat.Keys.Where(key => Array.Exists(TheLeaders, prefix => prefix.EndsWith('.') ? key.StartsWith(prefix, StringComparison.Ordinal) : key == prefix)).ToList();
        if (fixedOnes.Count > 0) complaints.Add(($"{string.Join(", ", fixedOnes)} must be what the leader has.", "Leave them out; replicas, blocks, refresh and allocation may differ."));
        return (flat, complaints);
    }

    private static void Flatten(JsonElement at, string prefix, SortedDictionary<string, string?> into)
    {
        foreach (var field in at.EnumerateObject())
        {
            var name = prefix + field.Name;
            if (field.Value.ValueKind == JsonValueKind.Object) Flatten(field.Value, name + ".", into);
            else into[name.StartsWith("index.", StringComparison.Ordinal) ? name : "index." + name] = field.Value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Array => string.Join(',', field.Value.EnumerateArray().Select(item => item.ToString())),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => field.Value.ToString(),
            };
        }
    }
}
