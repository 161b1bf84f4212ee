using Switchback.Core.Fleet;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Description;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Dashboard.Api;

/// <summary>How clusters are set up to follow: auto-follow patterns and remote clusters, with what depends on them.</summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder api)
    {
        api.MapGet("/auto-follow", AutoFollow)
            .Describe<FactListAnswer<AutoFollowAnswer>>("auto-follow", "Auto-follow patterns", "The patterns of every cluster, with how many followers belong to each.", Examples.AutoFollow);
        api.MapGet("/remotes", Remotes)
            .Describe<FactListAnswer<RemoteAnswer>>("remotes", "Remote clusters", "The remote clusters of every cluster, with how many followers read through each.", Examples.Remotes);
    }

    private static IResult AutoFollow(HttpContext context, FleetMonitor monitor, IFleetFacts facts, VersionTags tags)
    {
        var snapshot = monitor.Current;
        return tags.Answer(context, snapshot, () => List(snapshot, facts.PatternsOf, (cluster, pattern, asOf) => Answer(snapshot, cluster, pattern, asOf)), Also(facts));
    }

    private static IResult Remotes(HttpContext context, FleetMonitor monitor, IFleetFacts facts, VersionTags tags)
    {
        var snapshot = monitor.Current;
        return tags.Answer(context, snapshot, () => List(snapshot, facts.RemotesOf, (cluster, remote, asOf) => Answer(snapshot, cluster, remote, asOf)), Also(facts));
    }

    private static FactListAnswer<TAnswer> List<TFact, TAnswer>(
        FleetSnapshot snapshot, Func<string, Known<TFact>> ask, Func<string, TFact, DateTime?, TAnswer> answer)
    {
        var sources = new List<FactSourceAnswer>();
        var items = new List<TAnswer>();
        foreach (var member in snapshot.Members)
        {
            var known = ask(member.Name);
            var asOf = ToAnswer.Moment(known.AsOf);
            sources.Add(new FactSourceAnswer(member.Name, asOf, known.Problem));
            items.AddRange((known.Items ?? []).Select(fact => answer(member.Name, fact, asOf)));
        }

        return new FactListAnswer<TAnswer>(items.Count, snapshot.Version, ToAnswer.TakenAt(snapshot), sources, items);
    }

    private static AutoFollowAnswer Answer(FleetSnapshot snapshot, string cluster, AutoFollowPattern pattern, DateTime? asOf) => new(
        cluster,
        pattern.Name,
        pattern.Active,
        pattern.Remote,
        pattern.LeaderPatterns,
        pattern.Excluded,
        pattern.FollowPattern,
        snapshot.Items.Count(item => item.Member == cluster && item.Rule == pattern.Name && item.Verdict.Kind != VerdictKind.NotFollowed),
        asOf);

    private static RemoteAnswer Answer(FleetSnapshot snapshot, string cluster, RemoteInfo remote, DateTime? asOf) => new(
        cluster,
        remote.Alias,
        remote.Connected,
        remote.Mode,
        remote.Addresses,
        remote.ServerName,
        remote.Connections,
        remote.SkipUnavailable,
        remote.UsesApiKey,
        snapshot.Items.Count(item => item.Member == cluster && item.Source.Link == remote.Alias && Reads(item)),
        asOf);

    private static bool Reads(Item item) =>
        (item.Verdict.Was ?? item.Verdict.Kind) is not (VerdictKind.NotFollowed or VerdictKind.Promoted or VerdictKind.LeftClosed);

    private static string Also(IFleetFacts facts) => facts.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
