using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Health;

/// <summary>
/// For whatever starts, restarts and routes to this app. Nobody signs in for it, so it tells no more than names of clusters and
/// whether they answer.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", Live).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Live(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new LifeAnswer("live", "The app answers."));
    }

    /// <summary>Ready is who has something to show: a first answer of every cluster, or the reason why there is none.</summary>
    private static IResult Ready(HttpContext context, FleetMonitor monitor, TimeProvider time)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answer = Judge(monitor.Current, time.GetUtcNow());
        return TypedResults.Json(answer, statusCode: answer.Status == ReadyAnswer.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    internal static ReadyAnswer Judge(FleetSnapshot snapshot, DateTimeOffset now)
    {
        var clusters = snapshot.Members.Select(member => Judge(member, now)).ToList();
        var awaited = clusters.Where(cluster => !cluster.Settled).Select(cluster => cluster.Cluster).ToList();
        if (clusters.Count == 0)
        {
            return new ReadyAnswer(ReadyAnswer.Starting, "The clusters are not watched yet. Ask again in a moment.", clusters);
        }

        if (awaited.Count > 0)
        {
            return new ReadyAnswer(ReadyAnswer.Starting, $"The first answer of {string.Join(" and ", awaited)} is awaited. Ask again in a moment.", clusters);
        }

        var broken = snapshot.Members.Count(member => member.Line is MemberLine.NotAnswering);
        return new ReadyAnswer(
            ReadyAnswer.Ready,
            broken == 0 ? "Every cluster answers." : $"{broken} of {Words.Count(clusters.Count, "cluster", "clusters")} cannot be read, and the pages say so.",
            clusters);
    }

    private static ClusterHealth Judge(Member member, DateTimeOffset now) => member.Line switch
    {
        MemberLine.Asking => new ClusterHealth(member.Name, Settled: false, Answers: false, "The first answer is awaited."),
        MemberLine.NotAnswering broken => new ClusterHealth(member.Name, Settled: true, Answers: false, Broken(broken, now - broken.Since)),
        _ => new ClusterHealth(member.Name, Settled: true, Answers: true, member.AsOf is { } asOf ? $"Answered {Words.Ago(now - asOf)}." : "Answers."),
    };

    /// <summary>Without the whole reason, which can name addresses.</summary>
    private static string Broken(MemberLine.NotAnswering line, TimeSpan span) => line.IsSilent
        ? $"Takes connections and does not answer, for {Words.Span(span)}."
        : $"Cannot be read, for {Words.Span(span)}.";
}

/// <param name="Words">What the status means, for a person.</param>
public sealed record LifeAnswer(string Status, string Words);

/// <param name="Status">ready or starting.</param>
/// <param name="Words">What it waits for, or what it can show.</param>
public sealed record ReadyAnswer(string Status, string Words, IReadOnlyList<ClusterHealth> Clusters)
{
    public const string Ready = "ready";
    public const string Starting = "starting";
}

/// <param name="Settled">It answered, or it is known why it does not.</param>
public sealed record ClusterHealth(string Cluster, bool Settled, bool Answers, string Words);
