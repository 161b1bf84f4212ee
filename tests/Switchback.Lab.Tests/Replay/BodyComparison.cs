using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>
/// Compares one recorded body with one answered body: the same keys in any order, the same types, the same values, but for
/// what the rules and the step leave open.
/// </summary>
public sealed class BodyComparison(CompareRules rules, Variables variables, IReadOnlySet<string> loose)
{
    private readonly Texts _texts = new(rules, variables);
    private readonly List<Difference> _differences = [];

    public IReadOnlyList<Difference> Compare(JsonElement recorded, JsonElement answered)
    {
        _differences.Clear();
        Compare("", "", recorded, answered);
        return [.. _differences];
    }

    private void Compare(string path, string key, JsonElement recorded, JsonElement answered)
    {
        if (loose.Contains(path))
            return;
        if (KindOf(recorded) != KindOf(answered))
        {
            Part(path, recorded, answered);
            return;
        }

        switch (recorded.ValueKind)
        {
            // An object that varies still has its keys, and its fields vary or not by their own names.
            case JsonValueKind.Object:
                CompareObjects(path, recorded, answered);
                break;
            case var _ when rules.Vary.Contains(key):
                break;
            case JsonValueKind.Array when rules.Unordered.TryGetValue(key, out var name):
                ComparePairs(path, UnorderedList.PairUp(recorded, answered, name, _texts));
                break;
            case JsonValueKind.Array:
                ComparePairs(path, OrderedList.PairUp(recorded, answered));
                break;
            case JsonValueKind.String:
                if (!_texts.AreAlike(recorded.GetString()!, answered.GetString()!))
                    Part(path, recorded, answered);
                break;
            default:
                if (!JsonElement.DeepEquals(recorded, answered))
                    Part(path, recorded, answered);
                break;
        }
    }

    private void CompareObjects(string path, JsonElement recorded, JsonElement answered)
    {
        var rest = answered.EnumerateObject().ToList();
        foreach (var field in recorded.EnumerateObject())
        {
            var place = Place.Under(path, field.Name);
            var match = rest.FindIndex(other => other.Name == field.Name);
            if (match < 0)
                match = rest.FindIndex(other => _texts.AreAlike(field.Name, other.Name));
            if (match < 0)
            {
                Part(place, field.Value, null);
                continue;
            }

            Compare(place, field.Name, field.Value, rest[match].Value);
            rest.RemoveAt(match);
        }

        foreach (var field in rest.Where(field => !loose.Contains(Place.Under(path, field.Name))))
            Part(Place.Under(path, field.Name), null, field.Value);
    }

    private void ComparePairs(string path, IEnumerable<ElementPair> pairs)
    {
        foreach (var pair in pairs)
        {
            var place = Place.Under(path, pair.Position);
            if (pair is { Recorded: { } recorded, Answered: { } answered })
                Compare(place, "", recorded, answered);
            else if (!loose.Contains(place))
                Part(place, pair.Recorded, pair.Answered);
        }
    }

    private void Part(string path, JsonElement? recorded, JsonElement? answered) =>
        _differences.Add(new Difference(path, Show(recorded), Show(answered)));

    private string Show(JsonElement? value) => value is { } there ? variables.Fill(there.GetRawText()) : Difference.Nothing;

    private static JsonValueKind KindOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
}
