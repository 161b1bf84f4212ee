using System.Globalization;
using Switchback.Bench.Circuits;
using Switchback.Bench.Running;

namespace Switchback.Bench.Leak;

/// <summary>Opens and closes many pages: what they took must come back.</summary>
internal static class LeakCommand
{
    private const int AtOnce = 8;
    private const string Subscribers = "switchback_subscribers";

    /// <summary>A call to a page's script that nobody answers any more holds its circuit for the minute that the framework waits.</summary>
    private static readonly TimeSpan CallsGivenUp = TimeSpan.FromSeconds(65);

    public static async Task<int> RunAsync(RigOptions options, int pages, string path, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var figures = new Figures($"leak: {pages} pages opened and closed, {options.Followers} followers", time);
        await using var rig = await Rig.StartAsync(options, cancel);
        var meter = new ProcessMeter(rig.AppId, time);
        var page = new Uri(rig.App, path);
        var subscribers = await SubscribersAsync(rig, cancel);
        // The first pages make what the runtime keeps for good.
        await OpenAndCloseAsync(page, pages / 5, cancel);
        await SettleAsync(rig, meter, time, cancel);
        var before = meter.Megabytes;

        await OpenAndCloseAsync(page, pages, cancel);
        await SettleAsync(rig, meter, time, cancel);

        var after = meter.Megabytes;
        figures.Note("memory after the first fifth of the pages", before, "MB");
        figures.Note("memory after all", after, "MB");
        figures.AtMost("kept of each page", (after - before) * 1024 / pages, 20, "KB");
        if (subscribers is { } were && await SubscribersAsync(rig, cancel) is { } are)
            figures.AtMost("subscribers more than before", are - were, 0, "");
        else
            figures.Note("subscribers", $"no {Subscribers} at /metrics");
        return figures.ExitCode;
    }

    private static Task OpenAndCloseAsync(Uri page, int count, CancellationToken cancel) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (_, inner) =>
        {
            await using var circuit = await Circuit.OpenAsync(page, inner);
        });

    /// <summary>Collected, until the memory has stopped going down: the runtime gives back in its own time.</summary>
    private static async Task SettleAsync(Rig rig, ProcessMeter meter, TimeProvider time, CancellationToken cancel)
    {
        const int Quiet = 5;
        var least = double.MaxValue;
        await Task.Delay(CallsGivenUp, time, cancel);
        for (var still = 0; still < Quiet; still++)
        {
            await FullCollection.OfAsync(rig.AppId, cancel);
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancel);
            if (meter.Megabytes < least - 1) (least, still) = (meter.Megabytes, 0);
        }
    }

    /// <summary>Null when the app does not say.</summary>
    private static async Task<double?> SubscribersAsync(Rig rig, CancellationToken cancel)
    {
        using var answer = await rig.Http.GetAsync(new Uri(rig.App, "/metrics"), cancel);
        if (!answer.IsSuccessStatusCode) return null;
        return (await answer.Content.ReadAsStringAsync(cancel)).Split('\n')
            .Where(line => line.StartsWith(Subscribers, StringComparison.Ordinal))
            .Select(line => (double?)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
            .FirstOrDefault();
    }
}
