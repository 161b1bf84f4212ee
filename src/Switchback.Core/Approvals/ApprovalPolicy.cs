using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Approvals;

/// <summary>How many people have to agree to what, and whether they do. Pure: asked when a run starts and before each call.</summary>
public sealed class ApprovalPolicy(IReadOnlyList<PairOptions> pairs)
{
    /// <summary>How long a wish waits for somebody to agree.</summary>
    public static readonly TimeSpan RequestLife = TimeSpan.FromHours(24);

    /// <summary>How long a yes counts.</summary>
    public static readonly TimeSpan ApprovalLife = TimeSpan.FromHours(1);

    /// <summary>How many people it takes to set a guard aside, whatever the pair says.</summary>
    public const int BreakGlass = 2;

    private static readonly PairPolicy Default = new();

    /// <summary>Whether there is such a pair.</summary>
    public bool Knows(string pair) => pairs.Any(known => string.Equals(known.Id, pair, StringComparison.OrdinalIgnoreCase));

    /// <summary>For a whole plan: what its gravest step needs, by the strictest pair it touches.</summary>
    public int Needed(Plan plan) => plan.Steps.Select(step => Needed(plan, step.Class)).DefaultIfEmpty(0).Max();

    public int Needed(Plan plan, StepClass grave)
    {
        var atLeast = plan.BrokenGlass.Count > 0 && grave != StepClass.Read ? BreakGlass : 0;
        var policies = plan.Pairs.Select(id => pairs.FirstOrDefault(pair => pair.Id == id)?.Policy ?? Default).Append(Default);
        return Math.Max(atLeast, grave switch
        {
            StepClass.Read or StepClass.Reversible => 0,
            StepClass.Promote => policies.Max(policy => policy.Promote),
            StepClass.Destroy => policies.Max(policy => policy.Destroy),
            StepClass.Route => policies.Max(policy => policy.Route),
            _ => throw new ArgumentOutOfRangeException(nameof(grave)),
        });
    }

    /// <summary>Those whose yes counts now: to this very plan, in time, not taken back, by somebody else than who asked, who still may.</summary>
    public static IReadOnlyList<string> Agreed(Run run, IPeople people, DateTimeOffset now) =>
    [
        .. run.Approvals
            .Where(given => !given.Revoked && given.Hash == run.Plan.Hash && given.At <= now && now < given.Until && given.Who != run.Who && people.MayApprove(given.Who))
            .Select(given => given.Who)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>How many more have to agree before a step of this class may be sent.</summary>
    public int Missing(Run run, StepClass grave, IPeople people, DateTimeOffset now) =>
        Needed(run.Plan, grave) is var needed && needed == 0 ? 0 : Math.Max(0, needed - Agreed(run, people, now).Count);
}
