using System.Text.Json;
using Switchback.Lab.Http;

namespace Switchback.Lab.Search.Queries;

/// <summary>Reads the query DSL. What is wrong with the request's own words is told here, before any index is looked at.</summary>
public static class QueryParser
{
    private static readonly Dictionary<string, Func<Located, string, Bind>> Parsers = new(StringComparer.Ordinal)
    {
        ["match_all"] = (body, name) => Boosted(body, _ => new AllQuery()),
        ["match_none"] = (body, name) => _ => new NoneQuery(),
        ["bool"] = CompoundParsers.Bool,
        ["constant_score"] = CompoundParsers.ConstantScore,
        ["dis_max"] = CompoundParsers.BestOf,
        ["boosting"] = CompoundParsers.Boosting,
        ["function_score"] = CompoundParsers.FunctionScore,
        ["nested"] = CompoundParsers.Nested,
        ["term"] = TermParsers.Term,
        ["terms"] = TermParsers.Terms,
        ["ids"] = TermParsers.Ids,
        ["range"] = TermParsers.Range,
        ["exists"] = TermParsers.Exists,
        ["prefix"] = TermParsers.Prefix,
        ["wildcard"] = TermParsers.WildcardPattern,
        ["regexp"] = TermParsers.Regexp,
        ["match"] = MatchParsers.Match,
        ["match_phrase"] = MatchParsers.Phrase,
        ["match_phrase_prefix"] = MatchParsers.PhrasePrefix,
        ["match_bool_prefix"] = MatchParsers.Match,
        ["multi_match"] = MatchParsers.MultiMatch,
        ["query_string"] = QueryStringParser.Parse,
        ["simple_query_string"] = QueryStringParser.Parse,
    };

    public static Bind Parse(Located query)
    {
        if (!query.IsObject) throw Malformed(query, "[_na] query malformed, must start with start_object");
        if (query.Members.Count == 0) throw Errors.IllegalArgument("query malformed, empty clause found");
        var (name, body) = query.Members.First();
        if (!body.IsObject) throw Malformed(body, $"[{name}] query malformed, no start_object after query name");
        if (!Parsers.TryGetValue(name, out var parser)) throw Unknown(name, body);
        var parsed = parser(body, name);
        if (query.Members.Count > 1)
            throw Malformed(query.Members.Skip(1).First().Value, $"[{name}] malformed query, expected [END_OBJECT] but found [FIELD_NAME]");
        return parsed;
    }

    public static ElasticException Malformed(Located at, string reason, ElasticException? cause = null) =>
        new ElasticException(400, "parsing_exception", reason) { CausedBy = cause }.With("line", at.Line).With("col", at.Column);

    public static ElasticException Unsupported(string query, string member, Located at) =>
        Malformed(at, $"[{query}] query does not support [{member}]");

    /// <summary>Applies <c>boost</c> where the query's body has one.</summary>
    public static Bind Boosted(Located body, Bind bind)
    {
        if (body["boost"] is not { } boost) return bind;
        var factor = boost.AsDouble();
        return context => new BoostQuery(bind(context), factor);
    }

    /// <summary>The one field a query names, and what it says of it.</summary>
    public static (string Field, Located Value) OneField(Located body, string name)
    {
        string? field = null;
        Located? value = null;
        foreach (var (key, member) in body.Members)
        {
            if (key is "boost" or "_name") continue;
            if (field is not null) throw Malformed(member, $"[{name}] query doesn't support multiple fields, found [{field}] and [{key}]");
            (field, value) = (key, member);
        }
        if (field is null || value is null) throw Errors.IllegalArgument("field name is null or empty");
        if (value.Kind == JsonValueKind.Null) throw Errors.IllegalArgument("value cannot be null");
        return (field, value);
    }

    private static ElasticException Unknown(string name, Located body) => Malformed(body, $"unknown query [{name}]{Guess(name)}",
        new ElasticException(400, "named_object_not_found_exception", $"{body.Place} unknown field [{name}]{Guess(name)}") { IsForeign = true });

    private static string Guess(string name)
    {
        var near = Parsers.Keys.FirstOrDefault(known => known.Length > 3 && (known.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(known, StringComparison.Ordinal)));
        return near is null ? "" : $" did you mean [{near}]?";
    }
}
