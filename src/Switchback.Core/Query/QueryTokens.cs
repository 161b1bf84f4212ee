using System.Text;

namespace Switchback.Core.Query;

/// <summary>Cuts a query into its pieces. Never fails: what is wrong is noted, once, and the pieces end there.</summary>
internal sealed class QueryTokens
{
    private readonly string _text;
    private readonly List<QueryToken> _tokens = [];
    private int _at;

    private QueryTokens(string text) => _text = text;

    public QueryFault? Fault { get; private set; }

    public IReadOnlyList<QueryToken> Tokens => _tokens;

    public static QueryTokens Read(string text)
    {
        var tokens = new QueryTokens(text);
        while (tokens.Fault is null && tokens.Next())
        {
        }
        tokens._tokens.Add(new QueryToken(QueryTokenKind.End, text.Length, 0));
        return tokens;
    }

    private bool Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        if (_at == _text.Length) return false;
        var start = _at;
        switch (_text[_at])
        {
            case '(':
                return Add(QueryTokenKind.Open, start, 1);
            case ')':
                return Add(QueryTokenKind.Close, start, 1);
            case '-':
                if (start + 1 == _text.Length || char.IsWhiteSpace(_text[start + 1]))
                    return Fail(start, 1, "There is nothing after the minus.", "Write it before a word or a field: -word, -verdict:following.");
                return Add(QueryTokenKind.Not, start, 1);
            default:
                return Term(start);
        }
    }

    private bool Term(int start)
    {
        var colon = FieldEnd(start);
        var field = colon < 0 ? null : _text[start..colon];
        if (colon >= 0)
        {
            _at = colon + 1;
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        }
        var values = new List<QueryValue>();
        do
        {
            if (values.Count > 0) _at++;
            if (Value(isListed: field is not null) is not { } value) return false;
            values.Add(value);
        }
        while (field is not null && _at < _text.Length && _text[_at] == ',');
        var word = values[0];
        var kind = field is not null || word.IsQuoted ? QueryTokenKind.Term : word.Text.ToUpperInvariant() switch
        {
            "OR" => QueryTokenKind.Or,
            "AND" => QueryTokenKind.And,
            "NOT" => QueryTokenKind.Not,
            _ => QueryTokenKind.Term,
        };
        _tokens.Add(new QueryToken(kind, start, _at - start, field, values));
        return true;
    }

    /// <summary>Where the colon stands after a field's name; -1 when what begins here has no field.</summary>
    private int FieldEnd(int start)
    {
        for (var i = start; i < _text.Length && !IsEnd(_text[i]) && _text[i] != '"'; i++)
        {
            if (_text[i] == ':') return i;
        }
        return -1;
    }

    /// <param name="isListed">A comma ends it. In a bare word a comma is a letter like any other.</param>
    private QueryValue? Value(bool isListed)
    {
        var start = _at;
        var text = new StringBuilder();
        var quoted = false;
        while (_at < _text.Length && !IsEnd(_text[_at]) && !(isListed && _text[_at] == ','))
        {
            if (_text[_at] != '"')
            {
                text.Append(_text[_at++]);
                continue;
            }
            quoted = true;
            var close = _text.IndexOf('"', _at + 1);
            if (close < 0)
            {
                Fail(_at, _text.Length - _at, "The quote is not closed.", "End it with another \".");
                return null;
            }
            text.Append(_text, _at + 1, close - _at - 1);
            _at = close + 1;
        }
        return new QueryValue(text.ToString(), start, _at - start, quoted);
    }

    private static bool IsEnd(char c) => char.IsWhiteSpace(c) || c is '(' or ')';

    private bool Add(QueryTokenKind kind, int start, int length)
    {
        _tokens.Add(new QueryToken(kind, start, length));
        _at = start + length;
        return true;
    }

    private bool Fail(int position, int length, string problem, string hint)
    {
        Fault ??= new QueryFault(position, length, problem, hint);
        return false;
    }
}
