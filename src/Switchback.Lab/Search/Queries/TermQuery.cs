namespace Switchback.Lab.Search.Queries;

/// <summary>One term of a text or keyword field, weighed by BM25 (k1 1.2, b 0.75).</summary>
public sealed class TermQuery(Field field, string term) : Query
{
    private const double K1 = 1.2, B = 0.75;

    private readonly TermGlimpse _glimpse = new(term);
    private long _documents;
    private long _withTerm;
    private long _length;

    public override bool NeedsObserving => true;

    public override bool Matches(SearchDocument document) => _glimpse.MayBeIn(document.Operation.Source.Span) && document.Tokens(field).Contains(term);

    public override void Observe(SearchDocument document)
    {
        var tokens = document.Tokens(field);
        if (tokens.Count == 0) return;
        _documents++;
        _length += tokens.Count;
        if (tokens.Contains(term)) _withTerm++;
    }

    public override double Score(SearchDocument document)
    {
        var tokens = document.Tokens(field);
        var frequency = tokens.Count(token => token == term);
        if (frequency == 0) return 0;
        // Keywords have no norms: every document is as long as any other.
        var length = field.Kind == FieldKind.Text && _length > 0 ? tokens.Count / ((double)_length / _documents) : 1;
        return Rarity(_documents, _withTerm) * (K1 + 1) * frequency / (frequency + (K1 * (1 - B + (B * length))));
    }

    public static double Rarity(long documents, long withTerm) =>
        Math.Log(1 + ((Math.Max(documents, 1) - Math.Max(withTerm, 1) + 0.5) / (Math.Max(withTerm, 1) + 0.5)));
}

/// <summary>Terms of a text field one after the other, with at most so many words in between.</summary>
public sealed class PhraseQuery(Field field, IReadOnlyList<string> terms, int slop, bool lastIsPrefix = false) : Query
{
    private readonly TermGlimpse _glimpse = new(terms.Count > 0 ? terms[0] : "");
    private readonly IReadOnlyList<TermQuery> _terms = [.. terms.Select(term => new TermQuery(field, term))];

    public override bool NeedsObserving => true;

    public override void Observe(SearchDocument document)
    {
        foreach (var term in _terms) term.Observe(document);
    }

    public override double Score(SearchDocument document) => _terms.Sum(term => term.Score(document));

    public override bool Matches(SearchDocument document)
    {
        if (terms.Count == 0 || !_glimpse.MayBeIn(document.Operation.Source.Span)) return false;
        foreach (var value in document.Values(field.SourcePath))
        {
            var tokens = TextAnalyzer.Tokens(FieldValues.Text(value));
            for (var start = 0; start < tokens.Count; start++)
                if (StandsAt(tokens, start))
                    return true;
        }
        return false;
    }

    private bool StandsAt(List<string> tokens, int start)
    {
        if (terms.Count == 0 || !Is(tokens[start], 0)) return false;
        var at = start;
        var spare = slop;
        for (var next = 1; next < terms.Count; next++)
        {
            at++;
            while (at < tokens.Count && !Is(tokens[at], next) && spare-- > 0) at++;
            if (at >= tokens.Count || !Is(tokens[at], next)) return false;
        }
        return true;
    }

    private bool Is(string token, int position) => lastIsPrefix && position == terms.Count - 1
        ? token.StartsWith(terms[position], StringComparison.Ordinal)
        : token == terms[position];
}
