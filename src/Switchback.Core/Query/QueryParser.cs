using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>From the pieces of a query to its filter, or to the first thing that is wrong with it.</summary>
internal sealed class QueryParser
{
    /// <summary>More than anyone writes. Addresses are as long as this as well.</summary>
    public const int LongestText = 4000;

    private const int MostParentheses = 30;

    private readonly IReadOnlyList<QueryToken> _tokens;
    private QueryFault? _fault;
    private int _at;
    private int _depth;

    private QueryParser(QueryTokens tokens) => (_tokens, _fault) = (tokens.Tokens, tokens.Fault);

    private QueryToken Current => _tokens[_at];

    public static ItemQuery Parse(string text)
    {
        if (text.Length > LongestText)
            return new ItemQuery.Faulty(new QueryFault(LongestText, text.Length - LongestText, "The query is too long.", $"Shorten it to {LongestText} letters: a pattern such as name:orders* often says the same."));
        var parser = new QueryParser(QueryTokens.Read(text));
        var filter = parser.Either();
        if (parser.Current.Kind == QueryTokenKind.Close)
            parser.Fail(parser.Current, "This parenthesis was never opened.", "Remove it, or put it in quotes when it belongs to a name.");
        if (parser._fault is { } fault) return new ItemQuery.Faulty(fault);
        return new ItemQuery.Parsed(filter, WithoutVerdicts(filter), VerdictsOf(filter));
    }

    private ItemFilter Either()
    {
        var filters = new List<ItemFilter> { Every() };
        while (_fault is null && Current.Kind == QueryTokenKind.Or)
        {
            var or = Current;
            _at++;
            if (filters.Count == 1 && ReferenceEquals(filters[0], ItemFilter.All)) Fail(or, "There is nothing before or.", "Write or between two terms, or put it in quotes to search for the word.");
            var next = Every();
            if (ReferenceEquals(next, ItemFilter.All)) Fail(or, "There is nothing after or.", "Write or between two terms, or put it in quotes to search for the word.");
            filters.Add(next);
        }
        return ItemFilter.AnyOf(filters);
    }

    private ItemFilter Every()
    {
        var filters = new List<ItemFilter>();
        while (_fault is null && Current.Kind is not (QueryTokenKind.End or QueryTokenKind.Close or QueryTokenKind.Or))
        {
            if (Current.Kind == QueryTokenKind.And)
            {
                var and = Current;
                _at++;
                if (filters.Count == 0 || Current.Kind is QueryTokenKind.End or QueryTokenKind.Close or QueryTokenKind.Or or QueryTokenKind.And)
                    Fail(and, "And needs a term on either side.", "Leave it out: terms beside each other must all hold.");
                continue;
            }
            filters.Add(One());
        }
        return filters.Count == 0 ? ItemFilter.All : ItemFilter.AllOf(filters);
    }

    private ItemFilter One()
    {
        var token = Current;
        _at++;
        switch (token.Kind)
        {
            case QueryTokenKind.Not:
                if (Current.Kind is not (QueryTokenKind.Term or QueryTokenKind.Open or QueryTokenKind.Not))
                {
                    Fail(token, "There is nothing to exclude.", "Write a word or a field after it: not orders, -verdict:following.");
                    return ItemFilter.All;
                }
                return ++_depth > MostParentheses ? TooDeep(token) : Leave(new NotFilter(One()));
            case QueryTokenKind.Open:
                if (++_depth > MostParentheses) return TooDeep(token);
                var inner = Either();
                if (_fault is not null) return inner;
                if (Current.Kind != QueryTokenKind.Close)
                {
                    Fail(token, "This parenthesis is not closed.", "Add a ) at its end, or put it in quotes when it belongs to a name.");
                    return inner;
                }
                _at++;
                return Leave(inner);
            default:
                return Term(token);
        }
    }

    private ItemFilter Term(QueryToken token)
    {
        var values = token.Values!;
        if (token.Field is null) return new WordFilter(Match(values[0], isWhole: false));
        if (QueryField.Find(token.Field) is not { } field)
        {
            Fail(token.Position, Math.Max(1, token.Field.Length), token.Field.Length == 0 ? "There is no field before the colon." : $"There is no field {token.Field}.", Near(token.Field));
            return ItemFilter.All;
        }
        var filters = new List<ItemFilter>(values.Count);
        var verdicts = VerdictSet.None;
        foreach (var value in values)
        {
            if (value.Text.Length == 0)
            {
                Fail(token.Position, token.Length, $"{field.Name}: has no value.", $"Write one right after the colon: {Examples(field)}.");
                break;
            }
            if (field.Kind == QueryFieldKind.Verdict) verdicts = verdicts.Or(Verdict(value));
            else filters.Add(Value(field, value));
        }
        if (field.Kind == QueryFieldKind.Verdict) return new VerdictFilter(verdicts);
        return filters.Count == 0 ? ItemFilter.All : ItemFilter.AnyOf(filters);
    }

