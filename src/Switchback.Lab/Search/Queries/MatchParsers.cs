using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.Search.Queries;

/// <summary>Queries that analyse their text first.</summary>
public static class MatchParsers
{
    public static Bind Match(Located body, string name)
    {
        var (field, value) = QueryParser.OneField(body, name);
        var text = TextOf(value, name);
        var spec = value.IsObject ? value : null;
        CheckMembers(name, spec);
        var all = IsAnd(spec?["operator"]?.Text);
        var minimum = spec?["minimum_should_match"]?.Text;
        return QueryParser.Boosted(spec ?? body, context => Words(context, field, text, all, minimum));
    }

    public static Bind Phrase(Located body, string name) => PhraseOf(body, name, lastIsPrefix: false);

    public static Bind PhrasePrefix(Located body, string name) => PhraseOf(body, name, lastIsPrefix: true);

    public static Bind MultiMatch(Located body, string name)
    {
        var text = (body["query"] ?? throw QueryParser.Malformed(body, "No text specified for multi_match query")).Text;
        var fields = body["fields"]?.AsList().Select(item => item.Text).ToList() ?? ["*"];
        var type = body["type"]?.Text ?? "best_fields";
        var all = IsAnd(body["operator"]?.Text);
        var minimum = body["minimum_should_match"]?.Text;
        return QueryParser.Boosted(body, context =>
        {
            var lenient = context with { IsLenient = context.IsLenient || body.Flag("lenient", false) || fields.Exists(Wildcard.IsPattern) };
            var ways = Targets(context.Fields, fields).Select(target =>
            {
                var query = type.StartsWith("phrase", StringComparison.Ordinal)
                    ? PhraseIn(lenient, target.Field, text, 0, type == "phrase_prefix")
                    : Words(lenient, target.Field, text, all, minimum);
                return target.Boost.Equals(1) ? query : new BoostQuery(query, target.Boost);
            }).ToList();
            return type == "most_fields" ? new BoolQuery([], [], ways, [], 1) : new BestOfQuery(ways);
        });
    }

    /// <summary>The words of a text, any or all of them, in one field.</summary>
    public static Query Words(QueryContext context, string path, string text, bool all, string? minimum = null)
    {
        if (context.Fields.Find(path) is not { Kind: FieldKind.Text } field) return FieldQueries.Exact(context, path, text);
        var words = TextAnalyzer.Tokens(text).Select(Query (token) => new TermQuery(field, token)).ToList();
        if (words.Count == 0) return new NoneQuery();
        if (words.Count == 1) return words[0];
        if (all) return new BoolQuery(words, [], [], [], 0);
        return new BoolQuery([], [], words, [], Math.Max(1, minimum is null ? 1 : CompoundParsers.MinimumOf(minimum, words.Count)));
    }

    public static Query PhraseIn(QueryContext context, string path, string text, int slop, bool lastIsPrefix = false)
    {
        if (context.Fields.Find(path) is not { Kind: FieldKind.Text } field) return FieldQueries.Exact(context, path, text);
        var tokens = TextAnalyzer.Tokens(text);
        if (tokens.Count == 0) return new NoneQuery();
        return tokens.Count == 1 && !lastIsPrefix ? new TermQuery(field, tokens[0]) : new PhraseQuery(field, tokens, slop, lastIsPrefix);
    }

    /// <summary>Fields with their weights (<c>title^2</c>, <c>na*</c>).</summary>
    public static IEnumerable<(string Field, double Boost)> Targets(FieldTable table, IEnumerable<string> fields)
    {
        foreach (var written in fields)
        {
            var caret = written.IndexOf('^');
            var boost = 1.0;
            if (caret > 0) double.TryParse(written[(caret + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out boost);
            var pattern = caret > 0 ? written[..caret] : written;
            if (MetaFields.IsText(pattern) || MetaFields.IsNumber(pattern)) yield return (pattern, boost);
            foreach (var field in table.Matching(pattern))
                if (field.Kind != FieldKind.Opaque && field.IsIndexed)
                    yield return (field.Path, boost);
        }
    }

    private static Bind PhraseOf(Located body, string name, bool lastIsPrefix)
    {
        var (field, value) = QueryParser.OneField(body, name);
        var text = TextOf(value, name);
        var spec = value.IsObject ? value : null;
        var slop = spec?["slop"]?.AsInt() ?? 0;
        return QueryParser.Boosted(spec ?? body, context => PhraseIn(context, field, text, slop, lastIsPrefix));
    }

    private static bool IsAnd(string? text) => text switch
    {
        null => false,
        _ when text.Equals("and", StringComparison.OrdinalIgnoreCase) => true,
        _ when text.Equals("or", StringComparison.OrdinalIgnoreCase) => false,
        _ => throw Errors.IllegalArgument($"No enum constant org.elasticsearch.index.query.Operator.{text.ToUpperInvariant()}"),
    };

    private static string TextOf(Located value, string name)
    {
        if (!value.IsObject) return value.IsArray ? throw QueryParser.Malformed(value, $"[{name}] unknown token [START_ARRAY] after [query]") : value.Text;
        return (value["query"] ?? throw QueryParser.Malformed(value, "No text specified for text query")).Text;
    }

    private static void CheckMembers(string name, Located? spec)
    {
        if (spec is null) return;
        foreach (var (key, value) in spec.Members)
        {
            if (key is not ("query" or "operator" or "minimum_should_match" or "boost" or "fuzziness" or "prefix_length" or "max_expansions" or "analyzer"
                or "lenient" or "zero_terms_query" or "fuzzy_transpositions" or "fuzzy_rewrite" or "cutoff_frequency" or "auto_generate_synonyms_phrase_query" or "_name"))
                throw QueryParser.Unsupported(name, key, value);
        }
    }
}
