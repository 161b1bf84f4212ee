using Microsoft.Extensions.DependencyInjection;
using Switchback.Core.Journal;
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
}
