using System.Net.Http.Headers;

namespace Switchback.Elasticsearch.Transport;

/// <summary>
/// <c>Retry-After</c> in seconds or as a date. A date is meant by the server's clock, so the server's own <c>Date</c> is
/// subtracted where there is one: ours may be an hour off.
/// </summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static TimeSpan? Read(RetryConditionHeaderValue? header, DateTimeOffset? serverDate, DateTimeOffset now)
    {
        var wait = header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - (serverDate ?? now),
            _ => (TimeSpan?)null,
        };
        if (wait is not { } time) return null;
        return time < TimeSpan.Zero ? TimeSpan.Zero : time > Longest ? Longest : time;
    }
}
