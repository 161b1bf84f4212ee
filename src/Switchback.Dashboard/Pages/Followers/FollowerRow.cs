using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>What one row says. Two are equal when the row need not be drawn anew.</summary>
public readonly record struct FollowerCells(
    Grade Grade, string Verdict, string Reason, string Lag, string WhyLag, string Behind, string Lease, string WhyLease, string Since, string Shards, string Size, string? Age);

/// <summary>One row of the table, the same object for as long as it is in sight: told anew with each snapshot, and drawn only when it then says something else.</summary>
public sealed class FollowerRow(Item item)
{
    private FollowersAddress? _told;
    private LagTrail? _trail;
    private long _minute;

    public Item Item { get; private set; } = item;

    public FollowerCells Cells { get; private set; }

    /// <summary>The line of the last hour, as a path in a box of 72 by 20.</summary>
    public string Spark { get; private set; } = "";

    public string WhySpark { get; private set; } = "";

    public bool IsSelected { get; private set; }

    public bool IsOpen { get; private set; }

    public string Address { get; private set; } = "";

    /// <summary>Grows when the row says something else than before.</summary>
    public int Revision { get; private set; }

    /// <param name="age">How old what is known of it is, when it is older than it should be.</param>
    /// <param name="countsTime">The columns that count time from now are shown. They say something else every second, so elsewhere they say nothing.</param>
    public void Tell(Item item, DateTimeOffset now, string? age, bool isSelected, FollowersAddress address, bool countsTime)
    {
        var isOpen = address.Cluster == item.Member && address.Name == item.Name;
        var minute = now.ToUnixTimeSeconds() / 60;
        // What stayed the same object says what it said, but for what is counted from now.
        var cells = (Revision > 0 && ReferenceEquals(item, Item) ? Cells : Say(item)) with
        {
            Age = age,
            Lease = countsTime ? FollowerWords.Lease(item, now) : "",
            WhyLease = countsTime ? FollowerWords.WhyLease(item, now) : "",
            Since = countsTime ? FollowerWords.Since(item, now) : "",
        };
        var isSame = Revision > 0 && cells == Cells && (isSelected, isOpen) == (IsSelected, IsOpen) && address == _told && ReferenceEquals(_trail, item.Trail) && minute == _minute
            && item.Source.Link == Item.Source.Link && item.Pair == Item.Pair && item.Rule == Item.Rule && item.Series == Item.Series;
        Item = item;
        if (isSame) return;
        if (!ReferenceEquals(_trail, item.Trail) || minute != _minute) (Spark, WhySpark) = (SparkLine.Path(item.Trail, minute, 72, 20), SparkLine.Say(item.Trail));
        if (address != _told) Address = (address with { Cluster = item.Member, Name = item.Name }).ToString();
        (Cells, IsSelected, IsOpen, _told, _trail, _minute) = (cells, isSelected, isOpen, address, item.Trail, minute);
        Revision++;
    }

    private static FollowerCells Say(Item item) => new(
        item.Verdict.Grade, FollowerWords.Verdict(item), Reason(item), FollowerWords.Lag(item), FollowerWords.WhyLag(item), FollowerWords.Behind(item), "", "", "",
        item.Parts > 0 ? Words.Count(item.Parts) : FollowerWords.Dash, item.Bytes is { } bytes ? Words.Bytes(bytes) : FollowerWords.Dash, null);

    private static string Reason(Item item) => item.Verdict.Reason.Length > 0 ? item.Verdict.Reason : item.Verdict.Cause?.ToString() ?? "";
}
