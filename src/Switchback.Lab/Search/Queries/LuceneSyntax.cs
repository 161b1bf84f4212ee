using System.Text;

namespace Switchback.Lab.Search.Queries;

/// <summary>
/// Reads <c>user:kimchy AND (n:[1 TO 5] OR -state:open) "exact words"~2 na*</c>. Clauses become required, optional or prohibited as
/// Lucene's classic parser decides: AND pulls both its neighbours in, + and - rule their own clause.
/// </summary>
public sealed class LuceneSyntax(string text, QueryContext context, IReadOnlyList<string> defaultFields, bool allByDefault)
{
    private int _at;

    private enum Role
    {
        Optional,
        Required,
        Prohibited,
    }

    public Query Parse()
    {
        var query = Clauses(null);
        SkipSpaces();
        if (_at < text.Length) throw new FormatException($"Encountered \" \"{text[_at]}\" \"{text[_at]} \"\" at line 1, column {_at}.");
        return query;
    }

    private Query Clauses(string? field)
    {
        var clauses = new List<(Query Query, Role Role)>();
        while (true)
        {
            SkipSpaces();
            if (_at >= text.Length || text[_at] == ')') break;
            var and = TakeWord("AND") || Take("&&");
            var or = !and && (TakeWord("OR") || Take("||"));
            SkipSpaces();
            var prohibited = TakeWord("NOT") || Take("!") || Take("-");
            var required = !prohibited && Take("+");
            SkipSpaces();
            if (_at >= text.Length) throw new FormatException("Encountered \"<EOF>\" at line 1, column " + _at + ".");
            var query = Clause(field);
            if (and && clauses is [.., { Role: Role.Optional }]) clauses[^1] = (clauses[^1].Query, Role.Required);
            if (or && allByDefault && clauses is [.., { Role: Role.Required }]) clauses[^1] = (clauses[^1].Query, Role.Optional);
            var role = prohibited ? Role.Prohibited
                : required || (allByDefault ? !or : and) ? Role.Required
                : Role.Optional;
            clauses.Add((query, role));
        }
        if (clauses.Count == 0) return new NoneQuery();
        if (clauses is [{ Role: not Role.Prohibited } only]) return only.Query;
        var must = Of(Role.Required);
        var should = Of(Role.Optional);
        return new BoolQuery(must, [], should, Of(Role.Prohibited), must.Count == 0 && should.Count > 0 ? 1 : 0);

        List<Query> Of(Role role) => [.. clauses.Where(clause => clause.Role == role).Select(clause => clause.Query)];
    }

    private Query Clause(string? field)
    {
        if (FieldName() is { } named)
        {
            field = named;
            SkipSpaces();
        }
        if (_at >= text.Length) throw new FormatException("Encountered \"<EOF>\" at line 1, column " + _at + ".");
        var query = text[_at] switch
        {
            '(' => Group(field),
            '"' => Quoted(field),
            '[' or '{' => Range(field),
            '<' or '>' => Comparison(field),
            _ => Word(field),
        };
        return Take("^") && double.TryParse(Raw(), System.Globalization.CultureInfo.InvariantCulture, out var boost) ? new BoostQuery(query, boost) : query;
    }

    private Query Group(string? field)
    {
        _at++;
        var query = Clauses(field);
        if (!Take(")")) throw new FormatException("Encountered \"<EOF>\" at line 1, column " + text.Length + ".");
        return query;
    }

    private Query Quoted(string? field)
    {
        var end = ++_at;
        while (end < text.Length && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length) throw new FormatException("Lexical error at line 1, column " + (text.Length + 1) + ".  Encountered: <EOF> after : \"\\\"" + text[_at..] + "\"");
        var phrase = Unescape(text[_at..end]);
        _at = end + 1;
        var slop = Take("~") && int.TryParse(Raw(), out var words) ? words : 0;
        return InFields(field, path => MatchParsers.PhraseIn(context, path, phrase, slop));
    }

