using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Facts;

/// <summary>What a credential lacks of all that a whole journey out and back needs.</summary>
/// <param name="SecurityOff">The cluster knows no users: everybody may do everything.</param>
public sealed record Rights(bool SecurityOff, IReadOnlyList<LackingRight> Lacking)
{
    public static readonly Rights Unlimited = new(true, []);

    public static Rights Of(Privileges answer, IReadOnlyCollection<string> cluster, IReadOnlyCollection<string> patterns, IReadOnlyCollection<string> privileges) =>
        new(false,
        [
            .. cluster.Where(privilege => !answer.Has(privilege)).Select(privilege => new LackingRight(null, privilege)),
            .. patterns.SelectMany(pattern => privileges.Where(privilege => !answer.Has(pattern, privilege)).Select(privilege => new LackingRight(pattern, privilege))),
        ]);

    /// <summary>
    /// Whether a refusal means that this cluster has no security at all: then the path is nobody's, and older servers take
    /// its first part for the name of an index. A basic licence on which nobody switched it on says so in words.
    /// </summary>
    public static bool SaysSecurityOff(Fault fault) => fault switch
    {
        Fault.Refused { Error: var error } => error.Status == 405 || error.Type == "invalid_index_name_exception"
            || error.Reason.StartsWith("no handler found for uri", StringComparison.Ordinal) || SaysNotSwitchedOn(error),
        Fault.Failed { Error: var error } => SaysNotSwitchedOn(error),
        _ => false,
    };

    private static bool SaysNotSwitchedOn(ServerError error) => error.Reason.StartsWith("Security must be explicitly enabled", StringComparison.Ordinal);
}

/// <param name="Pattern">The indices it lacks it on; null for a privilege on the cluster.</param>
public sealed record LackingRight(string? Pattern, string Privilege)
{
    public override string ToString() => Pattern is null ? Privilege : $"{Privilege} on {Pattern}";
}

/// <summary>
/// All that a failover and the way back ask of each credential, on either side: whoever follows today is followed tomorrow.
/// Names that every server since 7.8 knows; single actions where no name covers the call and no more.
/// </summary>
public static class RightsNeeded
{
    public static readonly IReadOnlyList<string> ToReadCluster = ["monitor", "read_ccr"];

    public static readonly IReadOnlyList<string> ToReadIndices = ["monitor", "read", "view_index_metadata"];

    /// <summary><c>manage</c> is for remotes, which are cluster settings.</summary>
    public static readonly IReadOnlyList<string> ToOperateCluster = ["monitor", "manage", "manage_ccr", "read_ccr"];

    /// <summary>
    /// <c>manage_follow_index</c> pauses, closes and unfollows but does not open: without <c>indices:admin/open</c> a promotion
    /// ends with closed indices.
    /// </summary>
    public static readonly IReadOnlyList<string> ToOperateIndices =
    [
        "monitor", "read", "write", "create_index", "delete_index", "manage_follow_index", "manage_leader_index",
        "indices:admin/open", "indices:admin/close", "indices:admin/settings/update", "indices:admin/aliases",
        "indices:admin/rollover", "indices:admin/data_stream/promote",
    ];
}
