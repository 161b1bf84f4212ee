using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <summary>One of the things that are read of an open follower: the last value with its time, and why there is no newer one.</summary>
/// <param name="AsOf">Null before the first answer.</param>
/// <param name="Fault">A sentence; null while answers come.</param>
public sealed record Part<T>(T? Value, DateTimeOffset? AsOf, string? Fault)
    where T : class
{
    public static readonly Part<T> Asking = new(null, null, null);

    public Part<T> Next(T value, DateTimeOffset now) => new(value, now, null);

    /// <summary>What was known stays, with its age.</summary>
    public Part<T> Failed(Fault fault, TimeSpan patience) =>
        this with { Fault = fault is Fault.GivenUp ? $"No answer within {patience.TotalSeconds:0} s." : fault.Say() };
}
