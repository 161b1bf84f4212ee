using System.Collections.Immutable;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Core.Tests.Runs;

/// <summary>A run of a promotion (stop, shut, cut, open; shut and stop can be taken back) as it may stand at any moment.</summary>
internal static class SomeRun
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    public static readonly ItemRun Untouched = Item();
    public static readonly ItemRun Stopped = Item(1);
    public static readonly ItemRun Shut = Item(1, 2);
    public static readonly ItemRun Cut = Item(1, 2, 3);
    public static readonly ItemRun Through = Item(1, 2, 3, 4);
    public static readonly ItemRun CutIsOut = Shut with { Open = [3] };

    private static readonly TapeDriver Driver = new(new Estate());

    /// <summary>A run of which the items a, b, c, … stand like this.</summary>
    public static Run Of(params ItemRun[] items) => Of(withUndo: true, items);

    /// <summary>The same, of a plan that knows no way back for the first step.</summary>
    public static Run OneWay(params ItemRun[] items) => Of(withUndo: false, items);

    public static ItemRun Halts(this ItemRun item, int at = 3) => item with { Stop = new ItemStop(at, "It is in use.", "Free it.", "CUT a") };

    private static Run Of(bool withUndo, ItemRun[] items)
    {
        string[] names = [.. items.Select((_, place) => ((char)('a' + place)).ToString())];
        var plan = Plans.Promotion(Driver, Now, names);
        if (!withUndo) plan = plan with { UndoSteps = [.. plan.UndoSteps.Where(undo => undo.Number == -2)] };
        return new Run
        {
            Id = "r1",
            Plan = plan,
            Phase = RunPhase.Running,
            Who = Life.Operator.Who,
            Name = "Otto",
            Reason = "because",
            RequestedAt = Now,
            Needs = 1,
            Until = Now.AddHours(24),
            StartedAt = Now,
            Items = plan.Items.Zip(items, (item, stands) => stands with { Item = item }).ToImmutableDictionary(item => item.Item.Key, StringComparer.Ordinal),
        };
    }

    private static ItemRun Item(params int[] done) => new ItemRun(new PlanItem("away", "a", "id-a", new Dictionary<string, string>())) with { Done = [.. done] };
}
