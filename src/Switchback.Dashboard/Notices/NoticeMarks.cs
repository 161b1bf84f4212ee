using System.Collections.Immutable;
using Switchback.Storage.Files;

namespace Switchback.Dashboard.Notices;

/// <summary>How far each person has read, by who they are in the journal.</summary>
public sealed record NoticeMarksState(ImmutableDictionary<string, long> Read);

/// <summary>Which notices somebody has seen. Kept in a file: what was read in one tab, or before the app was started anew, is not news.</summary>
public sealed class NoticeMarks(StateFile<NoticeMarksState> file)
{
    private readonly Lock _gate = new();

    /// <summary>Grows when somebody has read something.</summary>
    public long Version { get; private set; }

    /// <param name="head">Where the journal ends: a mark beyond it belongs to another journal.</param>
    public long Of(string who, long head)
    {
        lock (_gate) return file.Value?.Read.GetValueOrDefault(who) is { } mark && mark <= head ? mark : 0;
    }

    public void Set(string who, long sequence)
    {
        lock (_gate)
        {
            var read = file.Value?.Read ?? ImmutableDictionary<string, long>.Empty;
            if (read.GetValueOrDefault(who) == sequence) return;
            file.Set(new NoticeMarksState(read.SetItem(who, sequence)));
            Version++;
        }
    }
}
