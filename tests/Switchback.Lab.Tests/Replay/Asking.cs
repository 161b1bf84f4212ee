namespace Switchback.Lab.Tests.Replay;

/// <summary>Asks a cluster as a recorded step did: once, until its conditions hold, or giving up after a while.</summary>
public sealed class Asking(Pair pair, ISteering steering, Variables variables, string? superuser)
{
    // A request that hangs waits for the clusters' time as often as for a busy machine: both get their chance.
    private static readonly TimeSpan s_prompt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public async Task<Reply> OnceAsync(Step.Request step, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_limit);
        try
        {
            var answering = SendAsync(step, limit.Token);
            await HelpAlongAsync(answering, limit.Token);
            return new Reply.Answered(await answering);
        }
        catch (HttpRequestException fault)
        {
            return new Reply.None(fault.InnerException?.Message ?? fault.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Reply.None($"no answer within {s_limit.TotalSeconds:0} s");
        }
    }

    /// <summary>Asks again until every condition holds. A refused connection is "not yet".</summary>
    public async Task<(Reply Last, IReadOnlyList<Condition> Unmet)> UntilAsync(
        Step.Request step, TimeSpan patience, CancellationToken cancellation)
    {
        var waited = TimeSpan.Zero;
        for (var look = 0; ; look++)
        {
            var reply = await OnceAsync(step, cancellation);
            var unmet = UnmetBy(reply, step.Until);
            if (unmet.Count == 0 || waited >= patience)
                return (reply, unmet);
            waited += await steering.PassBetweenLooksAsync(look, cancellation);
        }
    }

    /// <summary>Closes the connection after the time stated in the step, as the recorded caller did.</summary>
    public async Task<Reply> GiveUpAsync(Step.Request step, TimeSpan after, CancellationToken cancellation)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var answering = SendAsync(step, giveUp.Token);
        await steering.PassBeforeGivingUpAsync(after, cancellation);
        await giveUp.CancelAsync();
        try
        {
            return new Reply.Answered(await answering);
        }
        catch (HttpRequestException fault)
        {
            return new Reply.None(fault.InnerException?.Message ?? fault.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Reply.None(GaveUp);
        }
    }

    public const string GaveUp = "gave up";

    private Task<Answer> SendAsync(Step.Request step, CancellationToken cancellation) =>
        pair.Wire.SendAsync(pair.AddressOf(step.On), OutgoingRequest.From(step, variables, superuser), cancellation);

    private async Task HelpAlongAsync(Task answering, CancellationToken cancellation)
    {
        await Task.WhenAny(answering, Pause.ForAsync(s_prompt, cancellation));
        while (!answering.IsCompleted)
        {
            await steering.PassWhileHangingAsync(cancellation);
            await Task.WhenAny(answering, Pause.ForAsync(s_rest, cancellation));
        }
    }

    private List<Condition> UnmetBy(Reply reply, IReadOnlyList<Condition> conditions) => reply is Reply.Answered { Answer: var answer }
        ? [.. conditions.Where(condition => !condition.Holds(answer, variables))]
        : [.. conditions];
}
