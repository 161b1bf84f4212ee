namespace Switchback.Elasticsearch.Transport;

/// <summary>One configured address and what we last learned about it. Guarded by its pool.</summary>
internal sealed class Node(Uri url)
{
    public Uri Url { get; } = url;

    public string Name => Url.Authority;

    public int FailuresInARow { get; set; }

    /// <summary>Not before this moment, unless every other node rests longer.</summary>
    public DateTimeOffset RestsUntil { get; set; }

    /// <summary>Null until it has said who it is, and again after every failure: another server may stand there now.</summary>
    public Calls.ServerIdentity? Greeted { get; set; }

    public Uri At(string target) => new(Url.AbsoluteUri.TrimEnd('/') + target, new UriCreationOptions
    {
        // The path is escaped already; the library must not "tidy" it into another one.
        DangerousDisablePathAndQueryCanonicalization = true,
    });
}
