using Switchback.Dashboard.Fleet;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>A row that stays the same object while its content changes: the grid keys rows by it.</summary>
public sealed class FollowerRow(FollowerLine line)
{
    public FollowerLine Line { get; set; } = line;
}
