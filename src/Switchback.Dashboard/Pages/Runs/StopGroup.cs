using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Pages.Runs;

/// <summary>Items of a run that stopped for the same reason: thousands of a kind are one thing to understand, and one to retry.</summary>
/// <param name="Items">In the plan's order.</param>
/// <param name="Next">The next call by hand for the first of them; null when there is no single one.</param>
public sealed record StopGroup(string Why, string Lift, IReadOnlyList<ItemRun> Items, string? Next)
{
    private const int MostNames = 3;

    /// <summary>The largest first.</summary>
    public static IReadOnlyList<StopGroup> Of(Run run) =>
    [
        .. run.InOrder.Where(item => item.Stop is not null)
            .GroupBy(item => (Generic(item, item.Stop!.Why), Generic(item, item.Stop!.Lift)))
            .Select(group => new StopGroup(group.First().Stop!.Why, group.First().Stop!.Lift, [.. group], group.First().Stop!.Next))
            .OrderByDescending(group => group.Items.Count),
    ];

    public string Names => Items.Count <= MostNames
        ? string.Join(", ", Items.Select(item => item.Item.Name))
        : $"{string.Join(", ", Items.Take(MostNames).Select(item => item.Item.Name))} and {Kit.Words.Count(Items.Count - MostNames)} more";

    /// <summary>A reason that names its own item is the same reason for the next one.</summary>
    private static string Generic(ItemRun item, string text) => text.Replace(item.Item.Name, "\0", StringComparison.Ordinal);
}
