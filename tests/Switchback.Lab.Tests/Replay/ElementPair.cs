using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>Two list elements that stand for the same thing; one of them is nothing where the other list has no such element.</summary>
/// <param name="Position">the recorded element's position, or the answered one's where nothing was recorded</param>
public sealed record ElementPair(int Position, JsonElement? Recorded, JsonElement? Answered);

/// <summary>A list whose elements are known by their position.</summary>
public static class OrderedList
{
    public static IEnumerable<ElementPair> PairUp(JsonElement recorded, JsonElement answered) =>
        Enumerable.Range(0, Math.Max(recorded.GetArrayLength(), answered.GetArrayLength()))
            .Select(position => new ElementPair(position, At(recorded, position), At(answered, position)));

    private static JsonElement? At(JsonElement list, int position) =>
        position < list.GetArrayLength() ? list[position] : null;
}

/// <summary>A list whose elements are known by one of their keys.</summary>
public static class UnorderedList
{
    public static IEnumerable<ElementPair> PairUp(JsonElement recorded, JsonElement answered, string key, Texts texts)
    {
        var rest = answered.EnumerateArray().Select((element, position) => new ElementPair(position, null, element)).ToList();
        foreach (var (position, element) in recorded.EnumerateArray().Index())
        {
            var match = rest.FindIndex(other => texts.AreAlike(NameOf(element, key), NameOf(other.Answered!.Value, key)));
            yield return new ElementPair(position, element, match < 0 ? null : rest[match].Answered);
            if (match >= 0)
                rest.RemoveAt(match);
        }

        foreach (var extra in rest)
            yield return extra;
    }

    private static string NameOf(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var name)
            ? name.ToString()
            : element.GetRawText();
}
