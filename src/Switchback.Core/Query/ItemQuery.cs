using Switchback.Core.Fleet;

namespace Switchback.Core.Query;

/// <summary>What came of reading a query: a filter, or what is wrong with it. Closed.</summary>
public abstract record ItemQuery
{
    private ItemQuery()
    {
    }

    /// <summary>
    /// Bare words are looked for in names, remotes and clusters; <c>field:value</c> in one field, with a comma between values
    /// that will all do. A leading minus or <c>not</c> excludes; <c>and</c> may be left out; <c>or</c> and parentheses group.
    /// </summary>
    public static ItemQuery Parse(string text) => QueryParser.Parse(text);

    /// <param name="Filter">All of it.</param>
    /// <param name="WithoutVerdicts">The same without the terms that only look at verdicts: what the counts by verdict count.</param>
    /// <param name="Verdicts">What the query's own verdict terms ask for; empty when it has none.</param>
    public sealed record Parsed(ItemFilter Filter, ItemFilter WithoutVerdicts, VerdictSet Verdicts) : ItemQuery;

    public sealed record Faulty(QueryFault Fault) : ItemQuery;
}
