namespace Switchback.Elasticsearch.Wire;

/// <summary>From which version on a server has a thing. Nothing is sent to a server that would answer "unrecognized parameter".</summary>
public static class Since
{
    /// <summary>The oldest server accepted.</summary>
    public static readonly ServerVersion Accepted = new(7, 8, 0);

    /// <summary><c>X-elastic-product</c> on every answer. Before it the root answer's tagline and build flavour stand for it.</summary>
    public static readonly ServerVersion ProductHeader = new(7, 14, 0);

    public static readonly ServerVersion BlockCall = new(7, 9, 0);

    public static readonly ServerVersion ResolveIndex = new(7, 9, 0);

    public static readonly ServerVersion DataStreams = new(7, 9, 0);

    /// <summary><c>settings</c> in <c>follow</c> and in patterns.</summary>
    public static readonly ServerVersion FollowSettings = new(7, 9, 0);

    public static readonly ServerVersion ExclusionPatterns = new(7, 14, 0);

    public static readonly ServerVersion DataStreamName = new(8, 4, 0);

    /// <summary>
    /// <c>master_timeout</c> on <c>_ccr</c> calls: merged for about 8.15, documented from 8.18. The later one is the safe one.
    /// </summary>
    public static readonly ServerVersion CcrMasterTimeout = new(8, 18, 0);
}
