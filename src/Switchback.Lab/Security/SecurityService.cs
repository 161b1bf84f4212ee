using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>
/// Who may do what in one cluster. Off unless the lab was started with a superuser; then everything is allowed and nobody
/// is asked who they are.
/// </summary>
public sealed class SecurityService
{
    private readonly Cluster _cluster;
    private readonly Lazy<Privileges> _privileges;

    public SecurityService(Cluster cluster)
    {
        _cluster = cluster;
        _privileges = new Lazy<Privileges>(() => Privileges.For(cluster.Profile));
        State = new SecurityState(cluster.Lab.Options.Superuser is { } root
            ? new NativeUser(root.Name, root.Password, [SecurityState.SuperuserRole]) { IsFile = true }
            : null);
        Denial = new Denial(cluster, _privileges);
        SignIn = new SignIn(cluster, State, Denial);
    }

    public bool IsOn => _cluster.Lab.Options.Superuser is not null;

    public SecurityState State { get; }

    public Privileges Privileges => _privileges.Value;

    public Denial Denial { get; }

    public SignIn SignIn { get; }

    /// <summary>Who sends this? Throws the 401 Elasticsearch answers. Null where security is off.</summary>
    public Principal? Authenticate(LabRequest request) => IsOn ? SignIn.Of(request) : null;

    /// <summary>
    /// May they, on the indices the path names? Throws the 403. A wildcard then stands only for the indices on which they may:
    /// the call's index value is narrowed to those, perhaps to none.
    /// </summary>
    public void Authorize(RestCall call)
    {
        if (call.User is not { } user) return;
        if (call.Route.FirstAction is { } first) Check(user, first);
        var action = call.Route.Action;
        if (ClusterPrivileges.IsClusterAction(action) || IsComposite(action)) Check(user, action);
        else if (call.Value("index") is { } expression) new IndexNarrowing(_cluster, this, call, user).Apply(action, expression);
        else if (action.StartsWith("indices:", StringComparison.Ordinal)) new IndexNarrowing(_cluster, this, call, user).Apply(action, "_all");
    }

    /// <summary>Throws the 403 unless the action is allowed: on the cluster, or on each of the indices named (none named: on any index at all).</summary>
    public void Check(Principal? user, string action, params IReadOnlyCollection<string> indices)
    {
        if (user is null || !IsOn) return;
        if (ClusterPrivileges.IsClusterAction(action))
        {
            if (!AllowsCluster(user, action)) throw Denial.Forbidden(user, action, []);
            return;
        }
        if (indices.Count == 0)
        {
            if (!AllowsSomewhere(user, action)) throw Denial.Forbidden(user, action, []);
            return;
        }
        var denied = indices.Where(index => !Allows(user, action, index)).ToList();
        if (denied.Count > 0) throw Denial.Forbidden(user, action, denied);
    }

    /// <summary>Whether the action is allowed on one index (alias, data stream) of that name, which need not exist.</summary>
    public bool Allows(Principal? user, string action, string index)
    {
        if (user is null || !IsOn) return true;
        // Rights on a data stream are rights on its backing indices.
        var names = _cluster.State.Find(index)?.DataStream is { } stream ? new[] { index, stream } : [index];
        return PermissionsOf(user).All(permissions => names.Any(name => permissions.AllowsIndex(action, name)));
    }

    public bool AllowsCluster(Principal? user, string action) =>
        user is null || !IsOn || SameUser.Allows(action) || PermissionsOf(user).All(permissions => permissions.AllowsCluster(action));

    public bool AllowsSomewhere(Principal? user, string action) =>
        user is null || !IsOn || PermissionsOf(user).All(permissions => permissions.AllowsSomewhere(action));

    /// <summary>
    /// Before following, the leader cluster is asked whether the user may read there: 403 with the actions that are missing
    /// (contract 2.0). Ask the leader's service, with the caller's principal.
    /// </summary>
    public void CheckMayFollow(Principal? user, params IReadOnlyCollection<string> leaderIndices)
    {
        string[] needed = ["indices:monitor/stats", "indices:data/read/xpack/ccr/shard_changes"];
        var missing = needed.Where(action => leaderIndices.Any(index => !Allows(user, action, index))).ToList();
        if (missing.Count == 0) return;
        var plural = leaderIndices.Count == 1 ? "index" : "indices";
        throw new ElasticException(403, "security_exception",
            $"insufficient privileges to follow {plural} [{string.Join(", ", leaderIndices)}]"
            + string.Concat(missing.Select(action => $", privilege for action [{action}] is missing")));
    }

    /// <summary>Calls whose parts are checked one by one when they run: whoever may do it anywhere may begin.</summary>
    private static bool IsComposite(string action) => action is "indices:data/write/bulk" or "indices:data/write/reindex"
        or "indices:data/read/mget" or "indices:data/read/msearch" or "indices:data/read/scroll" or "indices:data/read/scroll/clear"
        or "indices:data/read/close_point_in_time";

    /// <summary>What somebody may do, as parts of which each must allow it: a key's own rights and those of its owner.</summary>
    public IReadOnlyList<Permissions> PermissionsOf(Principal user)
    {
        if (user.Key is not { } key) return [new Permissions(RolesOf(user), Privileges)];
        var owner = new Permissions(key.OwnerRoles, Privileges);
        return key.Roles.Count == 0 ? [owner] : [new Permissions(key.Roles, Privileges), owner];
    }

    public IEnumerable<RoleDescriptor> RolesOf(Principal user) =>
        user.Roles.Select(name => State.Roles.GetValueOrDefault(name)).OfType<RoleDescriptor>();
}
