using Switchback.Core.Fleet;
using Switchback.Core.Readiness;

namespace Switchback.Dashboard.Api.Answers;

/// <summary>
/// From the snapshot's words to those of answers, for the API and the hub alike. Pure: the same snapshot gives the same answer, so
/// its version can stand for it.
/// </summary>
internal static class ToAnswer
{
    private static readonly FleetSnapshot NothingYet = FleetSnapshot.Empty;

    public static DateTime? TakenAt(FleetSnapshot snapshot) => snapshot.TakenAt == NothingYet.TakenAt ? null : Moment(snapshot.TakenAt);

    public static FollowerAnswer Follower(Item item, DateTimeOffset? asOf) => new(
        item.Member,
        item.Name,
        item.Verdict.Id,
        item.Verdict.Word,
        item.Verdict.Reason,
        item.Verdict.Cause is { } cause ? new CauseAnswer(cause.Type, cause.Reason) : null,
        RemedyOf(item.Verdict.Remedy),
        Moment(item.Since),
        new LagAnswer(item.Lag.Operations, Seconds(item.Lag.Behind), Seconds(item.Lag.CatchUp), item.Lag.AtLeast, Moment(asOf)),
        item.Source.Link,
        item.Source.Name,
        item.Source.Member,
        item.Pair,
        item.Rule,
        item.Series,
        item.Parts,
        item.Bytes,
        item.Position,
        item.SourcePosition,
        Moment(item.KeptUntil),
        item.Copy is { } copy ? new CopyAnswer(copy.Bytes, copy.Total, copy.Share, Seconds(copy.Left)) : null,
        item.IsHidden);

    public static FollowerDetailAnswer FollowerDetail(FleetSnapshot snapshot, Item item) =>
        new(snapshot.Version, TakenAt(snapshot), Follower(item, snapshot.AsOf(item)), LastHour(item.Trail));

    public static FleetAnswer Fleet(FleetSnapshot snapshot) => new(
        snapshot.Version,
        TakenAt(snapshot),
        [.. snapshot.Members.Select(Cluster)],
        [.. snapshot.Pairs.Select(Pair)],
        snapshot.Items.Count,
        Counts(snapshot.Items),
        [.. snapshot.Found.Select(found => new FoundLinkAnswer(found.From, found.To, found.Link, found.Items))]);

    public static ClusterAnswer Cluster(Member member)
    {
        var broken = member.Line as MemberLine.NotAnswering;
        var line = member.Line switch
        {
            MemberLine.Asking => "asking",
            MemberLine.Answering => "answering",
            _ => broken!.IsSilent ? "silent" : "not-answering",
        };
        return new ClusterAnswer(
            member.Name, line, broken?.Why, Moment(broken?.Since), Moment(member.AsOf), member.Version, member.Identity,
            Math.Round(member.Pace.TotalSeconds, 3), member.IsSlowed, Seconds(member.Skew), member.Items);
    }

    public static PairAnswer Pair(PairView pair) => new(
        pair.Options.Id,
        pair.Options.System,
        new PairStateAnswer(Ids<PairStateKind>.Of(pair.State.Kind), pair.State.Word, Ids<Grade>.Of(pair.State.Grade), pair.State.Reason, pair.State.Next),
        SideId(pair.Active),
        pair.Recorded is { } recorded ? new RecordAnswer(Ids<Side>.Of(recorded.Active), Moment(recorded.At), recorded.Who, recorded.Reason) : null,
        SideId(pair.ObservedActive),
        SideOf(pair.Home),
        SideOf(pair.Away),
        Ids<Protection>.Of(pair.Protection),
        new ExposureAnswer(
            pair.Exposure.Operations, pair.Exposure.AtLeast, Seconds(pair.Exposure.Behind), pair.Exposure.Affected, pair.Exposure.WithoutCopy, Moment(pair.Exposure.AsOf)),
        [.. pair.Counts.Select(Count)],
        pair.Items,
        Moment(pair.KeptUntil),
        pair.Options.Scope.ToString(),
        pair.Options.RecoveryPoint.TotalSeconds,
        pair.Options.RecoveryTime.TotalSeconds);

    public static PairDetailAnswer PairDetail(FleetSnapshot snapshot, PairView pair) => new(
        snapshot.Version,
        TakenAt(snapshot),
        Pair(pair),
        [.. pair.Readiness.Select(Readiness)],
        [.. pair.History.Moments().Select(moment => new PairMomentAnswer(Moment(moment.At), moment.Operations, moment.Seconds is { } seconds ? Math.Round(seconds, 3) : null))]);

    public static IReadOnlyList<CountAnswer> Counts(IReadOnlyList<Item> items)
    {
        var tally = new int[VerdictWords.All.Count];
        foreach (var item in items)
        {
            tally[(int)item.Verdict.Kind]++;
        }

        return [.. VerdictWords.All.Where(word => tally[(int)word.Kind] > 0).Select(word => Count(new VerdictCount(word.Kind, tally[(int)word.Kind])))];
    }

    public static CountAnswer Count(VerdictCount count)
    {
        var word = VerdictWords.Of(count.Kind);
        return new CountAnswer(word.Id, word.Word, Ids<Grade>.Of(word.Grade), count.Items);
    }

    public static DateTime? Moment(DateTimeOffset? moment) => moment is { } known ? Moment(known) : null;

    /// <summary>In UTC, to the millisecond: finer is noise.</summary>
    public static DateTime Moment(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>To the millisecond; adding nothing takes the sign off a zero.</summary>
    private static double? Seconds(TimeSpan? span) => span is { } known ? Math.Round(known.TotalSeconds, 3) + 0.0 : null;

    private static string? SideId(Side? side) => side is { } known ? Ids<Side>.Of(known) : null;

    private static SideAnswer SideOf(SideView side) => new(side.Member, Ids<Role>.Of(side.Observed), side.Why, side.Copies);

    private static ReadinessAnswer Readiness(ReadinessReport report) => new(
        Ids<Direction>.Of(report.Direction),
        Ids<ReadinessVerdict>.Of(report.Verdict),
        Moment(report.AsOf),
        [.. report.Checks.Select(check => new CheckAnswer(
            check.Id, check.Title, Ids<CheckOutcome>.Of(check.Outcome), check.Value, check.Limit, check.Reason, check.Remedy, check.Manual, Moment(check.AsOf)))]);

    private static RemedyAnswer? RemedyOf(Remedy remedy)
    {
        if (remedy == Remedy.None)
        {
            return null;
        }

        var (name, sentence) = RemedyWords.Of(remedy);
        return new RemedyAnswer(Ids<Remedy>.Of(remedy), name, sentence);
    }

    private static LagMinuteAnswer[] LastHour(LagTrail trail)
    {
        var points = trail.Points;
        var minutes = new LagMinuteAnswer[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var minute = trail.LastMinute - points.Length + 1 + i;
            minutes[i] = new LagMinuteAnswer(DateTime.UnixEpoch.AddMinutes(minute), float.IsNaN(points[i]) ? null : (long)points[i]);
        }

        return minutes;
    }
}
