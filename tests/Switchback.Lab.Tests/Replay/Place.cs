using System.Globalization;
using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>A path into a body: keys and list positions with <c>/</c> between them; empty is the whole body.</summary>
public static class Place
{
    public static string Under(string path, string key) => path.Length == 0 ? key : $"{path}/{key}";

    public static string Under(string path, int position) => Under(path, position.ToString(CultureInfo.InvariantCulture));

    /// <summary>What stands there, or nothing. A JSON null stands there.</summary>
    public static JsonElement? Find(JsonElement body, string path)
    {
        var found = body;
        foreach (var key in path.Length == 0 ? [] : path.Split('/'))
        {
            if (Step(found, key) is not { } next)
                return null;
            found = next;
        }

        return found;
    }

    private static JsonElement? Step(JsonElement within, string key)
    {
        if (within.ValueKind == JsonValueKind.Object)
            return within.TryGetProperty(key, out var value) ? value : null;
        if (within.ValueKind == JsonValueKind.Array
            && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position < within.GetArrayLength())
        {
            return within[position];
        }

        return null;
    }
}
