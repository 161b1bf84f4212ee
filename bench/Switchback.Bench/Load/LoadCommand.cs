using Switchback.Bench.Running;

namespace Switchback.Bench.Load;

/// <summary>Many viewers on the follower list of many followers: what the app costs, and how soon a change is on the screen.</summary>
internal static class LoadCommand
{
    private const double Kilobyte = 1024;

    public static async Task<int> RunAsync(RigOptions options, int viewers, int seconds, string path, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var figures = new Figures($"load: {viewers} viewers, {options.Followers} followers, {options.PollSeconds} s ticks, {seconds} s", time);
        await using var rig = await Rig.StartAsync(options, cancel);
        var meter = new ProcessMeter(rig.AppId, time);
        var empty = meter.Megabytes;
        await using var screen = await Screen.OpenAsync(new Uri(rig.App, path));
        await using var others = await rig.OpenAsync(viewers - 1, path, cancel);
        // What opening costs is not what watching costs.
        await Task.Delay(TimeSpan.FromSeconds(10), time, cancel);

        var (before, bytesBefore, screenBefore) = (await rig.ReportAsync(cancel), others.Bytes, screen.Bytes);
        meter.Cores();
        await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancel);
        var cores = meter.Cores();
        var (after, bytesAfter, screenAfter) = (await rig.ReportAsync(cancel), others.Bytes, screen.Bytes);

        var peak = meter.PeakMegabytes;
        // What is garbage stays until the runtime needs the room; this is what a viewer really takes.
        await FullCollection.OfAsync(rig.AppId, cancel);
        var kept = meter.Megabytes;

        var from = before.Left.Keys.Max() + 1;
        var ticks = after.Left.Keys.Max() - before.Left.Keys.Max();
        var latencies = Latency.Of(after.Left, await screen.SeenAsync(), from);
        figures.AtMost("processor time of the app", cores, 1, "cores");
        figures.AtMost("memory of the app, the most it had", peak, 700, "MB");
        figures.Note("memory of the app after a collection, all still watching", kept, "MB");
        figures.Note("memory of the app before anyone looked", empty, "MB");
        figures.Note("change to document after the answer, p50", Figures.Percentile(latencies, 0.50), "ms");
        figures.AtMost("change to document after the answer, p95", Figures.Percentile(latencies, 0.95), 500, "ms");
        figures.Note("change to document after the answer, p99", Figures.Percentile(latencies, 0.99), "ms");
        figures.Note("generations seen on the screen", $"{latencies.Count} of {ticks}");
        figures.AtMost("ticks, each as long as was asked for", seconds / (double)ticks, options.PollSeconds * 1.1, "s");
        figures.AtMost("bytes per tick to a viewer without a screen", (bytesAfter - bytesBefore) / Kilobyte / ticks / Math.Max(1, others.Count), 10, "KB");
        figures.AtMost("bytes per tick to Chromium", (screenAfter - screenBefore) / Kilobyte / ticks, 10, "KB");
        figures.Note("Elasticsearch calls", (after.TotalCalls - before.TotalCalls) * 60.0 / seconds, "a minute");
        figures.AtMost("viewers whose circuit ended by itself", others.Failed.Count, 0, "");
        if (others.Failed.Why is { } why) figures.Note("why the first did", why);
        foreach (var unknown in after.Unknown) figures.Note("asked of the stub in vain", unknown);
        return figures.ExitCode;
    }
}
