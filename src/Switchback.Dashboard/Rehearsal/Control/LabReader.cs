namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>From the lab's answers to one snapshot. What could not be read is said, and what was known before is kept.</summary>
internal sealed class LabReader(LabControl control, TimeProvider time)
{
    public async Task<LabSnapshot> ReadAsync(LabSnapshot before, CancellationToken cancellationToken)
    {
        var answers = await AskAsync(["", "/links", "/faults", "/load", "/scenarios"], cancellationToken);
        var now = time.GetUtcNow();
        if (answers.FirstOrDefault(answer => answer is not LabAnswer.Done) is { } trouble)
        {
            return Silent(before, now, Why(trouble));
        }

        var bodies = answers.Select(answer => ((LabAnswer.Done)answer).Body).ToList();
        return (LabFacts.Self(bodies[0]), LabFacts.List<LabLink>(bodies[1], "links"), LabFacts.List<LabFault>(bodies[2], "faults"),
                LabFacts.List<LabLoad>(bodies[3], "load"), LabFacts.List<LabScenario>(bodies[4], "scenarios")) switch
        {
            ({ } self, { } links, { } faults, { } load, { } scenarios) =>
                new LabSnapshot(new LabLine.Answering(), now, new LabPicture(self, links, faults, load, scenarios)),
            _ => Silent(before, now, "What answers there is not a lab that this version knows."),
        };
    }

    /// <summary>One after the other, and no further than the first that fails: a lab that is gone is not asked five times.</summary>
    private async Task<IReadOnlyList<LabAnswer>> AskAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var answers = new List<LabAnswer>();
        foreach (var path in paths)
        {
            answers.Add(await control.GetAsync(path, cancellationToken));
            if (answers[^1] is not LabAnswer.Done)
            {
                break;
            }
        }

        return answers;
    }

    private static LabSnapshot Silent(LabSnapshot before, DateTimeOffset now, string why) =>
        before with { Line = new LabLine.Silent(before.Line is LabLine.Silent silent ? silent.Since : now, why) };

    private static string Why(LabAnswer trouble) => trouble switch
    {
        LabAnswer.Gone gone => gone.Why,
        LabAnswer.Unclear unclear => unclear.Why,
        LabAnswer.Refused refused => $"It answered with status {refused.Status}: {refused.Why}",
        _ => "It answered.",
    };
}
