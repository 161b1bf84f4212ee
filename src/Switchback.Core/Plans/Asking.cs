namespace Switchback.Core.Plans;

/// <summary>What a run asks people before it goes on, on the ground of what it has found by then.</summary>
/// <param name="Question">What they say yes to.</param>
/// <param name="People">How many have to.</param>
/// <param name="ByOthers">Approvers only, and not the one who asked for the run.</param>
/// <param name="WantsWords">They write what they have done or seen; a click is not enough.</param>
public sealed record Asking(string Question, int People = 1, bool ByOthers = false, bool WantsWords = false);
