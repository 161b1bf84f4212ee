using System.Text;
using System.Text.RegularExpressions;
using Switchback.Lab.Http;

namespace Switchback.Lab.Search.Queries;

/// <summary>Queries about terms as they stand in the index.</summary>
public static class TermParsers
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    public static Bind Term(Located body, string name)
    {
        var (field, value) = QueryParser.OneField(body, name);
        if (value.IsArray) throw QueryParser.Malformed(value, "[term] query does not support array of values");
        var (text, spec) = ValueOf(value, "value", "term");
        CheckMembers(name, value, "value", "term", "boost", "case_insensitive", "_name");
        if (spec?["case_insensitive"]?.Text == "true")
            return Boosted(spec, body, context => FieldQueries.Pattern(context, field, term => term.Equals(text, StringComparison.OrdinalIgnoreCase)));
        return Boosted(spec, body, context => FieldQueries.Exact(context, field, text));
    }

    public static Bind Terms(Located body, string name)
    {
        var (field, values) = QueryParser.OneField(body, name);
        if (!values.IsArray) throw QueryParser.Malformed(values, $"[terms] query does not support [{field}]");
        var texts = values.Items.Select(item => item.Text).ToList();
        return QueryParser.Boosted(body, context =>
        {
            if (field == "_id")
            {
                var ids = texts.ToHashSet(StringComparer.Ordinal);
                return new FilterQuery(document => ids.Contains(document.Operation.Id));
            }
            var each = texts.Select(text => FieldQueries.Exact(context, field, text)).ToList();
            return new FilterQuery(document => each.Exists(query => query.Matches(document)));
        });
    }

    public static Bind Ids(Located body, string name)
    {
        foreach (var (key, value) in body.Members)
            if (key is not ("values" or "type" or "boost" or "_name"))
                throw new ElasticException(400, "parsing_exception", $"[ids] unknown field [{key}]").With("line", value.Line).With("col", value.Column);
        if (body["values"] is not { } values) throw Errors.IllegalArgument("[ids] requires providing at least one of [values]");
        var ids = values.AsList().Select(item => item.Text).ToHashSet(StringComparer.Ordinal);
        return QueryParser.Boosted(body, _ => new FilterQuery(document => ids.Contains(document.Operation.Id)));
    }

    public static Bind Exists(Located body, string name)
    {
        var field = body["field"]?.Text ?? throw QueryParser.Malformed(body, "[exists] must be provided with a [field]");
        return QueryParser.Boosted(body, context => FieldQueries.Exists(context, field));
    }

    public static Bind Range(Located body, string name)
    {
        var (field, spec) = QueryParser.OneField(body, name);
        if (!spec.IsObject) throw QueryParser.Malformed(spec, $"[range] query does not support [{field}]");
        var bounds = new RangeBounds { FromIncluded = true, ToIncluded = true };
        foreach (var (key, value) in spec.Members)
        {
            var text = value.IsNull ? null : value.Text;
            bounds = key switch
            {
                "gt" => bounds with { From = text, FromIncluded = false },
                "gte" or "ge" => bounds with { From = text, FromIncluded = true },
                "lt" => bounds with { To = text, ToIncluded = false },
                "lte" or "le" => bounds with { To = text, ToIncluded = true },
                "from" => bounds with { From = text },
                "to" => bounds with { To = text },
                "include_lower" => bounds with { FromIncluded = value.AsFlag() },
                "include_upper" => bounds with { ToIncluded = value.AsFlag() },
                "format" => bounds with { Format = text },
                "boost" or "relation" or "time_zone" or "_name" => bounds,
                _ => throw QueryParser.Unsupported(name, key, value),
            };
        }
        return Boosted(spec, body, context => FieldQueries.Range(context, field, bounds));
    }

    public static Bind Prefix(Located body, string name)
    {
        var (field, value) = QueryParser.OneField(body, name);
        var (text, spec) = ValueOf(value, "value", "prefix");
        var comparison = spec?["case_insensitive"]?.Text == "true" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return Boosted(spec, body, context => FieldQueries.Pattern(context, field, term => term.StartsWith(text, comparison)));
    }

    public static Bind WildcardPattern(Located body, string name)
    {
        var (field, value) = QueryParser.OneField(body, name);
        var (text, spec) = ValueOf(value, "value", "wildcard");
        var pattern = GlobPattern(text, spec?["case_insensitive"]?.Text == "true");
        return Boosted(spec, body, context => FieldQueries.Pattern(context, field, pattern.IsMatch));
    }

    public static Bind Regexp(Located body, string name)
    {
        var (field, value) = QueryParser.OneField(body, name);
        var (text, spec) = ValueOf(value, "value", "value");
        var pattern = Compile(text, $"^(?:{text})$", RegexOptions.None);
        return Boosted(spec, body, context => FieldQueries.Pattern(context, field, pattern.IsMatch));
    }

    /// <summary>* and ? as wildcard queries know them, with a backslash before a literal one.</summary>
    public static Regex GlobPattern(string glob, bool ignoreCase)
    {
        var pattern = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            if (glob[i] == '\\' && i + 1 < glob.Length) pattern.Append(Regex.Escape(glob[++i].ToString()));
            else pattern.Append(glob[i] switch
            {
                '*' => ".*",
                '?' => ".",
                var c => Regex.Escape(c.ToString()),
            });
        }
        return Compile(glob, pattern.Append('$').ToString(), RegexOptions.Singleline | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
    }

    private static Regex Compile(string written, string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.CultureInvariant, PatternLimit);
        }
        catch (ArgumentException e)
        {
            throw Errors.IllegalArgument($"failed to parse regexp [{written}]: {e.Message}");
        }
    }

    private static (string Text, Located? Spec) ValueOf(Located value, string member, string other)
    {
        if (!value.IsObject) return (value.Text, null);
        var inner = value[member] ?? value[other] ?? throw Errors.IllegalArgument("value cannot be null");
        return (inner.Text, value);
    }

    private static void CheckMembers(string name, Located value, params string[] known)
    {
        foreach (var (key, member) in value.Members)
            if (!known.Contains(key))
                throw QueryParser.Unsupported(name, key, member);
    }

    private static Bind Boosted(Located? spec, Located body, Bind bind) => QueryParser.Boosted(spec?["boost"] is null ? body : spec, bind);
}
