namespace Switchback.Elasticsearch.Readiness;

/// <summary>What came of making a cluster use its remote. Closed.</summary>
public abstract record PokeOutcome
{
    private PokeOutcome()
    {
    }

    /// <summary>The other side answered through the remote: the connection works.</summary>
    public sealed record Answered : PokeOutcome;

    /// <summary>The asked cluster left the remote out, because it does not reach it and may skip it.</summary>
    public sealed record Skipped : PokeOutcome;

    /// <summary>Nothing in time, or the asked cluster reports that it does not reach the other.</summary>
    public sealed record NoAnswer(string Why) : PokeOutcome;

    /// <summary>The asked cluster did not even try: unknown remote, missing privilege.</summary>
    public sealed record Refused(string Why) : PokeOutcome;

    /// <summary>One sentence for a person.</summary>
    public string Say() => this switch
    {
        Answered => "The other side answered through the remote.",
        Skipped => "The other side does not answer through the remote, and the remote may be skipped: nothing was reached.",
        NoAnswer no => $"The other side does not answer through the remote. {no.Why}",
        Refused refused => $"The remote was not tried. {refused.Why}",
        _ => throw new InvalidOperationException("PokeOutcome is closed."),
    };
}
