namespace Switchback.Core.Plans;

/// <summary>
/// A replication system as plans and runs know it. It makes plans, sends calls and looks; what to do next is never its business.
/// Another system is another driver, and nothing here asks which.
/// </summary>
public interface IDriver
{
    /// <summary>The name under which pairs are configured for it.</summary>
    string System { get; }

    IReadOnlyList<OperationInfo> Operations { get; }

    /// <summary>Makes a plan from fresh facts, or says why not. Sends nothing that changes anything.</summary>
    Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel);

    /// <summary>The calls of a step, or those of them that carry these items; a call that carries many names then names fewer. Pure.</summary>
    IReadOnlyList<StepCall> CallsOf(Plan plan, PlanStep step, IReadOnlyCollection<string>? only = null);

    /// <summary>
    /// Looks, freshly, whether a step's effect is there on each of these items, is still on its way, or may be brought about now.
    /// Answers for every item; what cannot be seen is <see cref="Presence.Unclear"/>.
    /// </summary>
    Task<IReadOnlyDictionary<string, ItemSight>> LookAsync(Plan plan, PlanStep step, IReadOnlyList<PlanItem> items, CancellationToken cancel);

    /// <summary>Sends one call, once. Cancelling gives up waiting for the answer, and the answer is unknown then.</summary>
    Task<CallOutcome> SendAsync(PlanStep step, StepCall call, CancellationToken cancel);
}

/// <param name="Verb">As it is asked for, such as <c>pause</c>.</param>
/// <param name="Title">On a button.</param>
/// <param name="Sentence">What it does and when one wants it.</param>
/// <param name="Class">The gravest of its steps.</param>
public sealed record OperationInfo(string Verb, string Title, string Sentence, StepClass Class)
{
    /// <summary>It is for a whole pair, not for items that somebody names.</summary>
    public bool IsJourney { get; init; }
}
