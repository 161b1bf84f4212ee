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

    /// <summary>Makes a data stream take writes of its own; its backing indices stay followers.</summary>
    public const string PromoteStream = "promote-stream";

    /// <summary>Gives a data stream a new write index, so that the one before it can be closed.</summary>
    public const string Rollover = "rollover";

    /// <summary>Removes from a leader the retention leases of a follower that is no more.</summary>
    public const string Forget = "forget";
}
