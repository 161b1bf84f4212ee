namespace Switchback.Elasticsearch.Outcomes;

/// <summary>Everything that can stand in for an answer. Closed: a switch over it names every case.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>No connection: nothing was sent. <paramref name="Why"/> names the address and the kind of failure.</summary>
    public sealed record Unreachable(string Why) : Fault;

    /// <summary>The connection ended after the request had begun to leave.</summary>
    public sealed record ConnectionLost(string Why) : Fault;

    /// <summary>No complete answer in time. The request may still be working there.</summary>
    public sealed record TimedOut(TimeSpan After) : Fault;

    /// <summary>The caller stopped waiting after the request had left.</summary>
    public sealed record GivenUp : Fault;

    /// <summary>A plain no (4xx) that fits none of the cases below.</summary>
    public sealed record Refused(ServerError Error) : Fault;

    /// <summary>409: somebody else was first.</summary>
    public sealed record Conflict(ServerError Error) : Fault;

    /// <summary>404: index, pattern, remote or task is not there.</summary>
    public sealed record Missing(ServerError Error) : Fault;

    public sealed record NotLicensed(ServerError Error) : Fault;

    /// <summary>401 or 403: this credential may not.</summary>
    public sealed record NotAllowed(ServerError Error) : Fault;

    /// <summary>The configuration gives no credential for calls that change anything: nothing was sent.</summary>
    public sealed record WatchOnly(string Cluster) : Fault;

    /// <summary>The credential's file or variable yields nothing usable: nothing was sent.</summary>
    public sealed record NoSecret(string Key) : Fault;

    public sealed record TooManyRequests(TimeSpan? RetryAfter, ServerError Error) : Fault;

    /// <summary>5xx.</summary>
    public sealed record Failed(ServerError Error) : Fault;

    /// <summary>Something else is at this address, or a server we do not accept. <paramref name="Sentence"/> says what to do.</summary>
    public sealed record NotElasticsearch(string Sentence) : Fault;

    /// <summary>An answer that makes no sense: <paramref name="What"/> is wrong, <paramref name="Where"/> in it.</summary>
    public sealed record Unreadable(string What, string Where) : Fault;

    /// <summary>This server's version does not have the call: nothing was sent.</summary>
    public sealed record TooOld(string Call, string Since, string Version) : Fault;

    /// <summary>The request cannot be sent as it is: nothing was sent.</summary>
    public sealed record Unsendable(string Why) : Fault;

    /// <summary>The server's own words, where it had any.</summary>
    public ServerError? ErrorOrNull => this switch
    {
        Refused f => f.Error,
        Conflict f => f.Error,
        Missing f => f.Error,
        NotLicensed f => f.Error,
        NotAllowed f => f.Error,
        TooManyRequests f => f.Error,
        Failed f => f.Error,
        _ => null,
    };
}
