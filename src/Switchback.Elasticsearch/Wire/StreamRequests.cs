namespace Switchback.Elasticsearch.Wire;

/// <summary>Data streams. All from 7.9.</summary>
public static class StreamRequests
{
    public static readonly WireRequest List = new() { Method = HttpMethod.Get, Target = "/_data_stream/*?expand_wildcards=all", Since = Since.DataStreams };

    /// <summary>Clears the replicated mark only; the backing indices stay followers. Nothing more of the stream is followed afterwards.</summary>
    public static WireRequest Promote(string name) => Change(HttpMethod.Post, $"/_data_stream/_promote/{Target.Name(name)}", name);

    /// <summary>A new write index. Needs a matching template on this cluster.</summary>
    public static WireRequest Rollover(string name) => Change(HttpMethod.Post, $"/{Target.Name(name)}/_rollover", name);

    /// <summary>Destroys the stream and all its backing indices.</summary>
    public static WireRequest Delete(string name) => Change(HttpMethod.Delete, $"/_data_stream/{Target.Name(name)}", name);

    private static WireRequest Change(HttpMethod method, string target, string name) => new()
    {
        Method = method,
        Target = target,
        Kind = CallKind.Write,
        Power = Power.Operate,
        Since = Since.DataStreams,
        Flaw = Target.FlawOfConcrete(name),
    };
}
