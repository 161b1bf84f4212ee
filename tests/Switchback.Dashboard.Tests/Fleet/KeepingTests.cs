using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Fleet;
using Switchback.Core.Journal;
using Switchback.Core.Pairs;
using Switchback.Elasticsearch.Watching;
using Switchback.Storage.Files;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Fleet;

/// <summary>What has to outlive the app, through a real restart on the same data folder.</summary>
public sealed class KeepingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Law10_MappingsRecordsAndPositions_OutliveTheApp()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var mapping = new FollowMapping("clusterB", "bar", "uuid-b", "clusterA", "foo", "uuid-a", "clusterA", new Dictionary<string, string> { ["max_read_request_size"] = "64mb" });
        var assembler = dashboard.Services.GetRequiredService<FleetAssembler>();
        assembler.WithMemory(memory =>
        {
            memory.Note(mapping);
            return 0;
        });
        await dashboard.Services.GetRequiredService<MemoryKeeper>().WriteAsync(Cancel);
        await dashboard.Services.GetRequiredService<ActiveRecords>().RecordAsync(new Actor("rehearsal:operator", true), "orders", Side.Away, null, "moved", Cancel);
        var positions = new LastPositions(
            new Dictionary<string, DateTimeOffset> { ["clusterA"] = Some.Now }, new Dictionary<string, LeaderPositions> { ["uuid-a"] = new("clusterA", "foo", [[0, 41, 41]]) });
        dashboard.Services.GetRequiredService<StateFile<LastPositions>>().Set(positions);

        await dashboard.StopAsync();
        await dashboard.StartAgainAsync();

        var after = dashboard.Services.GetRequiredService<FleetAssembler>();
        Assert.Equal(mapping, after.WithMemory(memory => memory.Find("clusterB", "bar")));
        Assert.Equal(Side.Away, dashboard.Services.GetRequiredService<ActiveRecords>().Of("orders")!.Active);
        Assert.Equal(Some.Now, dashboard.Services.GetRequiredService<FleetMonitor>().Current.Member("clusterA")!.AsOf);
    }

    [Fact]
    public async Task Law11_EditedLine_StartsTheAppWatchOnlyAndSaysWhere()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var records = dashboard.Services.GetRequiredService<ActiveRecords>();
        await records.RecordAsync(new Actor("rehearsal:operator", true), "orders", Side.Home, null, "first", Cancel);
        await records.RecordAsync(new Actor("rehearsal:operator", true), "orders", Side.Away, null, "second", Cancel);
        await dashboard.StopAsync();
        var file = Directory.GetFiles(Path.Combine(dashboard.DataFolder, "rehearsal", "journal"), "journal-*.jsonl").Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).Replace("first", "other", StringComparison.Ordinal), Cancel);

        await dashboard.StartAgainAsync();

        var condition = Assert.IsType<JournalCondition.WatchOnly>(dashboard.Services.GetRequiredService<IJournal>().Condition);
        Assert.Equal(1, condition.Damage.Line);
        var outcome = await dashboard.Services.GetRequiredService<ActiveRecords>().RecordAsync(new Actor("rehearsal:operator", true), "orders", Side.Home, null, "", Cancel);
        Assert.IsType<RecordOutcome.Refused>(outcome);
    }
}
