using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Journal;
using Switchback.Core.Runs;
using Switchback.Dashboard.Hosting;
using Switchback.Tests.Running;

namespace Switchback.Dashboard.Tests.Runs;

public sealed class VerifyCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Law11_Verify_BesideARunningApp_SaysThatTheChainIsWhole_AndNamesAnEditedLine()
    {
        await using var app = await RunningDashboard.StartAsync();
        var journal = app.Services.GetRequiredService<IJournal>();
        for (var i = 0; i < 5; i++) await journal.AppendAsync("test", ExpectedVersion.Any, [NewEvent.Of("noted", "somebody", new { number = i })], Cancel);

        var (code, said) = Verify(app);
        Assert.True(code == 0, said);
        Assert.Contains(journal.Head.Hash, said);

        await app.StopAsync();
        var file = Directory.GetFiles(app.DataFolder, "journal-*.jsonl", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).Replace("\"number\":3", "\"number\":4", StringComparison.Ordinal), Cancel);
        var line = Array.FindIndex(await File.ReadAllLinesAsync(file, Cancel), text => text.Contains("\"number\":4", StringComparison.Ordinal)) + 1;

        (code, said) = Verify(app);
        Assert.Equal(1, code);
        Assert.Contains($"line {line}: the event is not the one that was written", said);
        await app.StartAgainAsync();
    }

    [Fact]
    public async Task Law11_DamagedJournal_TwoPeoplePutItAside_AndTheAppGoesOnWithTheBrakeOn()
    {
        await using var app = await RunningDashboard.StartAsync();
        var before = app.Services.GetRequiredService<IJournal>();
        for (var i = 0; i < 5; i++) await before.AppendAsync("test", ExpectedVersion.Any, [NewEvent.Of("noted", "somebody", new { number = i })], Cancel);
        await app.StopAsync();
        var file = Directory.GetFiles(app.DataFolder, "journal-*.jsonl", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).Replace("\"number\":3", "\"number\":4", StringComparison.Ordinal), Cancel);
        await app.StartAgainAsync();
        var journal = app.Services.GetRequiredService<IJournal>();
        Assert.IsType<JournalCondition.WatchOnly>(journal.Condition);
        using var admin = app.ClientOf("admin");
        using var approver = app.ClientOf("approver");
        using var viewer = app.ClientOf("viewer");

        Assert.Equal(403, await PostAsync(viewer, "", new { reason = "a disk failed" }));
        Assert.Equal(200, await PostAsync(admin, "", new { reason = "a disk failed" }));
        Assert.Equal(403, await PostAsync(admin, "/agree", new { }));
        Assert.Equal(403, await PostAsync(viewer, "/agree", new { }));
        Assert.Equal(200, await PostAsync(approver, "/agree", new { }));

        Assert.IsType<JournalCondition.Sound>(journal.Condition);
        Assert.Contains(app.Services.GetRequiredService<Controls>().InForce, halt => halt.Pair is null);
        Assert.IsType<Appended.Done>(await journal.AppendAsync("test", ExpectedVersion.Any, [NewEvent.Of("noted", "somebody", new { number = 9 })], Cancel));
        var (code, said) = Verify(app);
        Assert.True(code == 0, said);
        Assert.Contains(journal.Head.Hash, said);
    }

    [Fact]
    public void Verify_OfFaultySettings_EndsWithTwo()
    {
        var output = new StringWriter();

        Assert.Equal(2, VerifyCommand.Run(["--Poll:Seconds", "never"], output));
        Assert.Contains("Poll:Seconds", output.ToString());
    }

    private static (int Code, string Said) Verify(RunningDashboard app)
    {
        var output = new StringWriter();
        return (VerifyCommand.Run(["--DataFolder", app.DataFolder, "--Rehearsal:Clusters", "clusterA:1,clusterB:2"], output), output.ToString());
    }

    private static async Task<int> PostAsync(HttpClient client, string act, object body)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/audit/repair" + act, body, Cancel);
        return (int)answer.StatusCode;
    }
}
