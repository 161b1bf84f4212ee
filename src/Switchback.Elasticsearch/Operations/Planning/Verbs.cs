namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>The operations, by the word that stands in addresses, requests and plans, and the parameters they take.</summary>
public static class Verbs
{
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Unfollow = "unfollow";
    public const string Promote = "promote";
    public const string Close = "close";
    public const string Open = "open";
    public const string Follow = "follow";
    public const string Edit = "edit";
    public const string Recreate = "recreate";
    public const string Restart = "restart";
    public const string Wake = "wake";
    public const string Forget = "forget";
    public const string FollowMissed = "follow-missed";
    public const string Delete = "delete";

    /// <summary>For whole pairs.</summary>
    public const string SetUp = "set-up";
    public const string Failover = "failover";
    public const string Switchover = "switchover";
    public const string ReturnHome = "return-home";
    public const string Failback = "failback";
    public const string Recover = "recover";
    public const string Drill = "drill";
    public const string Maintenance = "maintenance";
    public const string Fence = "fence";

    /// <summary>The alias of the leader's cluster.</summary>
    public const string RemoteParameter = "remote";

    /// <summary>A follower's name, in which <c>{{leader_index}}</c> stands for its leader's.</summary>
    public const string NameParameter = "name";

    /// <summary>Settings of the follower's own, as one JSON object.</summary>
    public const string SettingsParameter = "settings";

    /// <summary>An auto-follow pattern.</summary>
    public const string PatternParameter = "pattern";

    /// <summary><c>short</c> or <c>long</c>.</summary>
    public const string WayParameter = "way";

    /// <summary><c>refused</c>: items that are refused are left out instead of stopping the whole plan.</summary>
    public const string SkipParameter = "skip";
    public const string SkipRefused = "refused";

    /// <summary>Guards to set aside, by name, with commas between them.</summary>
    public const string BreakGlassParameter = "break-glass";
}
