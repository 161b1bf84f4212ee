namespace Switchback.Lab.Truth;

/// <summary>One call that is meant to change a cluster, and how often it went which way.</summary>
public sealed class EffectRecord(string cluster, string call)
{
    public string Cluster { get; } = cluster;

    public string Call { get; } = call;

    /// <summary>Ended with success, or with the failure that means it happened all the same (unfollow without its leader).</summary>
    public long Applied { get; set; }

    public long Refused { get; set; }

    /// <summary>Begun and not ended: may still take effect.</summary>
    public long UnderWay { get; set; }

    /// <summary>The caller got the answer.</summary>
    public long Answered { get; set; }

    public DateTimeOffset? FirstApplied { get; set; }

    public DateTimeOffset? LastApplied { get; set; }
}
