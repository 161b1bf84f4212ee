using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests;

/// <summary>The measure of the lab: it answers as a real pair did, but for the steps its ledger names.</summary>
public sealed class RecordingTests
{
    private const int RecordedRequests = 929;

    public static TheoryData<string> Recordings => [.. RecordingFiles.Names];

    private static PartingLedger Ledger { get; } =
        PartingLedger.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, PartingLedger.FileName)));

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Lab_ARecordingIsReplayed_PartsOnlyWhereTheLedgerSays(string file)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var recording = RecordingFiles.Read(file);
        await using var lab = await LabPair.StartAsync(recording.Given, cancellation);

        var report = await lab.ReplayAsync(recording, cancellation);

        var faults = Ledger.FaultsIn(report);
        Assert.True(faults.Count == 0, $"{string.Join('\n', faults)}\n\n{Describe(Ledger.UnforeseenIn(report))}");
    }

    [Fact]
    public void Recordings_AllOfThem_HoldWhatWasRecorded()
    {
        var recordings = RecordingFiles.Names.Select(RecordingFiles.Read).ToList();

        Assert.Equal(23, recordings.Count);
        Assert.All(recordings, recording => Assert.NotEmpty(recording.Requests));
        Assert.Equal(RecordedRequests, recordings.Sum(recording => recording.Requests.Count()));
        Assert.Equal(RecordingFiles.Names.Count, Recordings.Count());
    }

    [Fact]
    public void Ledger_EveryEntry_NamesAStepThatExists()
    {
        var steps = RecordingFiles.Names
            .Select(RecordingFiles.Read)
            .SelectMany(recording => recording.Steps.Select((_, number) => new StepName(recording.File, number)))
            .ToHashSet();

        Assert.Empty(Ledger.Steps.Where(step => !steps.Contains(step)));
    }

    private static string Describe(ReplayReport report)
    {
        using var output = new StringWriter();
        new ReportWriter(output, ReportOptions.Short).Write(report);
        return output.ToString();
    }
}
