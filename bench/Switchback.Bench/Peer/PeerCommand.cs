using System.Globalization;
using Switchback.Bench.Running;

namespace Switchback.Bench.Peer;

/// <summary>
/// What viewers cost the clusters: ours, and Kibana's page, of which each open tab does its own two calls every 30 s, here by the
/// official client.
/// </summary>
internal static class PeerCommand
{
    private static readonly int[] Crowds = [1, 10, 200];

    public static async Task<int> RunAsync(RigOptions options, int seconds, string path, CancellationToken cancel)
    {
        var figures = new Figures($"peer: calls of 1, 10 and 200 viewers, {options.Followers} followers, {seconds} s each", TimeProvider.System);
        var ours = new List<(double Calls, double Bytes)>();
        foreach (var viewers in Crowds)
        {
            await using var rig = await Rig.StartAsync(options, cancel);
            await using var crowd = await rig.OpenAsync(viewers, path, cancel);
            ours.Add(await CountAsync(rig, seconds, cancel));
            Say(figures, "Switchback, both clusters", viewers, ours[^1]);
        }
        foreach (var viewers in Crowds)
        {
            await using var rig = await Rig.StartStubAloneAsync(options, cancel);
            await using var tabs = ChildProcess.Start("node", Script(), rig.FollowerUrl, viewers.ToString(CultureInfo.InvariantCulture));
            Say(figures, "Kibana's two calls, one cluster", viewers, await CountAsync(rig, seconds, cancel));
        }
        // The slow clocks need not strike equally often in two windows of the same length.
        figures.AtMost("calls of 200 viewers against those of 1", ours[^1].Calls / ours[0].Calls, 1.1, "x");
        return figures.ExitCode;
    }

    private static async Task<(double Calls, double Bytes)> CountAsync(Rig rig, int seconds, CancellationToken cancel)
    {
        var before = await rig.ReportAsync(cancel);
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancel);
        var after = await rig.ReportAsync(cancel);
        return ((after.TotalCalls - before.TotalCalls) * 60.0 / seconds, (after.TotalBytes - before.TotalBytes) * 60.0 / seconds);
    }

    private static void Say(Figures figures, string who, int viewers, (double Calls, double Bytes) cost) =>
        figures.Note($"{who}, {viewers} watching", string.Create(CultureInfo.InvariantCulture, $"{cost.Calls:0} calls, {cost.Bytes / 1024 / 1024:0.0} MB a minute"));

    private static string Script()
    {
        var clients = Path.Combine(RigOptions.Repository().FullName, "tests/clients");
        return Directory.Exists(Path.Combine(clients, "node_modules"))
            ? Path.Combine(clients, "kibana.mjs")
            : throw new DirectoryNotFoundException($"The official client is not installed: npm ci in {clients}.");
    }
}
