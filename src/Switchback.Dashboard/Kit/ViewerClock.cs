using System.Globalization;

namespace Switchback.Dashboard.Kit;

/// <summary>
/// The clock on the wall of whoever looks: the app's own time, told in the zone that this person has chosen. One a circuit. It is a
/// <see cref="TimeProvider"/>, so that whatever tells a time in the local zone tells it in theirs.
/// </summary>
public sealed class ViewerClock(TimeProvider time) : TimeProvider
{
    public const string Utc = "utc";
    public const string Server = "server";

    /// <summary>The zone of the person's own machine, which its browser tells us.</summary>
    public const string Browser = "browser";

    private const string Seconds = "yyyy-MM-dd HH:mm:ss";

    private TimeZoneInfo? _zone;

    public override TimeZoneInfo LocalTimeZone => _zone ?? time.LocalTimeZone;

    /// <summary>The zone in words, beside the choice of it.</summary>
    public string Name => LocalTimeZone.HasIanaId || LocalTimeZone.Equals(TimeZoneInfo.Utc)
        ? LocalTimeZone.Id
        : LocalTimeZone.BaseUtcOffset == TimeSpan.Zero ? "UTC" : LocalTimeZone.DisplayName;

    public override long TimestampFrequency => time.TimestampFrequency;

    /// <param name="choice">One of the three words above; anything else counts as the browser's zone.</param>
    /// <param name="browser">What the browser calls its zone. A name that this machine does not know leaves the server's zone.</param>
    public void Choose(string? choice, string? browser) => _zone = choice switch
    {
        Utc => TimeZoneInfo.Utc,
        Server => null,
        _ => browser is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(browser, out var zone) ? zone : null,
    };

    public string Clock(DateTimeOffset moment) => Words.Clock(moment, this);

    /// <summary>For moments that may be days ago.</summary>
    public string Moment(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, LocalTimeZone).ToString(Seconds, CultureInfo.InvariantCulture);

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