    private ItemFilter Value(QueryField field, QueryValue value)
    {
        switch (field.Kind)
        {
            case QueryFieldKind.Number:
                if (NumberRange.Parse(value.Text, field.Unit) is { } range) return new NumberFilter(field, range);
                Fail(value.Position, value.Length, $"{value.Text} is no {Noun(field.Unit)}.", $"What works: {Examples(field)}.");
                return ItemFilter.All;
            case QueryFieldKind.Flag:
                if (Enum.TryParse<ItemFlag>(value.Text, ignoreCase: true, out var flag) && Enum.IsDefined(flag) && char.IsLetter(value.Text[0])) return new FlagFilter(flag);
                Fail(value.Position, value.Length, $"is:{value.Text} means nothing.", $"What works: {Examples(field)}.");
                return ItemFilter.All;
            default:
                // "none" also stands for what has no value at all, as a pair or a pattern may be missing.
                var orAbsent = !value.IsQuoted && string.Equals(value.Text, "none", StringComparison.OrdinalIgnoreCase);
                return new TextFilter(field, Match(value, isWhole: field.Kind == QueryFieldKind.Exact), orAbsent);
        }
    }

    private VerdictSet Verdict(QueryValue value)
    {
        var set = VerdictSet.Of(value.Text);
        if (!set.IsEmpty) return set;
        var near = NearWords.Find(value.Text, VerdictWords.All.Select(word => word.Id));
        Fail(value.Position, value.Length, $"There is no verdict {value.Text}.", near.Count > 0
            ? $"Did you mean {string.Join(" or ", near)}?"
            : $"There are {string.Join(", ", VerdictWords.All.Select(word => word.Id))}.");
        return set;
    }

    private static TextMatch Match(QueryValue value, bool isWhole) =>
        !value.IsQuoted && value.Text.Contains('*', StringComparison.Ordinal) ? TextMatch.Whole(value.Text)
        : isWhole ? TextMatch.Exactly(value.Text)
        : TextMatch.Part(value.Text);

    private static ItemFilter WithoutVerdicts(ItemFilter filter)
    {
        if (filter.IsVerdictOnly) return ItemFilter.All;
        if (filter is not EveryFilter every) return filter;
        var rest = every.Filters.Where(part => !part.IsVerdictOnly).ToList();
        return rest.Count == every.Filters.Count ? filter : rest.Count == 0 ? ItemFilter.All : ItemFilter.AllOf(rest);
    }

    private static VerdictSet VerdictsOf(ItemFilter filter) => filter switch
    {
        VerdictFilter verdict => verdict.Verdicts,
        EveryFilter every => every.Filters.OfType<VerdictFilter>().Aggregate(VerdictSet.None, (set, part) => set.Or(part.Verdicts)),
        _ => VerdictSet.None,
    };

    private static string Near(string field)
    {
        var near = NearWords.Find(field, QueryField.All.Select(known => known.Name));
        return near.Count > 0
            ? $"Did you mean {string.Join(": or ", near)}:? To search for the text itself, put it in quotes."
            : $"Fields are {string.Join(", ", QueryField.All.Select(known => known.Name))}. To search for the text itself, put it in quotes.";
    }

    private static string Examples(QueryField field) => field.Examples.Length == 0 ? $"{field.Name}:a-name or {field.Name}:a*" : string.Join(", ", field.Examples.Select(example => $"{field.Name}:{example}"));

    private static string Noun(QueryUnit unit) => unit switch
    {
        QueryUnit.Count => "number of operations",
        QueryUnit.Bytes => "size",
        _ => "length of time",
    };

    private ItemFilter Leave(ItemFilter filter)
    {
        _depth--;
        return filter;
    }

    private ItemFilter TooDeep(QueryToken token)
    {
        Fail(token, "There are too many parentheses within each other.", "Write it flatter.");
        return ItemFilter.All;
    }

    private void Fail(QueryToken token, string problem, string hint) => Fail(token.Position, Math.Max(1, token.Length), problem, hint);

    private void Fail(int position, int length, string problem, string hint) =>
        _fault ??= new QueryFault(position, length, problem, hint);
}
