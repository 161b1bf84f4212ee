using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Switchback.Dashboard.Kit;

/// <summary>
/// A table that costs what can be seen of it: lines are asked for by their place, drawn by objects that stay, and sent only where
/// their text changed.
/// </summary>
public sealed partial class DataTable<TLine>
{
    private Virtualize<TLine>? _lines;

    /// <summary>What the table lists, for those who cannot see it.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<TableColumn> Columns { get; set; } = [];

    /// <summary>How many lines there are.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }

    /// <summary>Some of them, from a place on.</summary>
    [Parameter, EditorRequired]
    public Func<int, int, IReadOnlyList<TLine>> Lines { get; set; } = (_, _) => [];

    [Parameter, EditorRequired]
    public RenderFragment<TLine> Row { get; set; } = null!;

    /// <summary>What stands at the head of the boxes that select; without it there are none.</summary>
    [Parameter]
    public RenderFragment? Select { get; set; }

    /// <summary>The order as addresses write it: <c>lag</c>, or <c>-lag</c> for the largest first.</summary>
    [Parameter]
    public string Sort { get; set; } = "";

    [Parameter]
    public EventCallback<string> SortBy { get; set; }

    private int LeastWidth => Columns.Sum(column => column.Width ?? column.LeastWidth) + (Select is null ? 0 : 40);

    /// <summary>The lines in sight may be others now, or say something else.</summary>
    protected override Task OnParametersSetAsync() => _lines?.RefreshDataAsync() ?? Task.CompletedTask;

    private ValueTask<ItemsProviderResult<TLine>> Provide(ItemsProviderRequest request) =>
        new(new ItemsProviderResult<TLine>(Lines(request.StartIndex, Math.Clamp(request.Count, 0, Math.Max(0, Count - request.StartIndex))), Count));
}
