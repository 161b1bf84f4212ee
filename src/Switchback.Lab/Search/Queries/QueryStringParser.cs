using Switchback.Lab.Http;

namespace Switchback.Lab.Search.Queries;

/// <summary>Entry to Lucene's query syntax: <c>q=</c>, query_string and simple_query_string.</summary>
public static class QueryStringParser
{
    public static Bind Parse(Located body, string name)
    {
        var text = (body["query"] ?? throw QueryParser.Malformed(body, $"[{name}] query text missing")).Text;
        IReadOnlyList<string>? fields = body["fields"]?.AsList().Select(item => item.Text).ToList();
        if (body["default_field"] is { } field) fields = [field.Text];
        var all = string.Equals(body["default_operator"]?.Text, "and", StringComparison.OrdinalIgnoreCase);
        return QueryParser.Boosted(body, Of(text, fields, all, body["lenient"]?.AsFlag(), simple: name == "simple_query_string"));
    }

    /// <summary>From the query parameters <c>q</c>, <c>df</c>, <c>default_operator</c> and <c>lenient</c>.</summary>
    public static Bind? OfQuery(RestCall call)
    {
        if (call.Query("q") is not { } text) return null;
        IReadOnlyList<string>? fields = call.Query("df") is { } field ? [field] : null;
        return Of(text, fields, string.Equals(call.Query("default_operator"), "and", StringComparison.OrdinalIgnoreCase), call.Has("lenient") ? call.Flag("lenient") : null, simple: false);
    }

    private static Bind Of(string text, IReadOnlyList<string>? fields, bool all, bool? lenient, bool simple) => context =>
    {
        // Without a field of its own a term is looked for everywhere, and whatever cannot hold it is passed over.
        var everywhere = fields is null or ["*"];
        var bound = context with { IsLenient = lenient ?? everywhere };
        var syntax = new LuceneSyntax(simple ? Translate(text) : text, bound, fields ?? ["*"], all);
        try
        {
            return syntax.Parse();
        }
        catch (FormatException e)
        {
            if (simple) return new NoneQuery();
            throw context.Failure($"Failed to parse query [{text}]", new ElasticException(400, "parse_exception", $"Cannot parse '{text}': {e.Message}") { IsForeign = true });
        }
    };

    // The simple syntax writes | for or; everything else it shares.
    private static string Translate(string text) => text.Replace("|", " OR ", StringComparison.Ordinal);
}
