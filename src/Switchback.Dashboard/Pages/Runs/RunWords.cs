using Switchback.Core.Fleet;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Pages.Runs;

/// <summary>Runs and their items as people read them.</summary>
public static class RunWords
{
    public static Grade Grade(RunPhase phase) => phase switch
    {
        RunPhase.Succeeded => Core.Fleet.Grade.Fine,
        RunPhase.Running => Core.Fleet.Grade.Working,
        RunPhase.AwaitingApproval or RunPhase.Paused => Core.Fleet.Grade.Watch,
        RunPhase.NeedsHuman or RunPhase.Failed => Core.Fleet.Grade.Bad,
        _ => Core.Fleet.Grade.Resting,
    };

    public static (string Word, Grade Grade) Item(ItemPhase phase) => phase switch
    {
        ItemPhase.Untouched => ("Not begun", Core.Fleet.Grade.Resting),
        ItemPhase.UnderWay => ("Under way", Core.Fleet.Grade.Working),
        ItemPhase.Done => ("Done", Core.Fleet.Grade.Fine),
        ItemPhase.Undone => ("Taken back", Core.Fleet.Grade.Resting),
        ItemPhase.Stopped => ("Needs a person", Core.Fleet.Grade.Bad),
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    /// <summary>How far it is, in one line for lists.</summary>
    public static string Progress(Run run)
    {
        var (done, stopped) = (run.Count(ItemPhase.Done), run.Count(ItemPhase.Stopped));
        return $"{Kit.Words.Count(done)} of {Kit.Words.Count(run.Items.Count)}{(stopped > 0 ? $", {Kit.Words.Count(stopped)} stopped" : "")}";
    }
}
