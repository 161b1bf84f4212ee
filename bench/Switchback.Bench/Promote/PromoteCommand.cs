using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Switchback.Bench.Running;
using Switchback.Lab.Hosting;

namespace Switchback.Bench.Promote;

/// <summary>
/// Promotes many followers of a lab whose master takes as long for each change as a real one did, by the app's own run, beside the
/// documented runbook in sequence, all of it in parallel as Kibana's server does, and the floor that the master's changes set.
/// </summary>
internal static class PromoteCommand
{
    internal const double Update = 18;
    private const int InSequence = 60;
    internal const int List = 100;

    public static async Task<int> RunAsync(RigOptions options, int count, CancellationToken cancel)
    {
        var floor = ((2 * count) + (6 * ((count + List - 1) / List))) * Update / 1000;
        Console.WriteLine($"promote: {Environment.ProcessorCount} processors, {count} followers, a master at {Update:0} ms a change");
        var sequence = await ByHandAsync(Math.Min(InSequence, count), atOnce: 1, cancel) * count / Math.Min(InSequence, count);
        var parallel = await ByHandAsync(count, atOnce: count, cancel);
        var (ours, planned, planning) = await OursAsync(options, count, cancel);
        Print("the run, from start to end", $"{ours:0.0} s = {ours / count * 1000:0} ms a follower");
        Print("the floor: 2 changes a follower, 6 a list", $"{floor:0.0} s; the run takes {ours / floor:0.00} x", "<= 1.15 x");
        Print("the runbook in sequence (extrapolated from 60)", $"{sequence:0.0} s; {sequence / ours:0.0} x the run", ">= 3 x");
        Print("all in parallel, four calls each", $"{parallel:0.0} s; {parallel / ours:0.0} x the run");
        Print($"first answer of POST /plans for {planned} items", $"{planning:0} ms");
        return 0;
    }

    /// <summary>How long a plan for many followers takes to come back, beside one read of the statistics that it is made from.</summary>
    public static async Task<int> PlanAsync(RigOptions options, int count, CancellationToken cancel)
    {
        await using var lab = await SeededAsync(count, cancel);
        Console.WriteLine($"plan: {Environment.ProcessorCount} processors, {count} followers");
        await WithAppAsync(options, lab, count, async (operate, _) =>
        {
            var times = new List<double>();
            JsonNode plan = null!;
            for (var round = 0; round < 5; round++)
            {
                var clock = Stopwatch.StartNew();
                plan = await PostAsync(operate, "plans", new { operation = "unfollow", pair = "orders" });
                times.Add(clock.Elapsed.TotalMilliseconds);
            }

            using var http = new HttpClient();
            var reads = new List<double>();
            for (var round = 0; round < 5; round++)
            {
                var clock = Stopwatch.StartNew();
                await http.GetByteArrayAsync($"{lab.Url("clusterB")}/_ccr/stats", cancel);
                reads.Add(clock.Elapsed.TotalMilliseconds);
            }

            var (median, read) = (times.Order().ElementAt(2), reads.Order().ElementAt(2));
            Print($"POST /plans for {plan["items"]!.AsArray().Count} items, the first", $"{times[0]:0} ms");
            Print("the median of five", $"{median:0} ms; {median / read:0.0} x one read of _ccr/stats ({read:0} ms)", "<= 2000 ms");
            Print("its answer", $"{plan.ToJsonString().Length / 1024.0 / 1024:0.0} MB, {plan["steps"]!.AsArray().Count} steps");
        }, cancel);
        return 0;
    }

