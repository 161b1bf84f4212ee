using Switchback.Core.Fleet;
using Switchback.Core.Readiness;
using Switchback.Dashboard.Fleet;
using Switchback.Dashboard.Kit;
using Switchback.Dashboard.Pages.Fleet;

namespace Switchback.Dashboard.Pages.Pair;

/// <summary>The page of one pair in words and numbers; the page only draws it. Pure.</summary>
/// <param name="Record">What is recorded, in one sentence.</param>
/// <param name="Cost">What failing over now would lose, in one sentence.</param>
public sealed record PairPageView(
    PairView Pair,
    PairCard Card,
    PairAlarm? Alarm,
    DateTimeOffset? AsOf,
    string Record,
    SideRoles Home,
    SideRoles Away,
    IReadOnlyList<ReadinessCard> Readiness,
    IReadOnlyList<VerdictCount> Counts,
    string Cost,
    int InNeedCount,
    IReadOnlyList<NeedyItem> InNeed,
    IReadOnlyList<MemberFacts> Members)
{
    /// <returns>Null when there is no such pair.</returns>
    public static PairPageView? Of(FleetSnapshot snapshot, string id, DateTimeOffset now, TimeProvider time)
    {
        if (snapshot.Pair(id) is not { } pair) return null;
        var figures = PairFigures.Of(snapshot, pair.Options.Id);
        return new PairPageView(
            pair,
            PairCard.Of(pair, snapshot, now),
            PairAlarm.Of(pair, snapshot, now),
            pair.Exposure.AsOf,
            RecordOf(pair, time),
            SideRoles.Of(pair, Side.Home),
            SideRoles.Of(pair, Side.Away),
            [ReadinessCard.Of(pair, Direction.FailOver, now), ReadinessCard.Of(pair, Direction.FailBack, now)],
            pair.Counts,
            PairAlarm.Cost(pair),
            figures.InNeedCount,
            [.. figures.InNeed.Select(NeedyItem.Of)],
            [.. new[] { pair.Options.Home, pair.Options.Away }.Select(name => MemberFacts.Of(name, snapshot, now))]);
    }

    private static string RecordOf(PairView pair, TimeProvider time)
    {
        if (pair.Recorded is not { } recorded) return "Nobody has recorded which side is active.";
        var reason = recorded.Reason is { } text ? $": {text}" : "";
        return $"{pair[recorded.Active].Member} ({PairWords.Of(recorded.Active)}) is recorded as active since {PairWords.Day(recorded.At, time)}, by {recorded.Who}{reason}";
    }
}

/// <summary>What a side is: recorded by a person, and observed. The two stand side by side, and never stand in for each other.</summary>
public sealed record SideRoles(Side Side, string Member, string Recorded, string Observed, string Why, bool Disagree)
{
    public static SideRoles Of(PairView pair, Side side)
    {
        var view = pair[side];
        Role? recorded = pair.Recorded is not { } record ? null : record.Active == side ? Role.Active : PairWords.IsQuarantined(pair, side) ? Role.Quarantined : Role.Standby;
        return new SideRoles(
            side, view.Member, recorded is { } role ? PairWords.Of(role) : "nothing", PairWords.Of(view.Observed), view.Why,
            recorded is { } said && said != Role.Quarantined && view.Observed != Role.Unknown && view.Observed != said);
    }
}

/// <summary>An item that needs a person, with what to do about it.</summary>
public sealed record NeedyItem(string Name, string Cluster, Grade Grade, string Word, string Reason, long? Operations, string Remedy, string Sentence)
{
    public string Href => $"/followers/{Uri.EscapeDataString(Cluster)}/{Uri.EscapeDataString(Name)}";

    public static NeedyItem Of(Item item)
    {
        var (name, sentence) = RemedyWords.Of(item.Verdict.Remedy);
        return new NeedyItem(item.Name, item.Member, item.Verdict.Grade, item.Verdict.Word, item.Verdict.Reason, item.Lag.Operations, name, sentence);
    }
}

/// <summary>A cluster's facts, as name and value.</summary>
public sealed record MemberFacts(string Name, Grade Line, string LineWord, IReadOnlyList<(string Name, string Value)> Facts)
{
    public static MemberFacts Of(string name, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var member = snapshot.Member(name);
        var (line, word) = PairWords.Line(member, now);
        if (member is null) return new MemberFacts(name, line, word, []);
        var facts = new List<(string, string)>
        {
            ("Version", member.Version ?? PairFact.Dash),
            ("Identity", member.Identity ?? PairFact.Dash),
            ("Asked", $"every {PairWords.Seconds(member.Pace)}{(member.IsSlowed ? ", less often than configured: its answers take long" : "")}"),
            ("Clock", Skew(member.Skew)),
            ("Follower indices", member.AsOf is null ? PairFact.Dash : Words.Count(member.Items)),
        };
        if (member.Line is MemberLine.NotAnswering gone) facts.Insert(0, ("Why", gone.Why));
        return new MemberFacts(name, line, word, facts);
    }

    private static string Skew(TimeSpan? skew) => skew switch
    {
        null => PairFact.Dash,
        { } span when span.Duration() < TimeSpan.FromMilliseconds(100) => "as ours",
        { } span => $"{PairWords.Seconds(span.Duration())} {(span > TimeSpan.Zero ? "ahead of" : "behind")} ours",
    };
}
