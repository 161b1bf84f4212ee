using System.Text.Json;
using Switchback.Core.Journal;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Notices;

public enum NoticeKind
{
    /// <summary>Somebody is asked to agree.</summary>
    Asked,

    /// <summary>A run goes no further by itself.</summary>
    NeedsPerson,
    Ended,

    /// <summary>Somebody said no to a run.</summary>
    Rejected,

    /// <summary>The brake, or a freeze of a pair, was put on.</summary>
    Halted,
    Lifted,
}

/// <summary>An event of the journal that somebody may want to hear of while they look elsewhere.</summary>
/// <param name="Sequence">Its place in the journal, and so its name.</param>
/// <param name="Who">Who did it.</param>
/// <param name="Run">Null when it is about no run.</param>
/// <param name="Says">What the event itself says; empty where its run says it.</param>
/// <param name="Pair">For a freeze.</param>
public sealed record Notice(long Sequence, DateTimeOffset At, NoticeKind Kind, string Who, string? Run, string Says, string? Pair)
{
    private static readonly Dictionary<string, NoticeKind> Kinds = new(StringComparer.Ordinal)
    {
        [new RunEvent.NeedsPerson("", "").Kind] = NoticeKind.NeedsPerson,
        [new RunEvent.Ended(RunPhase.Succeeded, "").Kind] = NoticeKind.Ended,
        [new RunEvent.Rejected("", "").Kind] = NoticeKind.Rejected,
        [Controls.SetBy("anybody", null, "", "", null).Kind] = NoticeKind.Halted,
        [Controls.LiftedBy("anybody", null, "", "").Kind] = NoticeKind.Lifted,
        ["run-requested"] = NoticeKind.Asked,
    };

    /// <summary>Null for what is nobody's news.</summary>
    public static Notice? Of(JournalEvent happened)
    {
        if (!Kinds.TryGetValue(happened.Kind, out var kind)) return null;
        var run = happened.Stream.StartsWith(Core.Runs.Run.StreamPrefix, StringComparison.Ordinal) ? happened.Stream[Core.Runs.Run.StreamPrefix.Length..] : null;
        if ((run is null) != kind is NoticeKind.Halted or NoticeKind.Lifted) return null;
        var (says, pair) = kind switch
        {
            // It holds the whole plan, which the run knows anyway.
            NoticeKind.Asked => ("", null),
            NoticeKind.Halted or NoticeKind.Lifted => Halt(happened.Data),
            _ => RunEvent.Read(happened) switch
            {
                RunEvent.NeedsPerson needs => (needs.Why, null),
                RunEvent.Ended ended => (ended.Said, null),
                RunEvent.Rejected no => (no.Why, null),
                _ => ("", null),
            },
        };
        return new Notice(happened.Sequence, happened.At, kind, happened.Who, run, says, pair);
    }

    private static (string Says, string? Pair) Halt(string data)
    {
        using var json = JsonDocument.Parse(data);
        return ($"{Text("name")}: {Text("reason")}", Text("pair"));

        string? Text(string field) => json.RootElement.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
