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
        await steering.PrepareAsync(recording, cancellation);
        var superuser = recording.Given.Superuser;
        var variables = await GivenVariables.ReadAsync(pair, superuser, cancellation);
        var requests = new RequestReplay(recording, rules, variables, new Asking(pair, steering, variables, superuser));
        var steps = new List<StepReport>();
        foreach (var (number, step) in recording.Steps.Index())
            steps.Add(await ReplayAsync(number, step, requests, cancellation));
        return new ReplayReport(recording, steps, Stopwatch.GetElapsedTime(started));
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
            return new StepReport(number, step, [new Difference(Difference.Steering, "done", fault.Message)], null);
        }
    }
}
