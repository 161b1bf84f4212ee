using System.Text;

namespace Switchback.Lab.Tests.Replay;

/// <summary>
/// The recorded steps in which the lab still parts from the real pair, one a line: <c>file#step  # reason</c>. A step outside it
/// must agree and a step in it must part, so that it can only tell the truth.
/// </summary>
public sealed class PartingLedger(IReadOnlyDictionary<StepName, string> entries)
{
    public const string FileName = "PartingSteps.txt";

    private const string Heading =
        """
        # Recorded steps in which the lab still parts from the real pair: file#step  # where.
        # Steps are numbered from 0. Written by `dotnet run --project tests/Switchback.Lab.Tests -- ledger`.
        """;

    private const string ReasonMark = "  # ";

    public IEnumerable<StepName> Steps => entries.Keys;

    public static PartingLedger Parse(string text)
    {
        var entries = new Dictionary<StepName, string>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
                continue;
            var parts = line.Split(ReasonMark, 2);
            if (parts.Length < 2 || !entries.TryAdd(StepName.Parse(parts[0]), parts[1]))
                throw new FormatException($"the ledger's line wants a step, each once, and a reason: '{line}'");
        }

        return new PartingLedger(entries);
    }

    public static PartingLedger Of(IEnumerable<ReplayReport> reports) => new(
        reports.SelectMany(report => report.Parted.Select(step => (Name: NameOf(report, step), step)))
            .ToDictionary(entry => entry.Name, entry => ReasonOf(entry.step.Differences)));

    /// <summary>What does not fit: steps that part unforeseen, and entries whose step agrees by now.</summary>
    public IReadOnlyList<string> FaultsIn(ReplayReport report)
    {
        var unforeseen = UnforeseenIn(report).Parted.Select(step => $"{NameOf(report, step)} parts and is not in {FileName}");
        var outlived = report.Steps
            .Where(step => !step.Parts && entries.ContainsKey(NameOf(report, step)))
            .Select(step => $"{NameOf(report, step)} agrees: take it out of {FileName}");
        return [.. unforeseen, .. outlived];
    }

    /// <summary>The report without the steps that are known to part.</summary>
    public ReplayReport UnforeseenIn(ReplayReport report) => report with
    {
        Steps = [.. report.Steps.Where(step => !step.Parts || !entries.ContainsKey(NameOf(report, step)))],
    };

    public string Write()
    {
        var text = new StringBuilder(Heading).Append('\n');
        foreach (var (step, reason) in entries.OrderBy(entry => entry.Key.File, StringComparer.Ordinal).ThenBy(entry => entry.Key.Number))
            text.Append(step).Append(ReasonMark).Append(reason).Append('\n');
        return text.ToString();
    }

    private static StepName NameOf(ReplayReport report, StepReport step) => new(report.Recording.File, step.Number);

    // Only the first place, and no value but a status: an id or a port would change the ledger with every run.
    private static string ReasonOf(IReadOnlyList<Difference> differences) => differences[0] switch
    {
        { Path: Difference.Status } status => $"status {status.Answered}, recorded {status.Recorded}",
        { Path: "" } => "body",
        var first => first.Path,
    };
}

/// <summary>A step's name: its recording's file and its place in it, from 0.</summary>
public sealed record StepName(string File, int Number)
{
    public static StepName Parse(string text)
    {
        var mark = text.LastIndexOf('#');
        return mark > 0 && int.TryParse(text[(mark + 1)..], out var number)
            ? new StepName(text[..mark], number)
            : throw new FormatException($"a step is named file#number, not '{text}'");
    }

    public override string ToString() => $"{File}#{Number}";
}
