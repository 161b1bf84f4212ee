namespace Switchback.Elasticsearch.Outcomes;

/// <summary>
/// What is known about a call that changes something. <see cref="Done"/> is what the server said: a step still proves it by
/// its probe. <see cref="Unknown"/> may have happened, or may happen minutes later: only a probe settles it, and nothing is
/// sent again before.
/// </summary>
public abstract record Effect<T>
{
    private Effect()
    {
    }

    public sealed record Done(T Value) : Effect<T>;

    public sealed record NotDone(Fault Fault) : Effect<T>;

    /// <param name="Fault">What came instead of a plain yes.</param>
    /// <param name="LeasesOwed">Retention leases left on the leader, to be removed when it is back. Empty for most.</param>
    public sealed record Unknown(Fault Fault, IReadOnlyList<RetentionLeaseId> LeasesOwed) : Effect<T>;

    /// <summary>Why it is not plainly done; null when it is.</summary>
    public Fault? FaultOrNull => this switch
    {
        NotDone notDone => notDone.Fault,
        Unknown unknown => unknown.Fault,
        _ => null,
    };
}

/// <summary>For calls whose yes carries nothing.</summary>
public readonly record struct Acknowledged;
