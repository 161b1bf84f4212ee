namespace Switchback.Dashboard.Pages.Followers;

/// <summary>One line of the table: a follower, or the head of a group.</summary>
/// <param name="Place">Counted from one below the table's head.</param>
public readonly record struct FollowersLine(int Place, FollowerRow? Row, FollowerGroup? Group, bool IsFolded);
