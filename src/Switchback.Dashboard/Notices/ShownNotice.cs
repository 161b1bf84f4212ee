using Switchback.Core.Pairs;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Notices;

/// <summary>A notice as one person reads it.</summary>
/// <param name="Tone">red for what has to be seen to, amber for what waits, empty for news.</param>
/// <param name="Href">Where more is to be seen.</param>
public sealed record ShownNotice(long Sequence, DateTimeOffset At, string Title, string Text, string Tone, string Href)
{
    /// <summary>Null when it is not for this person. What somebody did themselves is no news to them, and neither is what others only watch.</summary>
    public static ShownNotice? Of(Notice notice, Actor actor, Func<string, Run?> find)
    {
        if (notice.Run is not null) return find(notice.Run) is { } run ? OfRun(notice, actor, run) : null;
        if (notice.Who == actor.Who) return null;
        var what = notice.Pair is null ? "The brake" : $"The freeze of the pair {notice.Pair}";
        return new ShownNotice(notice.Sequence, notice.At, $"{what} was {(notice.Kind == NoticeKind.Halted ? "put on" : "lifted")}", notice.Says, notice.Kind == NoticeKind.Halted ? "amber" : "",
            notice.Pair is null ? "/runs" : $"/pairs/{Uri.EscapeDataString(notice.Pair)}");
    }

    private static ShownNotice? OfRun(Notice notice, Actor actor, Run run)
    {
        var isMine = run.Who == actor.Who || run.Approvals.Any(given => given.Who == actor.Who);
        var title = run.Plan.Title;
        return notice.Kind switch
        {
            NoticeKind.Asked when run.Needs > 0 && actor.MayApprove && run.Who != actor.Who => Waits(run)
                ? Shown($"Waits for you: {title}", $"{run.Name} asks: {run.Reason}", "amber")
                : Shown($"Waits no more: {title}", $"{run.Name} asked: {run.Reason}", ""),
            NoticeKind.NeedsPerson when isMine || actor.MayOperate => Shown($"Needs a person: {title}", notice.Says, run.Phase == RunPhase.NeedsHuman ? "red" : ""),
            NoticeKind.Ended when isMine => Shown($"{run.Phase.Word()}: {title}", notice.Says, run.Phase == RunPhase.Failed ? "red" : ""),
            NoticeKind.Rejected when isMine && notice.Who != actor.Who => Shown($"Somebody said no: {title}", notice.Says, "amber"),
            _ => null,
        };

        ShownNotice Shown(string head, string text, string tone) => new(notice.Sequence, notice.At, head, text, tone, $"/runs/{run.Id}");
    }

    private static bool Waits(Run run) => run is { StartedAt: null, Phase: RunPhase.AwaitingApproval };
}
