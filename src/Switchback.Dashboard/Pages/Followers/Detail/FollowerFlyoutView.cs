using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Dashboard.Pages.Followers.Detail;

/// <summary>What the flyout says of one follower: words first, then facts, from the snapshot and from what is read while it is open.</summary>
internal sealed class FollowerFlyoutView(Item item, FleetSnapshot snapshot, FollowerReading reading, DateTimeOffset now, TimeProvider time)
{
    /// <summary>Where the remedy is carried out from a plan; null when a person does it elsewhere.</summary>
    public string? Wizard => Operate.OperateAddress.OfRemedy(item);

    public string RemedyName => RemedyWords.Of(item.Verdict.Remedy).Name;

    public string RemedySentence => RemedyWords.Of(item.Verdict.Remedy).Sentence;

    public string Tone => item.Verdict.Grade switch
    {
        Grade.Bad => "red",
        Grade.Risk or Grade.Watch or Grade.Unknown => "amber",
        Grade.Fine => "green",
        _ => "",
    };

    public IReadOnlyList<ManualCall> Calls => ManualCalls.Of(item, Parameters);

    /// <summary>What it follows with now; else what it last followed with, which pausing forgets and we do not.</summary>
    public FollowParameters Parameters => reading.Info.Value?.Parameters ?? (reading.Remembered is { } remembered ? ParameterRows.Read(remembered) : new FollowParameters());

    public bool AreParametersRemembered => reading.Info.Value?.Parameters is null && reading.Remembered is not null;

    public IReadOnlyList<ParameterRow> ParameterList => ParameterRows.Of(ParameterRows.Fields(Parameters));

    public IReadOnlyList<ShardRow> Shards => ShardRows.Of(reading);

    public IReadOnlyList<SettingRow>? Settings =>
        reading is { OwnSettings.Value: { } here, LeaderSettings.Value: { } there } ? SettingRows.Of(here, there) : null;

    public IEnumerable<(string Label, string Text)> Facts()
    {
        yield return ("Follows", $"{item.Source.Name} on {item.Source.Member ?? $"the remote {item.Source.Link}"}" + (item.Source.Member is { } member && member != item.Source.Link ? $" (remote {item.Source.Link})" : ""));
        yield return ("State since", item.Since is { } since ? $"{Moment(since)} ({Words.Ago(now - since)})" : "before this app first looked");
        yield return ("Last in step", LastInStep());
        yield return ("Missing here", Missing());
        if (item.Copy is { } copy) yield return ("Copied", $"{Words.Bytes(copy.Bytes)} of {Words.Bytes(copy.Total)}" + (copy.PerSecond is { } pace ? $", {Words.Bytes((long)pace)} a second" : ""));
        yield return ("Lease clock", Lease());
        yield return ("Pair", item.Pair ?? "in none");
        yield return ("Pattern", item.Rule ?? "made by hand, or by a pattern that is gone");
        if (item.Series is { } series) yield return ("Data stream", series);
        yield return ("Shards, size", $"{(item.Parts > 0 ? Words.Count(item.Parts, "shard", "shards") : "not known")}, {(item.Bytes is { } bytes ? Words.Bytes(bytes) : "size not known")}");
        yield return ("As of", snapshot.AsOf(item) is { } asOf ? $"{Words.Clock(asOf, time)} ({Words.Ago(now - asOf)})" : "never");
    }

    /// <summary>The leases that its leader holds for it, by shard.</summary>
    public IEnumerable<(string Label, string Text)> Leases()
    {
        foreach (var spot in reading.Leader.Value ?? [])
        {
            foreach (var lease in spot.Leases)
                yield return ($"Shard {spot.Shard}", $"keeps history from operation {Words.Count(lease.From + 1)} on, renewed at {Words.Clock(lease.RenewedAt, time)} by its clock");
        }
    }

    public bool HasNoLease => reading.Leader.Value is { Count: > 0 } spots && spots.All(spot => spot.Leases.Count == 0);

    /// <summary>The age of a part, and why it is not newer.</summary>
    public string Age<T>(Part<T> part)
        where T : class
    {
        var age = part.AsOf is { } asOf ? $"as of {Words.Clock(asOf, time)}" : "";
        if (part.Fault is not { } fault) return age.Length > 0 ? age : "asking …";
        return part.AsOf is { } last ? $"{age}, {Words.Ago(now - last)}. {fault}" : fault;
    }

    private string LastInStep()
    {
        if (item.Lag is { Operations: 0, AtLeast: false } && item.Verdict.Kind != VerdictKind.Unknown) return "now";
        if (item.Lag.Behind is { } behind && snapshot.AsOf(item) is { } asOf) return $"{Moment(asOf - behind)} ({Words.Ago(now - asOf + behind)})";
        return "not known: before this app first looked, or never";
    }

    private string Missing() => item.Lag.Operations is not { } operations ? "not known"
        : item.Lag.AtLeast ? $"at least {Words.Count(operations)} operations"
        : operations == 0 ? "nothing" : operations == 1 ? "1 operation" : $"{Words.Count(operations)} operations";

    private string Lease() => item.KeptUntil is not { } until ? "does not run: reads renew the lease"
        : until > now ? $"kept {Words.Span(until - now)}, until {Moment(until)}. After that its leader may merge away what it lacks: try to resume first; if that fails, recreate" + Cost()
        : $"over since {Moment(until)}. Its leader may have merged away what it lacks: try to resume first; if that fails, recreate" + Cost();

    private string Cost() => item.Bytes is { } bytes ? $" (a copy of about {Words.Bytes(bytes)})." : ".";

    private string Moment(DateTimeOffset moment) => now - moment > TimeSpan.FromHours(20) || moment - now > TimeSpan.FromHours(20)
        ? TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)
        : Words.Clock(moment, time);
}
