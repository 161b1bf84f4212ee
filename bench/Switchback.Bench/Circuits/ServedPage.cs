using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Switchback.Bench.Circuits;

/// <summary>What a page's script reads out of the page before it opens a circuit: which components live, and with what state.</summary>
/// <param name="Operations">The first batch of root components, as the script sends it.</param>
internal sealed partial record ServedPage(string Operations, string State)
{
    public static ServedPage Read(string html)
    {
        var markers = Markers().Matches(html)
            .Select(match => JsonNode.Parse(match.Groups[1].Value)!.AsObject())
            // The end of a component carries its id and nothing else.
            .Where(marker => marker["type"]?.GetValue<string>() == "server")
            .OrderBy(marker => marker["sequence"]!.GetValue<int>())
            .ToList();
        if (markers.Count == 0) throw new InvalidDataException("The page has no live component: is this Switchback, and did it let us in?");
        var operations = markers.Select((marker, i) => (JsonNode)new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker.DeepClone() });
        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. operations]) };
        return new ServedPage(batch.ToJsonString(JsonSerializerOptions.Web), StateComment().Match(html).Groups[1].Value);
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->", RegexOptions.Singleline, 10_000)]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([a-zA-Z0-9+/=]+)-->", RegexOptions.None, 10_000)]
    private static partial Regex StateComment();
}
