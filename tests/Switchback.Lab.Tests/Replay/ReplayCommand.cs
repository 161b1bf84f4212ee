namespace Switchback.Lab.Tests.Replay;

/// <summary><c>replay FILE|all --a URL --b URL</c>: replays against a running pair and says where it parts.</summary>
public sealed class ReplayCommand(TextWriter output)
{
    public const int PartsNowhere = 0;
    public const int Parts = 1;
    public const int Refused = 2;

    public async Task<int> RunAsync(ReplayRequest request, CancellationToken cancellation)
    {
        using var pair = new Pair(request.A, request.B);
        try
        {
            var recordings = RecordingFiles.Find(request.File);
            var isLab = request.Kind == PairKind.Lab || (request.Kind == PairKind.Asked && await IsLabAsync(pair, cancellation));
            if (!isLab && recordings.Count > 1)
                throw new RefusalException("each recording starts on an empty pair: against a real one, replay one file at a time.");
            return await ReplayAllAsync(recordings, pair, isLab, request.Report, cancellation);
        }
        catch (Exception fault) when (fault is RefusalException or HttpRequestException or FileNotFoundException)
        {
            await output.WriteLineAsync(fault.Message);
            return Refused;
        }
    }

    private async Task<int> ReplayAllAsync(
        IReadOnlyList<Recording> recordings, Pair pair, bool isLab, ReportOptions options, CancellationToken cancellation)
    {
        var secured = (await pair.GetAsync(Side.A, "/", null, cancellation)).Status == 401;
        using var steering = new LabSteering(pair);
        var replayer = new Replayer(pair, isLab ? steering : new RealSteering(pair), RecordingFiles.ReadRules());
        var writer = new ReportWriter(output, options);
        var reports = new List<ReplayReport>();
        foreach (var recording in recordings)
        {
            if (recording.Given.Security != secured)
            {
                await output.WriteLineAsync($"{recording.File}: not replayed, it wants a pair with security {(secured ? "off" : "on")}");
                continue;
            }

            var report = await replayer.ReplayAsync(recording, cancellation);
            writer.Write(report);
            reports.Add(report);
        }

        await output.WriteLineAsync(Summarise(reports));
        return reports.Count == 0 ? Refused : reports.Any(report => report.Parted.Count > 0) ? Parts : PartsNowhere;
    }

    private static string Summarise(IReadOnlyList<ReplayReport> reports)
    {
        var parted = reports.Sum(report => report.Parted.Count);
        return $"{reports.Count} recordings, {reports.Sum(report => report.Steps.Count)} steps, {parted} parted";
    }

    private static async Task<bool> IsLabAsync(Pair pair, CancellationToken cancellation) =>
        (await pair.GetAsync(Side.A, "/_lab", null, cancellation)).Status == 200;
}

/// <param name="File">a recording's name or path, or <c>all</c></param>
public sealed record ReplayRequest(string File, Uri A, Uri B, PairKind Kind, ReportOptions Report);

/// <summary>What the pair is, or that it is asked.</summary>
public enum PairKind
{
    Asked,
    Lab,
    Real,
}
