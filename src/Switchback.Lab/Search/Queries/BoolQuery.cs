namespace Switchback.Lab.Search.Queries;

public sealed class BoolQuery(
    IReadOnlyList<Query> must, IReadOnlyList<Query> filter, IReadOnlyList<Query> should, IReadOnlyList<Query> mustNot, int minimumShould) : Query
{
    public override bool NeedsObserving => must.Concat(should).Any(query => query.NeedsObserving);

    public override bool Matches(SearchDocument document)
    {
        foreach (var query in filter)
            if (!query.Matches(document))
                return false;
        foreach (var query in must)
            if (!query.Matches(document))
                return false;
        foreach (var query in mustNot)
            if (query.Matches(document))
                return false;
        if (minimumShould <= 0) return true;
        var found = 0;
        foreach (var query in should)
            if (query.Matches(document) && ++found >= minimumShould)
                return true;
        return false;
    }

    // A bool of filters alone says nothing of relevance: its documents score 0.
    public override double Score(SearchDocument document) =>
        must.Sum(query => query.Score(document)) + should.Where(query => query.Matches(document)).Sum(query => query.Score(document));

    public override void Observe(SearchDocument document)
    {
        foreach (var query in must) query.Observe(document);
        foreach (var query in should) query.Observe(document);
    }
}
