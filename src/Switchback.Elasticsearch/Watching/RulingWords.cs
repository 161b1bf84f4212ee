using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Watching;

/// <summary>What a ruling means for a person. Without numbers that move: a verdict stays the same object while nothing of it changes.</summary>
internal static class RulingWords
{
    /// <param name="ruling">What was found.</param>
    /// <param name="leader">The cluster that leads, by the name it is configured under; null when it is not known.</param>
    /// <param name="source">The index it follows.</param>
    /// <param name="own">The cluster that follows.</param>
    public static Verdict Say(in Ruling ruling, string? leader, Source source, string own)
    {
        var cause = ruling.CauseType is { } type ? new Cause(type, ruling.CauseReason) : null;
        return new Verdict(ruling.Kind, Reason(ruling.Because, leader ?? $"the remote {source.Link}", source.Name, own, source.Link), cause, ruling.Remedy);
    }

    private static string Reason(Because because, string leader, string name, string own, string alias) => because switch
    {
        Because.AllIsWell => "",
        Because.LagNotKnown => "Its reads go well. How far it is behind is not known: no configured cluster has the index it was made from.",
        Because.HistoryMerged => $"{leader} no longer has the operations it needs: they were merged away while it was cut off for longer than the retention lease. It cannot catch up.",
        Because.ConnectionsGaveUp => $"It gave up connecting when {leader} was slow to come back. Its data are fine: pausing and resuming it starts it again.",
        Because.LeaderDeleted => $"{name} was deleted on {leader}. This copy is what is left of it.",
        Because.LeaderRemade => $"{leader} has another index called {name}: the one it was copied from was deleted and made anew.",
        Because.LeaderHistoryChanged => $"{name} on {leader} was restored or lost its primary copy: its history is another one now, and cannot be continued here.",
        Because.OtherFatal => "Its replication ended with an error that is not tried again.",
        Because.Paused => $"Nothing is read from {leader} until somebody resumes it.",
        Because.PausedLeaderGone => $"It is paused, and {leader} no longer has the index it was copied from: it cannot be resumed.",
        Because.PausedAndClosed => $"Closed to searches and writes, and nothing is read from {leader}.",
        Because.ClosedWhileActive => "Somebody closed it. It goes on reading, and its writes fail until it is opened.",
        Because.CopyUnderWay => $"The first copy from {leader} is under way. Until it is complete there is nothing that could be promoted.",
        Because.SideDown => $"{own} cannot reach {leader}, and neither can Switchback.",
        Because.RemoteDown => $"{own} cannot reach {leader}. No configured cluster has its index, so Switchback cannot ask that side itself.",
        Because.SideDownUnnoticed => $"{leader} does not answer Switchback. {own} has not noticed yet.",
        Because.LineCut => $"{leader} answers Switchback, but {own} cannot reach it: the line between the two clusters is down.",
        Because.LineUnsure => $"{own} cannot reach {leader}. Whether {leader} is down, or only the line to it, shows with its next answer.",
        Because.AliasGone => $"{own} no longer has a remote called {alias}.",
        Because.SleepsOn => $"{leader} is back. This follower sleeps on until its next try, up to a minute.",
        Because.RightsLost => "The user that it replicates as lost a right on the leader, or is gone.",
        Because.LeaderClosed => $"{name} is closed on {leader}. It goes on by itself within seconds of its opening.",
        Because.LeaderNotStarted => $"No copy of {name} is in service on {leader}.",
        Because.LeaderLicence => $"The licence of {leader} does not cover cross-cluster replication.",
        Because.OtherReadError => "Its reads fail and are tried again.",
        Because.SideSilent => $"{leader} takes connections and answers nothing. {own} waits without an error, so everything else looks healthy.",
        Because.ReadUnanswered => $"{leader} has not answered its read for longer than a read may wait. No error was raised.",
        Because.WritesFail => $"Its writes are refused on {own}: is it blocked for writes, or is the disk full?",
        Because.NotMoving => "It is behind and does not move, and no error says why.",
        Because.Closing => "It is behind and closes the gap.",
        Because.NotClosing => $"{leader} takes writes faster than they arrive here.",
        _ => throw new ArgumentOutOfRangeException(nameof(because)),
    };
}
