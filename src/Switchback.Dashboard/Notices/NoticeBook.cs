using System.Collections.Immutable;
using Switchback.Core.Journal;

namespace Switchback.Dashboard.Notices;

/// <summary>The newest notices, whoever they are for: a fold over the journal, so every tab and every life of the app has the same.</summary>
public sealed class NoticeBook
{
    /// <summary>Older ones stand in the journal, and on the pages of their runs.</summary>
    public const int Most = 500;

    private ImmutableList<Notice> _notices = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Notice> Newest => Volatile.Read(ref _notices);

    /// <summary>Up to which event of the journal it knows; what came before it began to read counts as known.</summary>
    public long Sequence { get; private set; }

    public void Take(JournalEvent happened)
    {
        if (happened.Sequence <= Sequence) return;
        if (Notice.Of(happened) is { } notice)
        {
            var others = _notices.Count < Most ? _notices : _notices.RemoveRange(Most - 1, _notices.Count - Most + 1);
            Volatile.Write(ref _notices, others.Insert(0, notice));
        }

        Sequence = happened.Sequence;
    }
}
