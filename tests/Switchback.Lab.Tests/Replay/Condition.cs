using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>One condition of an <c>until</c>: <c>[path, op, value]</c>, where the path <c>#status</c> is the status.</summary>
public sealed record Condition(string Path, Operator Operator, JsonElement? Value)
{
    private const string StatusPath = "#status";

    private static readonly Dictionary<string, Operator> s_operators = new()
    {
        ["="] = Operator.Is,
        ["!="] = Operator.IsNot,
        [">="] = Operator.AtLeast,
        ["<"] = Operator.Below,
        ["there"] = Operator.There,
        ["absent"] = Operator.Absent,
        ["contains"] = Operator.Contains,
    };

    public static Condition Read(JsonElement condition)
    {
        var word = condition[1].GetString()!;
        if (!s_operators.TryGetValue(word, out var op))
            throw new FormatException($"nobody knows the condition '{word}'");
        return new Condition(condition[0].GetString()!, op, condition.GetArrayLength() > 2 ? condition[2].Clone() : null);
    }

    public bool Holds(Answer answer, Variables variables)
    {
        var found = Find(answer);
        return Operator switch
        {
            Operator.There => found is not null,
            Operator.Absent => found is null,
            Operator.Is => found is { } value && Same(value, Wanted(variables)),
            Operator.IsNot => found is not { } value || !Same(value, Wanted(variables)),
            Operator.AtLeast => Compare(found) >= 0,
            Operator.Below => Compare(found) < 0,
            Operator.Contains => found is { } value && Words(value).Contains(Words(Wanted(variables)), StringComparison.Ordinal),
            _ => throw new InvalidOperationException($"no such operator: {Operator}"),
        };
    }

    public JsonElement? Find(Answer answer)
    {
        if (Path == StatusPath)
            return JsonSerializer.SerializeToElement(answer.Status);
        return answer.Json is { } body ? Place.Find(body, Path) : null;
    }

    public override string ToString()
    {
        var word = s_operators.Single(known => known.Value == Operator).Key;
        return $"{Path} {word} {Value?.GetRawText()}".TrimEnd();
    }

    private JsonElement Wanted(Variables variables) =>
        Value is { ValueKind: JsonValueKind.String } text
            ? JsonSerializer.SerializeToElement(variables.Fill(text.GetString()!))
            : Value ?? throw new FormatException($"the condition on '{Path}' names no value");

    private int? Compare(JsonElement? found) =>
        found is { ValueKind: JsonValueKind.Number } value && Value is { ValueKind: JsonValueKind.Number } wanted
            ? value.GetDouble().CompareTo(wanted.GetDouble())
            : null;

    private static bool Same(JsonElement one, JsonElement other) => JsonElement.DeepEquals(one, other);

    private static string Words(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

/// <summary>What a condition asks of the value at its path.</summary>
public enum Operator
{
    Is,
    IsNot,
    AtLeast,
    Below,
    There,
    Absent,
    Contains,
}
