using System.Runtime.CompilerServices;

namespace Switchback.Core.Runs;

/// <summary>Whether a run that goes through for all of its items or for none is past its point of no return. Found once for each state of a run.</summary>
internal sealed class Crossing
{
    private static readonly ConditionalWeakTable<Run, Crossing> Known = [];

    private Crossing(Run run)
    {
        var together = run.Plan.Steps.Where(step => step.Together && step.IsPointOfNoReturn).ToList();
        IsTogether = together.Count > 0 && together.Any(step => step.Items.Any(key => run.Items[key].Done.Contains(step.Number) || run.Items[key].Open.Contains(step.Number)));
    }

    public bool IsTogether { get; }

    public static Crossing Of(Run run) => Known.GetValue(run, static state => new Crossing(state));
}
