using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>What could be written where the caret stands.</summary>
/// <param name="Position">From where on the suggestion takes the text's place.</param>
public sealed record Completions(int Position, int Length, IReadOnlyList<Suggestion> Suggestions)
{
    /// <summary>The text with the suggestion in its place, and where the caret stands then.</summary>
    public (string Text, int Caret) Take(string text, Suggestion suggestion)
    {
        // A finished value is followed by a space, so that the next term can begin; a field waits for its value.
        var insert = suggestion.Text + (suggestion.Text.EndsWith(':') ? "" : " ");
        var rest = text[(Position + Length)..];
        if (insert.EndsWith(' ') && rest.StartsWith(' ')) rest = rest[1..];
        return (text[..Position] + insert + rest, Position + insert.Length);
    }
}

/// <param name="Text">What is written.</param>
/// <param name="Says">What it means, in a few words.</param>
public sealed record Suggestion(string Text, string Says);

/// <summary>Completes queries from the fields there are and from what the fleet holds.</summary>
public static class Completion
{
    private const int Most = 12;

    public static Completions At(string text, int caret, FleetSnapshot snapshot)
    {
        caret = Math.Clamp(caret, 0, text.Length);
        var start = caret;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]) && text[start - 1] is not ('(' or ')')) start--;
        var end = caret;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or ',')) end++;
        if (start < caret && text[start] == '-') start++;
        var typed = text[start..caret];
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return new Completions(start, end - start, Fields(typed));
        if (QueryField.Find(typed[..colon]) is not { } field) return new Completions(caret, 0, []);
        var value = Math.Max(colon, typed.LastIndexOf(',')) + 1;
        return new Completions(start + value, end - start - value, Values(field, typed[value..].TrimStart('"'), snapshot));
    }

    private static List<Suggestion> Fields(string typed)
    {
        var found = new List<Suggestion>();
        foreach (var field in QueryField.All)
        {
            if (Begins(field.Name, typed)) found.Add(new Suggestion(field.Name + ":", field.Says));
        }
        if (typed.Length == 0) return found;
        foreach (var word in VerdictWords.All)
        {
            if (Begins(word.Id, typed) || Begins(word.Word, typed)) found.Add(new Suggestion($"verdict:{word.Id}", word.Word));
        }
        return found;
    }

    private static List<Suggestion> Values(QueryField field, string typed, FleetSnapshot snapshot)
    {
        var found = new List<Suggestion>();
        if (field.Kind == QueryFieldKind.Verdict)
        {
            var counts = new int[VerdictWords.All.Count];
            foreach (var item in snapshot.Items) counts[(int)item.Verdict.Kind]++;
            foreach (var word in VerdictWords.All)
            {
                if (Begins(word.Id, typed) || Begins(word.Word, typed))
                    found.Add(new Suggestion(word.Id, $"{word.Word}: {counts[(int)word.Kind]}"));
            }
            return found;
        }
        if (field.Kind is QueryFieldKind.Number or QueryFieldKind.Flag)
        {
            foreach (var example in field.Examples)
            {
                if (Begins(example, typed)) found.Add(new Suggestion(example, field.Says));
            }
            return found;
        }
        foreach (var (name, count) in Names(field, typed, snapshot))
            found.Add(new Suggestion(Quote(name), count == 1 ? "1 item" : $"{count} items"));
        return found;
    }

    private static IEnumerable<KeyValuePair<string, int>> Names(QueryField field, string typed, FleetSnapshot snapshot)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in snapshot.Items)
        {
            if (field.TextOf(item) is { } name && name.Contains(typed, StringComparison.OrdinalIgnoreCase))
                counts[name] = counts.GetValueOrDefault(name) + 1;
        }
        return counts.OrderBy(pair => !Begins(pair.Key, typed)).ThenBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Take(Most);
    }

    private static string Quote(string name)
    {
        foreach (var c in name)
        {
            if (char.IsWhiteSpace(c) || c is '(' or ')' or ',' or '*') return $"\"{name}\"";
        }
        return name;
    }

    private static bool Begins(string text, string typed) => text.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
}
