using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchback.Lab.Hosting;

namespace Switchback.Bench.Lab;

/// <summary>What the lab bears: ten thousand followers, their statistics, writes replicated, and what its master charges.</summary>
public static class LabCommand
{
    private const int Followers = 10_000;
    private const int Rounds = 11;
    private const int BulkDocuments = 1000;
    private const int Bulks = 60;

    public static int Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<int> RunAsync()
    {
        Console.WriteLine($"lab: {Environment.ProcessorCount} processors, {Followers} followers of one shard");
        await SizeAsync();
        await WritesAsync();
        await MasterAsync();
        return 0;
    }

    private static async Task SizeAsync()
    {
        await using var lab = await LabHost.StartAsync(new LabOptions { Seed = 7 });
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        var seeding = Stopwatch.StartNew();
        await PostAsync(http, lab.Url("clusterA") + "/_lab/seed", $$"""{"leader":"clusterA","follower":"clusterB","count":{{Followers}}}""");
        Print("seeded in", $"{seeding.Elapsed.TotalSeconds:0.0} s", "< 15 s");
        var url = lab.Url("clusterB") + "/_ccr/stats";
        var body = await http.GetByteArrayAsync(url);
        Print("memory of the process, this client included", $"{Process.GetCurrentProcess().WorkingSet64 / 1048576.0:0} MB", "< 1,500 MB");
        var answers = new List<double>();
        var ratios = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var answer = await TimeAsync(() => http.GetByteArrayAsync(url));
            var peer = await TimeAsync(() => Task.FromResult(Rewrite(body)));
            answers.Add(answer);
            ratios.Add(answer / peer);
        }
        Print($"GET /_ccr/stats of all ({body.Length:N0} bytes)", $"{Median(answers):0} ms", "< 300 ms");
        Print("the same against reading and writing those bytes once", $"{Median(ratios):0.0} x", "-");
    }

    private static async Task WritesAsync()
    {
        await using var lab = await LabHost.StartAsync(new LabOptions { Seed = 7 });
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        await ConnectAsync(http, lab);
        await SendAsync(http, HttpMethod.Put, lab.Url("clusterA") + "/load", """{"settings":{"number_of_shards":1,"number_of_replicas":0}}""");
        await SendAsync(http, HttpMethod.Put, lab.Url("clusterB") + "/load/_ccr/follow?wait_for_active_shards=1", """{"remote_cluster":"clusterA","leader_index":"load"}""");
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, BulkDocuments).Select(i =>
            "{\"index\":{}}\n{\"at\":\"2026-11-21T10:00:00Z\",\"user\":\"mary\",\"n\":" + i.ToString(CultureInfo.InvariantCulture) + ",\"amount\":12.5}\n")));
        await BulkAsync(http, lab, lines);
        var writing = Stopwatch.StartNew();
        for (var i = 1; i < Bulks; i++) await BulkAsync(http, lab, lines);
        var acknowledged = writing.Elapsed;
        var total = (long)BulkDocuments * Bulks;
        while (await FollowerAsync(http, lab) < total - 1) await Task.Yield();
        var replicated = writing.Elapsed;
        var peer = await TimeAsync(() => Task.FromResult(Parse(lines)));
        var perBulk = acknowledged.TotalMilliseconds / (Bulks - 1);
        Print("documents indexed through _bulk", $"{BulkDocuments * 1000 / perBulk:N0} a second", "> 10,000");
        Print("indexed and replicated", $"{(total - BulkDocuments) / replicated.TotalSeconds:N0} a second", "> 10,000");
        Print("a bulk against parsing its lines once", $"{perBulk / peer:0.0} x", "-");
    }

    /// <summary>The documented runbook, one follower after the other, at what a change cost on a real node.</summary>
    private static async Task MasterAsync()
    {
        const int Count = 40;
        const double Update = 18;
        await using var lab = await LabHost.StartAsync(new LabOptions { Seed = 7, MasterCost = TimeSpan.FromMilliseconds(Update) });
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        await PostAsync(http, lab.Url("clusterA") + "/_lab/seed", $$"""{"leader":"clusterA","follower":"clusterB","count":{{Count}},"prefix":"m-"}""");
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Count; i++)
        {
            var index = $"{lab.Url("clusterB")}/m-{i:00000}";
            await PostAsync(http, index + "/_ccr/pause_follow");
            await PostAsync(http, index + "/_close");
            await PostAsync(http, index + "/_ccr/unfollow");
            await PostAsync(http, index + "/_open");
        }
        var each = clock.Elapsed.TotalMilliseconds / Count;
        Print($"promoting in sequence with a master at {Update:0} ms", $"{each:0} ms a follower = {each / (8 * Update):0.00} x its 8 updates", "a real pair: 150 ms");
    }

    private static async Task ConnectAsync(HttpClient http, LabHost lab)
    {
        var address = lab.Laboratory["clusterA"].Node.TransportAddress;
        await SendAsync(http, HttpMethod.Put, lab.Url("clusterB") + "/_cluster/settings", "{\"persistent\":{\"cluster.remote.clusterA.seeds\":[\"" + address + "\"]}}");
    }

    private static async Task<long> FollowerAsync(HttpClient http, LabHost lab)
    {
        using var stats = JsonDocument.Parse(await http.GetByteArrayAsync(lab.Url("clusterB") + "/load/_ccr/stats"));
        return stats.RootElement.GetProperty("indices")[0].GetProperty("shards")[0].GetProperty("follower_global_checkpoint").GetInt64();
    }

    private static async Task BulkAsync(HttpClient http, LabHost lab, byte[] lines)
    {
        using var content = new ByteArrayContent(lines);
        content.Headers.ContentType = new("application/x-ndjson");
        using var answer = await http.PostAsync(lab.Url("clusterA") + "/load/_bulk?filter_path=errors", content);
        var text = await answer.Content.ReadAsStringAsync();
        if (text != "{\"errors\":false}") throw new InvalidOperationException($"_bulk answered {(int)answer.StatusCode} {text}");
    }

    private static Task PostAsync(HttpClient http, string url, string? body = null) => SendAsync(http, HttpMethod.Post, url, body);

    private static async Task SendAsync(HttpClient http, HttpMethod method, string url, string? body)
    {
        using var request = new HttpRequestMessage(method, url);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {url}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static int Rewrite(byte[] body)
    {
        using var buffer = new MemoryStream(body.Length);
        using (var document = JsonDocument.Parse(body))
        using (var writer = new Utf8JsonWriter(buffer))
            document.WriteTo(writer);
        return (int)buffer.Length;
    }

    private static int Parse(byte[] lines)
    {
        var documents = 0;
        foreach (var range in lines.AsSpan().Split((byte)'\n'))
        {
            var line = lines.AsMemory()[range];
            if (line.Length == 0) continue;
            using var document = JsonDocument.Parse(line);
            documents++;
        }
        return documents;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(string what, string figure, string target) => Console.WriteLine($"  {what,-60} {figure,-46} target {target}");
}
