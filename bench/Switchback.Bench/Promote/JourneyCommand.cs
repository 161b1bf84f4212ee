using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Switchback.Bench.Running;
using Switchback.Lab.Hosting;

namespace Switchback.Bench.Promote;

/// <summary>
/// Whole journeys of a pair of many followers, on a lab whose master takes as long for each change as a real one did: the takeover from a
/// side that is dead and from one that is silent, and the way back home, with the time for which nobody could write.
/// </summary>
internal static class JourneyCommand
{
    public static async Task<int> RunAsync(RigOptions options, int count, CancellationToken cancel)
    {
        Console.WriteLine($"journeys: {Environment.ProcessorCount} processors, {count} followers, a master at {PromoteCommand.Update:0} ms a change");
        var floor = ((2 * count) + (6 * ((count + PromoteCommand.List - 1) / PromoteCommand.List))) * PromoteCommand.Update / 1000;
        var (dead, back) = await OverAndBackAsync(options, count, "stop", returns: true, cancel);
        PromoteCommand.Print("failover, the side that led dead", $"{dead:0.0} s; {dead / floor:0.00} x the floor of {floor:0.0} s", "<= 1.15 x");
        var (silent, _) = await OverAndBackAsync(options, count, "freeze", returns: false, cancel);
        PromoteCommand.Print("failover, the side that led silent", $"{silent:0.0} s; {silent / dead:0.00} x with it dead", "<= 1.5 x");
        var copying = 5.0 * count * PromoteCommand.Update / 1000;
        PromoteCommand.Print("failback and return home, all of it", $"{back!.Whole:0.0} s; {back.Whole / (floor + (2 * copying)):0.00} x the floor of one promotion and two copies ({floor + (2 * copying):0.0} s)");
        PromoteCommand.Print("of it: following back", $"{back.Follow:0.0} s; {back.Follow / copying:0.00} x the floor of five changes a follow", "<= 1.15 x");
        PromoteCommand.Print("of it: nobody could write", $"{back.Outage:0.0} s, from the fence until home was proven to lead");
        return 0;
    }

    private static async Task<(double Failover, Back? Back)> OverAndBackAsync(RigOptions options, int count, string how, bool returns, CancellationToken cancel)
    {
        await using var lab = await PromoteCommand.SeededAsync(count, cancel);
        (double, Back?) measured = default;
        await PromoteCommand.WithAppAsync(options, lab, count, async (operate, approve) =>
        {
            await SteerAsync(lab, how, cancel);
            await PromoteCommand.UntilAsync(async () => (await TryPlanAsync(operate, "failover", new { clients = "stopped", route = "none" }))["hash"] is not null, cancel);
            var failover = await JourneyAsync(operate, approve, "failover", new { clients = "stopped", route = "none" }, cancel);
            Back? back = null;
            if (returns)
            {
                await SteerAsync(lab, "start", cancel);
                await PromoteCommand.UntilAsync(async () => (await TryPlanAsync(operate, "failback", new { route = "none" }))["hash"] is not null, cancel);
                back = Back.Of(await JourneyAsync(operate, approve, "failback", new { route = "none" }, cancel));
            }

            measured = (Span(failover.Run, "startedAt", "endedAt"), back);
        }, cancel);
        return measured;
    }

    private static async Task<(JsonNode Run, JsonNode Report)> JourneyAsync(HttpClient operate, HttpClient approve, string verb, object parameters, CancellationToken cancel)
    {
        var plan = await PromoteCommand.PostAsync(operate, "plans", new { operation = verb, pair = "orders", parameters });
        var run = await PromoteCommand.PostAsync(operate, "runs", new { planId = (string)plan["id"]!, planHash = (string)plan["hash"]!, confirm = (string?)plan["confirmWith"], reason = "measured" });
        await PromoteCommand.PostAsync(approve, $"runs/{run["id"]}/approve", new { planHash = (string)plan["hash"]! });
        var now = run;
        await PromoteCommand.UntilAsync(async () =>
        {
            now = (await PromoteCommand.GetAsync(operate, $"runs/{run["id"]}?size=1"))["run"]!;
            if (now["asks"] is { } asks) await PromoteCommand.PostAsync((bool)asks["byOthers"]! ? approve : operate, $"runs/{run["id"]}/say", new { step = (int)asks["step"]!, digest = (string)asks["digest"]!, words = "measured" });
            return now["endedAt"] is not null || (string)now["state"]! == "needsHuman";
        }, cancel);
        if ((string)now["state"]! != "succeeded") throw new InvalidOperationException($"{verb} ended as {now["state"]}: {now["says"]}");
        return (now, await PromoteCommand.GetAsync(operate, $"runs/{run["id"]}/report?format=json"));
    }

    private static async Task<JsonNode> TryPlanAsync(HttpClient operate, string verb, object parameters)
    {
        using var answer = await operate.PostAsJsonAsync("plans", new { operation = verb, pair = "orders", parameters });
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static async Task SteerAsync(LabHost lab, string how, CancellationToken cancel)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync($"{lab.Url("clusterB")}/_lab/clusters/clusterA/{how}", new { }, cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static double Span(JsonNode of, string from, string to) => ((DateTime)of[to]! - (DateTime)of[from]!).TotalSeconds;

    private sealed record Back(double Whole, double Follow, double Outage)
    {
        public static Back Of((JsonNode Run, JsonNode Report) ended)
        {
            var steps = ended.Report["steps"]!.AsArray();
            var follow = steps.First(step => ((string)step!["words"]!).StartsWith("Copy ", StringComparison.Ordinal))!;
            var fence = steps.Last(step => ((string)step!["words"]!).StartsWith("Stop writes", StringComparison.Ordinal))!;
            var verify = steps.Last(step => ((string)step!["words"]!).StartsWith("Verify ", StringComparison.Ordinal))!;
            return new Back(Span(ended.Run, "startedAt", "endedAt"), Span(follow, "begunAt", "endedAt"), ((DateTime)verify["endedAt"]! - (DateTime)fence["begunAt"]!).TotalSeconds);
        }
    }
}
