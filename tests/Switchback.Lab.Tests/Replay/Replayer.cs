using System.Diagnostics;

namespace Switchback.Lab.Tests.Replay;

/// <summary>
/// Replays a recording step by step. Where a step parts it goes on: the report of one run then shows every parted step, though
/// a variable that could not be captured makes the steps that need it part too.
/// </summary>
public sealed class Replayer(Pair pair, ISteering steering, CompareRules rules)
{
    public async Task<ReplayReport> ReplayAsync(Recording recording, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var steps = await ReplayStepsAsync(recording, cancellation);
        return new ReplayReport(recording, steps, Stopwatch.GetElapsedTime(started));
    }

    private async Task<IReadOnlyList<StepReport>> ReplayStepsAsync(Recording recording, CancellationToken cancellation)
    {
        try
        {
            await steering.PrepareAsync(recording, cancellation);
        }
        catch (SteeringException fault)
        {
            return [.. recording.Steps.Select((step, number) => NotSteered(number, step, fault))];
        }

        var superuser = recording.Given.Superuser;
        var variables = await GivenVariables.ReadAsync(pair, superuser, cancellation);
        var requests = new RequestReplay(recording, rules, variables, new Asking(pair, steering, variables, superuser));
        var steps = new List<StepReport>();
        foreach (var (number, step) in recording.Steps.Index())
            steps.Add(await ReplayAsync(number, step, requests, cancellation));
        return steps;
    }

    private async Task<StepReport> ReplayAsync(int number, Step step, RequestReplay requests, CancellationToken cancellation)
    {
        try
        {
            switch (step)
            {
                case Step.Request request:
                    return await requests.ReplayAsync(number, request, cancellation);
                case Step.Steer steer:
                    await steering.HandleAsync(steer.Handling, steer.Cluster, cancellation);
                    break;
                case Step.Wait wait:
                    await steering.PassAsync(wait.Time, cancellation);
                    break;
                case Step.Say:
                    break;
            }

            return new StepReport(number, step, [], null);
        }
        catch (Exception fault) when (fault is SteeringException or HttpRequestException)
        {
            return NotSteered(number, step, fault);
        }
    }

    private static StepReport NotSteered(int number, Step step, Exception fault) =>
        new(number, step, [new Difference(Difference.Steering, "done", fault.Message)], null);
}
