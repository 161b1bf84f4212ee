namespace Switchback.Dashboard.Kit;

/// <summary>A column of a <see cref="DataTable{TLine}"/>.</summary>
/// <param name="Sort">What orders by it; null when nothing does.</param>
/// <param name="Width">In pixels; null takes what the others leave, <paramref name="LeastWidth"/> at least.</param>
/// <param name="IsLargestFirst">The first click puts the largest first.</param>
public sealed record TableColumn(string Id, string Title, string? Sort = null, int? Width = null, int LeastWidth = 120, bool IsNumber = false, bool IsLargestFirst = false);
