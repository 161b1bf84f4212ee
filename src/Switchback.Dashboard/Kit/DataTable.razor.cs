using Microsoft.AspNetCore.Components;
using Radzen;
using Radzen.Blazor;

namespace Switchback.Dashboard.Kit;

/// <summary>The one place that knows which grid we use. Virtualised with 40 px rows: only what can be seen is sent.</summary>
public sealed partial class DataTable<TRow>
{
    private RadzenDataGrid<TRow>? _grid;
    private int _shown;

    /// <summary>What the table lists, for those who cannot see it.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<TRow> Rows { get; set; } = [];

    /// <summary>A class for a row as a whole.</summary>
    [Parameter]
    public Func<TRow, string?>? RowClass { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The grid draws changed rows by itself; it asks for their number anew only when told to.
        if (!firstRender && _grid is not null && _shown != Rows.Count)
        {
            _shown = Rows.Count;
            await _grid.Reload();
        }

        _shown = Rows.Count;
    }

    private void RowRender(RowRenderEventArgs<TRow> row)
    {
        if (row.Data is { } data && RowClass?.Invoke(data) is { } name)
        {
            row.Attributes["class"] = name;
        }
    }
}

/// <summary>A column of a <see cref="DataTable{TRow}"/>.</summary>
public sealed class TableColumn<TRow> : RadzenDataGridColumn<TRow>
    where TRow : class;
