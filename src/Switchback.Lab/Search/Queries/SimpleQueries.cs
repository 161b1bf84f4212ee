namespace Switchback.Lab.Search.Queries;

public sealed class AllQuery : Query
{
    public override bool MatchesAll => true;

    public override bool Matches(SearchDocument document) => true;
}

public sealed class NoneQuery : Query
{
    public override bool Matches(SearchDocument document) => false;
}

/// <summary>A yes-or-no question with the same score for every yes.</summary>
public sealed class FilterQuery(Func<SearchDocument, bool> matches) : Query
{
    public override bool Matches(SearchDocument document) => matches(document);
}

public sealed class ConstantQuery(Query inner, double score) : Query
{
    public override bool MatchesAll => inner.MatchesAll;

    public override bool Matches(SearchDocument document) => inner.Matches(document);

    public override double Score(SearchDocument document) => score;
}

public sealed class BoostQuery(Query inner, double boost) : Query
{
    public override bool NeedsObserving => inner.NeedsObserving;

    public override bool MatchesAll => inner.MatchesAll;

    public override bool Matches(SearchDocument document) => inner.Matches(document);

    public override double Score(SearchDocument document) => boost * inner.Score(document);

    public override void Observe(SearchDocument document) => inner.Observe(document);
}

/// <summary>Several ways to match, the best one counts (multi_match, dis_max, a query without a field).</summary>
public sealed class BestOfQuery(IReadOnlyList<Query> ways) : Query
{
    public override bool NeedsObserving => ways.Any(way => way.NeedsObserving);

    public override bool Matches(SearchDocument document) => ways.Any(way => way.Matches(document));

    public override double Score(SearchDocument document) => ways.Where(way => way.Matches(document)).Max(way => way.Score(document));

    public override void Observe(SearchDocument document)
    {
        foreach (var way in ways) way.Observe(document);
    }
}
