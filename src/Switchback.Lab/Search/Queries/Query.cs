namespace Switchback.Lab.Search.Queries;

/// <summary>
/// A query bound to one index's fields, run over one shard. Where scores are wanted every document is observed first, so that rare
/// terms weigh more than frequent ones.
/// </summary>
public abstract class Query
{
    public abstract bool Matches(SearchDocument document);

    /// <summary>Only asked of documents that match.</summary>
    public virtual double Score(SearchDocument document) => 1;

    /// <summary>Counts what scores depend on; called with each document of the shard.</summary>
    public virtual void Observe(SearchDocument document)
    {
    }

    /// <summary>Whether <see cref="Observe"/> does anything, here or below.</summary>
    public virtual bool NeedsObserving => false;

    /// <summary>True for a query that is known to take every document, without looking.</summary>
    public virtual bool MatchesAll => false;
}
