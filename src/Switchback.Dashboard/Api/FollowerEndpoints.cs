using System.ComponentModel;
using Microsoft.Net.Http.Headers;
using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Api.Answers;
using Switchback.Dashboard.Api.Description;

namespace Switchback.Dashboard.Api;

/// <summary>Followers over all clusters, by the same search as the page's.</summary>
internal static class FollowerEndpoints
{
    public const int DefaultSize = 50;
    public const int LargestSize = 1000;
    private const string Whole = "all";

    public static void MapFollowers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/followers", FollowersAsync)
            .Describe<FollowerListAnswer>(
                "followers",
                "Followers over all clusters",
                "Those that match the query, in order, a page at a time. As CSV (`format=csv`, or `Accept: text/csv`) all that match, without pages.",
                Examples.Followers,
                FollowerCsv.MediaType)
            .Refuses(StatusCodes.Status400BadRequest, Examples.BadQuery);
        api.MapGet("/followers/{cluster}/{index}", Follower)
            .Describe<FollowerDetailAnswer>("follower", "One follower", "A follower with the largest lag of each minute of the last hour.", Examples.Follower)
            .Refuses(StatusCodes.Status404NotFound, Examples.NoSuchFollower);
    }

    private static async Task<IResult> FollowersAsync(
        HttpContext context,
        FleetMonitor monitor,
        ItemSearch search,
        VersionTags tags,
        [Description("Words and field:value terms, for example `verdict:failed remote:clusterA lag:>1000`. Empty for everything.")] string query = "",
        [Description("A field, with a leading minus for the largest first, for example `-lag`. Empty for the worst first.")] string sort = "",
        [Description("Counted from 1.")] string page = "1",
        [Description("From 1 to 1000, or `all`: every match as one page.")] string size = "50",
        [Description("`json` or `csv`; without it the Accept header decides.")] string format = "")
    {
        var snapshot = monitor.Current;
        if (!TryReadNumber(page, int.MaxValue, out var number))
        {
            return Problems.BadNumber("page", $"'{page}' is no page.", "Pages are counted from 1.");
        }

        if (!TryReadNumber(size, LargestSize, out var most) && size != Whole)
        {
            return Problems.BadNumber("size", $"'{size}' is no size of a page.", $"Write a number from 1 to {LargestSize}, or {Whole}.");
        }

        if (format is not ("" or "json" or "csv"))
        {
            return Problems.BadNumber("format", $"'{format}' is no format.", "Write json or csv.");
        }

        var found = search.Run(snapshot, query, sort);
        if (found.Fault is { } fault)
        {
            return Problems.BadQuery(found.QueryFault is null ? "sort" : "query", fault);
        }

        context.Response.Headers.Vary = HeaderNames.Accept;
        var asCsv = format == "csv" || (format.Length == 0 && WantsCsv(context.Request));
        if (!asCsv)
        {
            return tags.Answer(context, snapshot, () => Page(found, number, size == Whole ? Math.Max(1, found.Items.Length) : most));
        }

        if (tags.IsKnownTo(context, snapshot, FollowerCsv.MediaType))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        await FollowerCsv.WriteAsync(context.Response, found, context.RequestAborted);
        return TypedResults.Empty;
    }

    private static IResult Follower(HttpContext context, string cluster, string index, FleetMonitor monitor, VersionTags tags)
    {
        var snapshot = monitor.Current;
        if (snapshot.Items.FirstOrDefault(item => item.Member == cluster && item.Name == index) is { } item)
        {
            return tags.Answer(context, snapshot, () => ToAnswer.FollowerDetail(snapshot, item));
        }

        return snapshot.Member(cluster) is null
            ? Problems.NoCluster(cluster)
            : Problems.NoFollower(cluster, index);
    }

    private static FollowerListAnswer Page(ItemResult found, int page, int size)
    {
        var snapshot = found.Snapshot;
        var first = (long)(page - 1) * size;
        var items = first >= found.Items.Length ? ArraySegment<Item>.Empty : new ArraySegment<Item>(found.Items, (int)first, Math.Min(size, found.Items.Length - (int)first));
        // Made while they are sent: ten thousand of them never stand in memory at once.
        var answers = items.Select(item => ToAnswer.Follower(item, snapshot.AsOf(item)));
        return new FollowerListAnswer(
            found.Items.Length, snapshot.Version, ToAnswer.TakenAt(snapshot), page, size, [.. found.Counts.Select(ToAnswer.Count)], answers);
    }

    private static bool TryReadNumber(string text, int most, out int number) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;

    /// <summary>Only who prefers it: "any type" is JSON.</summary>
    private static bool WantsCsv(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var csv = accepted.Where(type => type.MediaType.Equals(FollowerCsv.MediaType, StringComparison.OrdinalIgnoreCase)).Max(type => type.Quality ?? (double?)1);
        var json = accepted.Where(type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)).Max(type => type.Quality ?? (double?)1);
        return csv > 0 && !(json >= csv);
    }
}
