using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.Search.Queries;

/// <summary>Queries made of queries.</summary>
public static class CompoundParsers
{
    public static Bind Bool(Located body, string name)
    {
        List<Bind> must = [], filter = [], should = [], mustNot = [];
        string? minimum = null;
        foreach (var (key, value) in body.Members)
        {
            switch (key)
            {
                case "must":
                    must.AddRange(value.AsList().Select(QueryParser.Parse));
                    break;
                case "filter":
                    filter.AddRange(value.AsList().Select(QueryParser.Parse));
                    break;
                case "should":
                    should.AddRange(value.AsList().Select(QueryParser.Parse));
                    break;
                case "must_not" or "mustNot":
                    mustNot.AddRange(value.AsList().Select(QueryParser.Parse));
                    break;
                case "minimum_should_match":
                    minimum = value.Text;
                    break;
                case "boost" or "_name" or "adjust_pure_negative":
                    break;
                default:
                    throw QueryParser.Malformed(value, $"[bool] query does not support [{key}]");
            }
        }
        var needed = minimum is null
            ? (should.Count > 0 && must.Count == 0 && filter.Count == 0 ? 1 : 0)
            : MinimumOf(minimum, should.Count);
        return QueryParser.Boosted(body, context => must.Count + filter.Count + should.Count + mustNot.Count == 0
            ? new AllQuery()
            : new BoolQuery(All(must, context), All(filter, context), All(should, context), All(mustNot, context), needed));
    }

    public static Bind ConstantScore(Located body, string name)
    {
        var filter = QueryParser.Parse(body["filter"] ?? throw QueryParser.Malformed(body, "[constant_score] requires a 'filter' element"));
        var score = body["boost"]?.AsDouble() ?? 1;
        return context => new ConstantQuery(filter(context), score);
    }

    public static Bind BestOf(Located body, string name)
    {
        var ways = (body["queries"] ?? throw QueryParser.Malformed(body, "[dis_max] requires 'queries' field with at least one clause"))
            .AsList().Select(QueryParser.Parse).ToList();
        return QueryParser.Boosted(body, context => new BestOfQuery(All(ways, context)));
    }

    public static Bind Boosting(Located body, string name) =>
        QueryParser.Parse(body["positive"] ?? throw QueryParser.Malformed(body, "[boosting] query requires 'positive' query to be set'"));

    /// <summary>The functions change scores only; which documents match is the inner query's.</summary>
    public static Bind FunctionScore(Located body, string name) =>
        QueryParser.Boosted(body, body["query"] is { } query ? QueryParser.Parse(query) : _ => new AllQuery());

    public static Bind Nested(Located body, string name) =>
        QueryParser.Parse(body["query"] ?? throw QueryParser.Malformed(body, "[nested] requires 'query' field"));

    /// <summary>How many of so many optional clauses must match: a number, a negative one, or a percentage.</summary>
    public static int MinimumOf(string text, int clauses)
    {
        var trimmed = text.Trim();
        var percent = trimmed.EndsWith('%');
        if (!int.TryParse(percent ? trimmed[..^1] : trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw Errors.IllegalArgument($"For input string: \"{text}\"");
        if (percent) number = number < 0 ? clauses - (-number * clauses / 100) : number * clauses / 100;
        else if (number < 0) number = clauses + number;
        return Math.Clamp(number, 0, Math.Max(clauses, number));
    }

    private static IReadOnlyList<Query> All(List<Bind> binds, QueryContext context) => [.. binds.Select(bind => bind(context))];
}