    private static async Task<(double Seconds, int Planned, double Planning)> OursAsync(RigOptions options, int count, CancellationToken cancel)
    {
        await using var lab = await SeededAsync(count, cancel);
        (double, int, double) measured = default;
        await WithAppAsync(options, lab, count, async (operate, approve) =>
        {
            var clock = Stopwatch.StartNew();
            var plan = await PostAsync(operate, "plans", new { operation = "unfollow", pair = "orders" });
            var planning = clock.Elapsed.TotalMilliseconds;
            var run = await PostAsync(operate, "runs", new { planId = (string)plan["id"]!, planHash = (string)plan["hash"]!, confirm = (string?)plan["confirmWith"], reason = "measured" });
            await PostAsync(approve, $"runs/{run["id"]}/approve", new { planHash = (string)plan["hash"]! });
            JsonNode now = run;
            await UntilAsync(async () => (now = (await GetAsync(operate, $"runs/{run["id"]}?size=1"))["run"]!)["endedAt"] is not null || (string)now["state"]! == "needsHuman", cancel);
            if ((string)now["state"]! != "succeeded") throw new InvalidOperationException($"The run ended as {now["state"]}: {now["says"]}");
            measured = (((DateTime)now["endedAt"]! - (DateTime)now["startedAt"]!).TotalSeconds, (int)now["items"]!["total"]!, planning);
        }, cancel);
        return measured;
    }

    /// <summary>The app beside the lab, once it has seen every follower.</summary>
    internal static async Task WithAppAsync(RigOptions options, LabHost lab, int count, Func<HttpClient, HttpClient, Task> act, CancellationToken cancel)
    {
        var data = Directory.CreateTempSubdirectory("switchback-bench-");
        try
        {
            var url = $"http://127.0.0.1:{Rig.FreePort()}";
            await using var app = ChildProcess.StartProgram(
                options.AppPath, "--Urls", url, "--DataFolder", data.FullName, "--Serilog:MinimumLevel:Default", "Error",
                "--Rehearsal:Clusters", $"clusterA:{new Uri(lab.Url("clusterA")).Port},clusterB:{new Uri(lab.Url("clusterB")).Port}");
            _ = app.DrainAsync();
            using var operate = Client(url, "operator");
            using var approve = Client(url, "approver");
            await UntilAsync(async () => (int)(await GetAsync(operate, "followers?query=verdict:following&size=1"))["total"]! == count, cancel);
            await act(operate, approve);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<double> ByHandAsync(int count, int atOnce, CancellationToken cancel)
    {
        await using var lab = await SeededAsync(count, cancel);
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel }, async (number, stop) =>
        {
            foreach (var verb in (string[])["_ccr/pause_follow", "_close", "_ccr/unfollow", "_open"])
            {
                using var answer = await http.PostAsync($"{lab.Url("clusterB")}/m-{number:00000}/{verb}", null, stop);
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{verb}: {await answer.Content.ReadAsStringAsync(stop)}");
            }
        });
        return clock.Elapsed.TotalSeconds;
    }

    internal static async Task<LabHost> SeededAsync(int count, CancellationToken cancel)
    {
        var lab = await LabHost.StartAsync(new LabOptions { Seed = 7, MasterCost = TimeSpan.FromMilliseconds(Update) }, cancel);
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        using var answer = await http.PostAsJsonAsync(lab.Url("clusterA") + "/_lab/seed", new { leader = "clusterA", follower = "clusterB", count, prefix = "m-" }, cancel);
        answer.EnsureSuccessStatusCode();
        return lab;
    }

    private static HttpClient Client(string url, string persona) =>
        new() { BaseAddress = new Uri(url + "/api/v1/"), Timeout = TimeSpan.FromMinutes(2), DefaultRequestHeaders = { Authorization = new("Bearer", $"rehearsal-{persona}") } };

    internal static async Task<JsonNode> GetAsync(HttpClient http, string path) => (await http.GetFromJsonAsync<JsonNode>(path))!;

    internal static async Task<JsonNode> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    internal static async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken cancel)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            try
            {
                if (await isSo()) return;
            }
            catch (HttpRequestException)
            {
                // It is still starting.
            }

            await pace.WaitForNextTickAsync(cancel);
        }
    }

    internal static void Print(string what, string figure, string target = "-") => Console.WriteLine($"  {what,-60} {figure,-46} target {target}");
}
