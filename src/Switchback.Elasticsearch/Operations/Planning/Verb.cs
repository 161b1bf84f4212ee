using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>One operation: it knows which steps it consists of, and what must not be begun.</summary>
internal abstract class Verb
{
    public abstract OperationInfo Info { get; }

    /// <summary>Other words by which it is asked for.</summary>
    public virtual IReadOnlyList<string> AlsoCalled => [];

    /// <summary>Whether it takes the ten follow parameters.</summary>
    public virtual bool TakesFollowParameters => false;

    /// <summary>The other parameters it takes.</summary>
    public virtual IReadOnlyList<string> Parameters => [];

    /// <summary>What the title begins with.</summary>
    protected abstract string Does { get; }

    public abstract Task DraftAsync(Asked asked, Draft draft, CancellationToken cancel);

    public virtual string TitleOf(Draft draft)
    {
        var names = draft.Items.Select(item => item.Name).ToList();
        var members = draft.Items.Select(item => item.Member).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"{Does} {Counted.Followers(names)} on {Counted.List(members)}";
    }
}
