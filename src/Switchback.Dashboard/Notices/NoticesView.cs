using Switchback.Core.Pairs;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Notices;

/// <summary>What one tab shows of the notices: the list, how many are unread, and those that came while it was open. Draws nothing.</summary>
/// <param name="from">Where the journal ended when the tab was opened: what came before is no news to it.</param>
public sealed class NoticesView(NoticeBook book, NoticeMarks marks, RunBook runs, long from)
{
    private const int MostListed = 50;
    private const int MostToasts = 3;

    /// <summary>News that asks for nothing goes by itself; it stays in the list.</summary>
    private static readonly TimeSpan ToastLife = TimeSpan.FromSeconds(12);

    private readonly List<(ShownNotice Notice, DateTimeOffset At)> _toasts = [];
    private readonly HashSet<long> _toasted = [];
    private (long Notices, long Runs, long Marks, string? Who) _told = (-1, -1, -1, null);
    private bool _isOpen;

    public IReadOnlyList<ShownNotice> Listed { get; private set; } = [];

    public int Unread { get; private set; }

    /// <summary>What was read when the list was opened; what came after is marked as new in it.</summary>
    public long ReadTo { get; private set; }

    public IReadOnlyList<ShownNotice> Toasts => [.. _toasts.Select(toast => toast.Notice)];

    /// <summary>Something else is to be drawn than before.</summary>
    public bool HasChanged { get; private set; }

    /// <param name="here">The page that this tab shows: it says itself what happens on it.</param>
    public void Look(Actor actor, string here, DateTimeOffset now)
    {
        var before = _toasts.Count;
        _toasts.RemoveAll(toast => toast.Notice.Tone.Length == 0 && now - toast.At > ToastLife);
        HasChanged = _toasts.Count != before;
        var told = (book.Sequence, runs.Version, marks.Version, actor.Who);
        if (told == _told) return;
        _told = told;
        HasChanged = true;
        Listed = [.. book.Newest.Select(notice => ShownNotice.Of(notice, actor, id => runs.Find(id)?.Run)).OfType<ShownNotice>().Take(MostListed)];
        var mark = marks.Of(actor.Who, book.Sequence);
        Unread = Listed.Count(notice => notice.Sequence > mark);
        if (!_isOpen) ReadTo = mark;
        Toast(here, now);
    }

    /// <summary>The person opens the list, and has read it then, in every tab.</summary>
    public void Open(Actor actor)
    {
        (_isOpen, ReadTo, Unread, HasChanged) = (true, marks.Of(actor.Who, book.Sequence), 0, true);
        _toasts.Clear();
        marks.Set(actor.Who, book.Sequence);
    }

    public void Dismiss(long sequence) => _toasts.RemoveAll(toast => toast.Notice.Sequence == sequence);

    private void Toast(string here, DateTimeOffset now)
    {
        // A run may become known a moment after its event: what counts is whether this very notice was told.
        foreach (var notice in Listed.Reverse().Where(notice => notice.Sequence > from && _toasted.Add(notice.Sequence) && notice.Href != here)) _toasts.Add((notice, now));
        // What is shown says how it is now: a question that nobody waits for any more is none.
        for (var i = _toasts.Count - 1; i >= 0; i--)
        {
            if (Listed.FirstOrDefault(notice => notice.Sequence == _toasts[i].Notice.Sequence) is { } newer && newer != _toasts[i].Notice) _toasts[i] = (newer, now);
        }

        if (_toasts.Count > MostToasts) _toasts.RemoveRange(0, _toasts.Count - MostToasts);
    }
}
