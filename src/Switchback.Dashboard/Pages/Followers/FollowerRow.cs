using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>What one row says. Two are equal when the row need not be drawn anew.</summary>
public readonly record struct FollowerCells(
    Grade Grade, string Verdict, string Reason, string Lag, string WhyLag, string Behind, string Lease, string WhyLease, string Since, string Shards, string Size, string? Age);

/// <summary>One row of the table, the same object for as long as it is in sight: told anew with each snapshot, and drawn only when it then says something else.</summary>
public sealed class FollowerRow(Item item)
{
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
    public void Tell(Item item, DateTimeOffset now, string? age, bool isSelected, bool isOpen, string address)
    {
        var cells = new FollowerCells(
            item.Verdict.Grade, FollowerWords.Verdict(item), Reason(item), FollowerWords.Lag(item), FollowerWords.WhyLag(item), FollowerWords.Behind(item),
            FollowerWords.Lease(item, now), FollowerWords.WhyLease(item, now), FollowerWords.Since(item, now),
            item.Parts > 0 ? Words.Count(item.Parts) : FollowerWords.Dash, item.Bytes is { } bytes ? Words.Bytes(bytes) : FollowerWords.Dash, age);
        var minute = now.ToUnixTimeSeconds() / 60;
        var isSame = cells == Cells && (isSelected, isOpen) == (IsSelected, IsOpen) && address == Address && ReferenceEquals(_trail, item.Trail) && minute == _minute
            && item.Source.Link == Item.Source.Link && item.Pair == Item.Pair && item.Rule == Item.Rule && item.Series == Item.Series && Revision > 0;
        Item = item;
        if (isSame) return;
        if (!ReferenceEquals(_trail, item.Trail) || minute != _minute) (Spark, WhySpark) = (SparkLine.Path(item.Trail, minute, 72, 20), SparkLine.Say(item.Trail));
        (Cells, IsSelected, IsOpen, Address, _trail, _minute) = (cells, isSelected, isOpen, address, item.Trail, minute);
        Revision++;
    }

    private static string Reason(Item item) => item.Verdict.Reason.Length > 0 ? item.Verdict.Reason : item.Verdict.Cause?.ToString() ?? "";
}
