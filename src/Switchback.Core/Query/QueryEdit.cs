using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>Changes a query the way a click does, and leaves the rest of what a person wrote as it is.</summary>
public static class QueryEdit
{
    /// <summary>The query with this verdict asked for as well, or no longer. Its verdict terms become one, at the end.</summary>
    public static string Toggle(string text, VerdictKind kind)
    {
        var asked = ItemQuery.Parse(text) is ItemQuery.Parsed parsed ? parsed.Verdicts : VerdictSet.None;
        return WithVerdicts(text, asked.Contains(kind) ? asked.Without(kind) : asked.With(kind));
    }

    /// <summary>The query with these verdicts in place of its own.</summary>
    public static string WithVerdicts(string text, VerdictSet verdicts)
    {
        var kept = WithoutVerdicts(text, out var isGroup);
        if (verdicts.IsEmpty) return isGroup ? text : kept;
        if (kept.Length == 0) return $"verdict:{verdicts}";
        // Beside an or a term would belong to one side of it only.
        return isGroup ? $"({kept.Trim()}) verdict:{verdicts}" : $"{kept} verdict:{verdicts}";
    }

    /// <summary>The query without the verdict terms that stand by themselves: not those in parentheses or beside an or.</summary>
    private static string WithoutVerdicts(string text, out bool isGroup)
    {
        isGroup = false;
        var read = QueryTokens.Read(text);
        if (read.Fault is not null) return "";
        var tokens = read.Tokens;
        var depth = 0;
        var spans = new List<(int From, int To)>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Kind == QueryTokenKind.Open) depth++;
            if (token.Kind == QueryTokenKind.Close) depth--;
            if (depth != 0) continue;
            isGroup |= token.Kind == QueryTokenKind.Or;
            var isVerdict = token.Kind == QueryTokenKind.Term && string.Equals(token.Field, "verdict", StringComparison.OrdinalIgnoreCase);
            if (!isVerdict || (i > 0 && tokens[i - 1].Kind == QueryTokenKind.Not)) continue;
            // An "and" goes with the term that it joined.
            var isJoined = i > 0 && tokens[i - 1].Kind == QueryTokenKind.And && (spans.Count == 0 || spans[^1].To < tokens[i - 1].End);
            var from = isJoined ? tokens[i - 1].Position : token.Position;
            var to = !isJoined && tokens[i + 1].Kind == QueryTokenKind.And ? tokens[i + 1].End : token.End;
            spans.Add((from, to));
        }
        if (isGroup) return text;
        var kept = text;
        for (var i = spans.Count - 1; i >= 0; i--)
            kept = $"{kept.AsSpan(0, spans[i].From).TrimEnd()} {kept.AsSpan(spans[i].To).TrimStart()}";
        return kept.Trim();
    }
}
