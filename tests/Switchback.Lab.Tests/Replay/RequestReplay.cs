using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>Replays one request step: asks, captures, compares.</summary>
public sealed class RequestReplay(Recording recording, CompareRules rules, Variables variables, Asking asking)
{
    public async Task<StepReport> ReplayAsync(int number, Step.Request step, CancellationToken cancellation)
    {
        var missing = OutgoingRequest.TextsOf(step).SelectMany(variables.MissingIn).Distinct().ToList();
        if (missing.Count > 0)
            return new StepReport(number, step, [.. missing.Select(NoValue)], null);
        if (step is { GiveUpAfter: { } after, Recorded: null })
            return GivenUp(number, step, await asking.GiveUpAsync(step, after, cancellation));

        var (reply, unmet) = await asking.UntilAsync(step, rules.Patience, cancellation);
        return reply switch
        {
            Reply.Answered(var answer) => new StepReport(number, step, Compare(step, answer, unmet), reply),
            Reply.None(var why) => new StepReport(number, step, [new Difference(Difference.NoAnswer, "an answer", why)], reply),
            _ => throw new InvalidOperationException($"no such reply: {reply}"),
        };
    }

    private List<Difference> Compare(Step.Request step, Answer answer, IReadOnlyList<Condition> unmet)
    {
        var differences = unmet.Select(condition => Unmet(condition, answer)).ToList();
        // Captured first: the recorded answer speaks of the variables that are taken from it.
        differences.AddRange(Capture(step, answer));
        differences.AddRange(new AnswerComparison(rules, variables).Compare(recording, step, answer));
        return differences;
    }

    private static StepReport GivenUp(int number, Step.Request step, Reply reply) => reply switch
    {
        Reply.None(Asking.GaveUp) => new StepReport(number, step, [], reply),
        Reply.None(var why) => new StepReport(number, step, [new Difference(Difference.NoAnswer, "held open, unanswered", why)], reply),
        Reply.Answered(var answer) => new StepReport(
            number, step, [new Difference(Difference.NoAnswer, Difference.Nothing, $"{answer.Status} {answer.Text}")], reply),
        _ => throw new InvalidOperationException($"no such reply: {reply}"),
    };

    private IEnumerable<Difference> Capture(Step.Request step, Answer answer)
    {
        foreach (var (name, path) in step.Capture)
        {
            var found = answer.Json is { } body ? Place.Find(body, path) : null;
            if (found is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value)
                variables.Set(name, value);
            else
                yield return new Difference(Difference.Capture, $"{name} at {path}", found?.GetRawText() ?? Difference.Nothing);
        }
    }

    private static Difference NoValue(string name) => new(Difference.Variable, $"a value for ${{{name}}}", Difference.Nothing);

    private static Difference Unmet(Condition condition, Answer answer) =>
        new(Difference.Until, condition.ToString(), condition.Find(answer)?.GetRawText() ?? Difference.Nothing);
}