    private Query Range(string? field)
    {
        var fromIncluded = text[_at++] == '[';
        var from = Bound();
        SkipSpaces();
        if (!TakeWord("TO")) throw new FormatException("Encountered \"" + Raw() + "\" in a range; was expecting \"TO\".");
        var to = Bound();
        SkipSpaces();
        if (_at >= text.Length || text[_at] is not (']' or '}')) throw new FormatException("Encountered \"<EOF>\" in a range.");
        var toIncluded = text[_at++] == ']';
        var bounds = new RangeBounds { From = from, FromIncluded = fromIncluded, To = to, ToIncluded = toIncluded };
        return InFields(field, path => FieldQueries.Range(context, path, bounds));
    }

    private Query Comparison(string? field)
    {
        var sign = text[_at++];
        var included = Take("=");
        var value = Bound();
        var bounds = sign == '>' ? new RangeBounds { From = value, FromIncluded = included } : new RangeBounds { To = value, ToIncluded = included };
        return InFields(field, path => FieldQueries.Range(context, path, bounds));
    }

    private Query Word(string? field)
    {
        var raw = Raw();
        if (raw.Length == 0) throw new FormatException($"Encountered \" \"{text[_at]}\" \"{text[_at]} \"\" at line 1, column {_at}.");
        if (_at < text.Length && text[_at] == '~')
        {
            _at++;
            Raw();
        }
        if (field == "_exists_") return FieldQueries.Exists(context, Unescape(raw));
        if (raw == "*") return field is null or "*" ? new AllQuery() : FieldQueries.Exists(context, field);
        if (raw.Contains('*', StringComparison.Ordinal) || raw.Contains('?', StringComparison.Ordinal))
            return InFields(field, path => Pattern(path, raw));
        var word = Unescape(raw);
        return InFields(field, path => MatchParsers.Words(context, path, word, allByDefault));
    }

    private Query Pattern(string path, string raw)
    {
        var analysed = context.Fields.Find(path)?.Kind == FieldKind.Text;
        var pattern = TermParsers.GlobPattern(analysed ? raw.ToLowerInvariant() : raw, ignoreCase: false);
        return FieldQueries.Pattern(context, path, pattern.IsMatch);
    }

    private Query InFields(string? field, Func<string, Query> make)
    {
        if (field is not null && !field.Contains('*', StringComparison.Ordinal)) return make(field);
        var ways = MatchParsers.Targets(context.Fields, field is null ? defaultFields : [field])
            .Select(target => target.Boost.Equals(1) ? make(target.Field) : new BoostQuery(make(target.Field), target.Boost)).ToList();
        return ways.Count == 1 ? ways[0] : new BestOfQuery(ways);
    }

    /// <summary>A name followed by a colon; steps back where there is none.</summary>
    private string? FieldName()
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !"():\"[]{}^~<>".Contains(text[_at], StringComparison.Ordinal)) _at += text[_at] == '\\' ? 2 : 1;
        if (_at > start && _at < text.Length && text[_at] == ':')
        {
            var name = Unescape(text[start.._at]);
            _at++;
            return name;
        }
        _at = start;
        return null;
    }

    private string? Bound()
    {
        SkipSpaces();
        if (_at < text.Length && text[_at] == '"')
        {
            var end = text.IndexOf('"', _at + 1);
            if (end < 0) throw new FormatException("Lexical error: <EOF> inside a quotation.");
            var quoted = text[(_at + 1)..end];
            _at = end + 1;
            return quoted;
        }
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not (']' or '}' or ')')) _at++;
        var raw = Unescape(text[start.._at]);
        return raw == "*" ? null : raw;
    }

    private string Raw()
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !"():\"[]{}^~".Contains(text[_at], StringComparison.Ordinal)) _at += text[_at] == '\\' ? 2 : 1;
        _at = Math.Min(_at, text.Length);
        return text[start.._at];
    }

    private void SkipSpaces()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    private bool Take(string token)
    {
        if (!text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal)) return false;
        _at += token.Length;
        return true;
    }

    private bool TakeWord(string word)
    {
        var end = _at + word.Length;
        if (end >= text.Length || !char.IsWhiteSpace(text[end])) return false;
        return Take(word);
    }

    private static string Unescape(string raw)
    {
        if (!raw.Contains('\\', StringComparison.Ordinal)) return raw;
        var plain = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++) plain.Append(raw[i] == '\\' && i + 1 < raw.Length ? raw[++i] : raw[i]);
        return plain.ToString();
    }
}
