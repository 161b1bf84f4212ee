using Switchback.Elasticsearch.Facts;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>A fact as a rule sees it: its value if there is any, and why it cannot be relied on if it cannot.</summary>
/// <param name="Trouble">A sentence; null when the fact is of now.</param>
/// <param name="OldServes">An old value may be judged instead, with a warning.</param>
internal readonly record struct Heard<T>(bool Has, T? Value, DateTimeOffset? At, string? Trouble, bool OldServes)
{
    public static Heard<T> Of<TFact>(Aged<TFact> aged, DateTimeOffset now, TimeSpan staleAfter, string cluster, bool oldServes)
        where TFact : class, T
    {
        var last = aged.LastKnown;
        var trouble = aged switch
        {
            Aged<TFact>.Known known when now - known.AskedAt > staleAfter => $"{cluster} was asked {Say.Ago(now - known.AskedAt)} ago for the last time: too long to rely on it.",
            Aged<TFact>.Known => null,
            Aged<TFact>.Failed failed => $"{cluster} has not told it for {Say.Ago(now - failed.Since)}: {failed.Why}",
            _ => $"{cluster} has not been asked yet.",
        };
        return new Heard<T>(last is not null, last is null ? default : last.Fact, last?.AskedAt, trouble, oldServes);
    }

    /// <summary>Both together are as old as the older, and as bad as the worse.</summary>
    public Heard<(T First, TOther Second)> And<TOther>(Heard<TOther> other)
    {
        // Where both are in trouble, an old value serves only if it does for both.
        var serves = (Trouble is null || OldServes) && (other.Trouble is null || other.OldServes);
        return new Heard<(T, TOther)>(
            Has && other.Has, Has && other.Has ? (Value!, other.Value!) : default, At < other.At || other.At is null ? At : other.At ?? At, Trouble ?? other.Trouble, serves);
    }
}
