using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Bench.Circuits;
using Switchback.Bench.Stub;
using Switchback.Core.Fleet;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Measuring;

/// <summary>The viewers without a screen that the load is measured with are viewers to the app.</summary>
public sealed class CircuitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Circuit_OnTheFollowerList_DrawsItsFirstWindowAndEachPoll()
    {
        await using var stub = await StubServer.StartAsync(followers: 200, TimeProvider.System);
        await using var dashboard = await StartAsync(stub);
        var rows = new TaskCompletionSource();
        var polls = new TaskCompletionSource();
        var codes = new HashSet<string>();

        await using var circuit = await OpenAsync(dashboard, batch =>
        {
            var text = Encoding.UTF8.GetString(batch);
            if (text.Contains(StubWorld.Name(8), StringComparison.Ordinal)) rows.TrySetResult();
            codes.UnionWith(Enumerable.Range(1, 40).Select(LagOf).Where(lag => text.Contains(lag, StringComparison.Ordinal)));
            if (codes.Count >= 3) polls.TrySetResult();
        });

        await rows.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await polls.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Null(circuit.Failure);
        Assert.True(circuit.Bytes > 0);
    }

    [Fact]
    public async Task Circuit_Closed_GivesItsSubscriptionsBack()
    {
        await using var stub = await StubServer.StartAsync(followers: 20, TimeProvider.System);
        await using var dashboard = await StartAsync(stub);
        var monitor = dashboard.Services.GetRequiredService<FleetMonitor>();
        var before = monitor.Subscribers;
        var circuits = new List<Circuit>();
        for (var i = 0; i < 3; i++) circuits.Add(await OpenAsync(dashboard, _ => { }));
        Assert.True(monitor.Subscribers >= before + 3);

        foreach (var circuit in circuits) await circuit.DisposeAsync();

        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (monitor.Subscribers != before) await ticks.WaitForNextTickAsync(patience.Token);
    }

    [Fact]
    public async Task Circuit_OfAPageThatIsNone_SaysSo()
    {
        await using var stub = await StubServer.StartAsync(followers: 1, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Circuit.OpenAsync(new Uri(stub.LeaderUrl), TestContext.Current.CancellationToken));

        Assert.StartsWith("The page has no live component", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The lag of what is written in a generation says in which. In a batch each text stands behind its length.</summary>
    private static string LagOf(int generation) => $"\u0003{StubWorld.Code(generation)}0";

    private static Task<Circuit> OpenAsync(RunningDashboard dashboard, Action<byte[]> onBatch) =>
        Circuit.OpenAsync(new Uri(new Uri(dashboard.Url), "/followers"), TestContext.Current.CancellationToken, onBatch);

    private static Task<RunningDashboard> StartAsync(StubServer stub) => RunningDashboard.StartAsync(
        "--Clusters:clusterA:Urls", stub.LeaderUrl, "--Clusters:clusterB:Urls", stub.FollowerUrl, "--Poll:Seconds", "1");
}
