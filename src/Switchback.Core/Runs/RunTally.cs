using System.Runtime.CompilerServices;

namespace Switchback.Core.Runs;

/// <summary>How many items of a run are how far. Counted once for each state of a run, however many look at it.</summary>
public sealed class RunTally
{
    private static readonly ConditionalWeakTable<Run, RunTally> Known = [];

    private readonly int[] _counts = new int[Enum.GetValues<ItemPhase>().Length];

    private RunTally(Run run)
    {
        foreach (var item in run.Items.Values) _counts[(int)item.Phase(run.Plan)]++;
    }

    public int this[ItemPhase phase] => _counts[(int)phase];

    public static RunTally Of(Run run) => Known.GetValue(run, static counted => new RunTally(counted));
}
