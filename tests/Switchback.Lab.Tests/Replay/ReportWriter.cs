using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>Writes what a replay found for a person: the step, the request, and each point where recorded and answered part.</summary>
public sealed class ReportWriter(TextWriter output, ReportOptions options)
{
    private const int ShortLine = 140;
    private const int LongValue = 300;
    private const int ManyDifferences = 12;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public void Write(ReplayReport report)
    {
        var parted = report.Parted;
        var verdict = parted.Count == 0 ? "parts nowhere" : $"parts in {parted.Count} of {report.Steps.Count} steps";
        output.WriteLine($"{report.Recording.File}: {verdict} ({report.Took.TotalSeconds:0.0} s)");
        foreach (var step in parted.Where(step => options.Steps.Holds(step.Number)))
            Write(step);
    }

    private void Write(StepReport step)
    {
        output.WriteLine($"  #{step.Number}  {Describe(step.Step)}");
        if (!options.Verbose && step is { Step: Step.Request { Recorded: { } recorded }, Reply: Reply.Answered(var answer) }
            && recorded.Status != answer.Status)
        {
            WriteAnswers(recorded, answer);
            return;
        }

        var shown = options.Verbose ? step.Differences.Count : ManyDifferences;
        foreach (var difference in step.Differences.Take(shown))
            Write(difference);
        if (step.Differences.Count > shown)
            output.WriteLine($"      and {step.Differences.Count - shown} more (--verbose shows them)");
        if (options.Verbose && step.Step is Step.Request request)
            WriteBodies(request, step.Reply);
    }

    // Where not even the status is the same, field by field says less than the two answers.
    private void WriteAnswers(RecordedAnswer recorded, Answer answer)
    {
        output.WriteLine($"      recorded {recorded.Status} {Shorten(recorded.Body?.GetRawText() ?? "")}".TrimEnd());
        output.WriteLine($"      answered {answer.Status} {Shorten(answer.Text.TrimEnd())}".TrimEnd());
    }

    private void Write(Difference difference)
    {
        var path = difference.Path.Length == 0 ? "(body)" : difference.Path;
        var recorded = Shorten(difference.Recorded);
        var answered = Shorten(difference.Answered);
        if (path.Length + recorded.Length + answered.Length < ShortLine)
        {
            output.WriteLine($"      {path}: recorded {recorded}, answered {answered}");
            return;
        }

        output.WriteLine($"      {path}");
        output.WriteLine($"        recorded {recorded}");
        output.WriteLine($"        answered {answered}");
    }

    private void WriteBodies(Step.Request request, Reply? reply)
    {
        if (request.Note is { } note)
            WriteBlock("note", note);
        if (request.Body is SentBody.Json sent)
            WriteBlock("sent", Indent(sent.Value));
        if (request.Body is SentBody.Text text)
            WriteBlock("sent", text.Value);
        if (request.Recorded is { Body: { } body } recorded)
            WriteBlock($"recorded {recorded.Status}", body.ValueKind == JsonValueKind.String ? body.GetString()! : Indent(body));
        if (reply is Reply.Answered { Answer: var answer })
            WriteBlock($"answered {answer.Status}", answer.Json is { } json ? Indent(json) : answer.Text);
    }

    private void WriteBlock(string title, string text)
    {
        output.WriteLine($"      {title}:");
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            output.WriteLine($"        {line}");
    }

    private string Shorten(string value) =>
        options.Verbose || value.Length <= LongValue ? value : $"{value[..LongValue]}... ({value.Length} characters)";

    private static string Describe(Step step) => step switch
    {
        Step.Request request => $"{request.On.Letter()}  {request.Line}",
        Step.Steer steer => $"{steer.Cluster.Letter()}  {steer.Handling.ToString().ToLowerInvariant()} the cluster",
        Step.Wait wait => $"wait {wait.Time.TotalSeconds:0.###} s ({wait.Why})",
        Step.Say say => say.Heading,
        _ => throw new InvalidOperationException($"no such step: {step}"),
    };

    private static string Indent(JsonElement value) => JsonSerializer.Serialize(value, s_indented);
}
