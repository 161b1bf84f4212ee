namespace Switchback.Elasticsearch.Operations;

/// <summary>The steps this system knows, by the word that stands in plans and in the journal.</summary>
public static class StepKinds
{
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Close = "close";
    public const string Open = "open";
    public const string Unfollow = "unfollow";

    /// <summary>Copies a leader and follows it, to a new name or over a closed index.</summary>
    public const string Follow = "follow";
    public const string Delete = "delete";

    /// <summary>Stops writes to indices that lead, and allows them again.</summary>
    public const string Fence = "fence";
    public const string Unfence = "unfence";

    /// <summary>Rules that make followers.</summary>
    public const string PausePattern = "pause-pattern";
    public const string ResumePattern = "resume-pattern";
    public const string PutPattern = "put-pattern";
    public const string DeletePattern = "delete-pattern";

    /// <summary>Makes a cluster know another.</summary>
    public const string Connect = "connect";

    /// <summary>Deletes an index that led once, behind a fence and after the comparison with its twin.</summary>
    public const string Discard = "discard";

    /// <summary>Deletes what a drill has made.</summary>
    public const string Tidy = "tidy";

    /// <summary>Writes to the side that leads what only the old one had, where nothing conflicts.</summary>
    public const string Merge = "merge";
    public const string WriteAlias = "write-alias";

    /// <summary>Steps that only look.</summary>
    public const string Witness = "witness";
    public const string Drain = "drain";
    public const string Line = "line";
    public const string Verify = "verify";
    public const string Compare = "compare";
    public const string Ledger = "ledger";
    public const string Settle = "settle";
    public const string Route = "route";
    public const string CaughtUp = "caught-up";
    public const string Wait = "wait";

    /// <summary>Makes a data stream take writes of its own; its backing indices stay followers.</summary>
    public const string PromoteStream = "promote-stream";

    /// <summary>Gives a data stream a new write index, so that the one before it can be closed.</summary>
    public const string Rollover = "rollover";

    /// <summary>Removes from a leader the retention leases of a follower that is no more.</summary>
    public const string Forget = "forget";
}
