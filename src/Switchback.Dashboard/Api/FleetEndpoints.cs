using Switchback.Core.Fleet;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Description;

namespace Switchback.Dashboard.Api;

/// <summary>The fleet, its pairs and its clusters.</summary>
internal static class FleetEndpoints
{
    public static void MapFleet(this IEndpointRouteBuilder api)
    {
        api.MapGet("/fleet", Fleet)
            .Describe<FleetAnswer>("fleet", "Everything at one look", "Clusters, pairs and how many followers there are of each verdict, all of one snapshot.", Examples.Fleet);
        api.MapGet("/pairs", Pairs)
            .Describe<ListAnswer<PairAnswer>>("pairs", "All pairs", "Every configured pair with its state, which side leads, and what failing over now would cost.", Examples.Pairs);
        api.MapGet("/pairs/{pair}", Pair)
            .Describe<PairDetailAnswer>("pair", "One pair", "A pair with its readiness checks in both directions and its last hours.", Examples.Pair)
            .Refuses(StatusCodes.Status404NotFound, Examples.NoSuchPair);
        api.MapGet("/clusters", Clusters)
            .Describe<ListAnswer<ClusterAnswer>>("clusters", "All clusters", "How each configured cluster answers, and when what is shown of it was true.", Examples.Clusters);
    }

    private static IResult Fleet(HttpContext context, FleetMonitor monitor, VersionTags tags)
    {
        var snapshot = monitor.Current;
        return tags.Answer(context, snapshot, () => ToAnswer.Fleet(snapshot));
    }

    private static IResult Pairs(HttpContext context, FleetMonitor monitor, VersionTags tags)
    {
        var snapshot = monitor.Current;
        return tags.Answer(context, snapshot, () => new ListAnswer<PairAnswer>(
            snapshot.Pairs.Count, snapshot.Version, ToAnswer.TakenAt(snapshot), [.. snapshot.Pairs.Select(ToAnswer.Pair)]));
    }

    private static IResult Pair(HttpContext context, string pair, FleetMonitor monitor, VersionTags tags)
    {
        var snapshot = monitor.Current;
        return snapshot.Pair(pair) is { } found
            ? tags.Answer(context, snapshot, () => ToAnswer.PairDetail(snapshot, found))
            : Problems.NoPair(pair);
    }

    private static IResult Clusters(HttpContext context, FleetMonitor monitor, VersionTags tags)
    {
        var snapshot = monitor.Current;
        return tags.Answer(context, snapshot, () => new ListAnswer<ClusterAnswer>(
            snapshot.Members.Count, snapshot.Version, ToAnswer.TakenAt(snapshot), [.. snapshot.Members.Select(ToAnswer.Cluster)]));
    }
}
