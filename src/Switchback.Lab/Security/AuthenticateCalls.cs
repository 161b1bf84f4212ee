using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>What somebody who is signed in asks about themselves: who am I, may I.</summary>
public static class AuthenticateCalls
{
    private const string Own = "/_security/user/_has_privileges";
    private const string Other = "/_security/user/{username}/_has_privileges";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "/_security/_authenticate", SameUser.Authenticate, WhoAmI),
        new("GET", Own, SameUser.HasPrivileges, MayI),
        new("POST", Own, SameUser.HasPrivileges, MayI),
        new("GET", Other, SameUser.HasPrivileges, MayI) { ChecksOwnIndices = true },
        new("POST", Other, SameUser.HasPrivileges, MayI) { ChecksOwnIndices = true },
        new("GET", "/_security/user/_privileges", SameUser.ListPrivileges, MyPrivileges),
        new("GET", "/_security/privilege/_builtin", "cluster:admin/xpack/security/privilege/builtin/get", BuiltIn),
    ];

    private static Task<LabResponse> WhoAmI(RestCall call)
    {
        var user = call.User!;
        var native = user.Key is null ? call.Cluster.Security.State.Users.GetValueOrDefault(user.Name) : null;
        var json = new JsonObject
        {
            ["username"] = user.Name,
            ["roles"] = Json.Array(user.Roles),
            ["full_name"] = native?.FullName,
            ["email"] = native?.Email,
            ["metadata"] = native?.Metadata.DeepClone() ?? new JsonObject(),
            ["enabled"] = true,
            ["authentication_realm"] = Realm(user),
            ["lookup_realm"] = Realm(user),
        };
        if (call.Cluster.Profile.NamesAuthenticationType) json["authentication_type"] = user.AuthenticationType;
        if (user.Key is { } key && call.Cluster.Profile.NamesUsedKey)
            json["api_key"] = new JsonObject { ["id"] = key.Id, ["name"] = key.Name };
        return Task.FromResult(LabResponse.Ok(json));
    }

    private static JsonObject Realm(Principal user) => new() { ["name"] = user.RealmName, ["type"] = user.RealmType };

    private static Task<LabResponse> MayI(RestCall call)
    {
        var security = call.Cluster.Security;
        var who = call.User!;
        if (call.Value("username") is { } other && other != who.Name)
        {
            if (security.PermissionsOf(who).Any(permissions => !permissions.AllowsCluster("cluster:admin/xpack/security/user/has_privileges")))
                throw security.Denial.Forbidden(who, SameUser.HasPrivileges, []);
            who = security.State.Users.TryGetValue(other, out var user) ? SignIn.PrincipalOf(user) : throw Errors.ResourceNotFound($"user [{other}] does not exist");
        }
        return Task.FromResult(LabResponse.Ok(new PrivilegeQuestion(security, call.RequireObject("request body is required")).AnswerFor(who)));
    }

    private static Task<LabResponse> MyPrivileges(RestCall call)
    {
        var roles = call.User!.Key is { } key ? (key.Roles.Count > 0 ? key.Roles : key.OwnerRoles) : [.. call.Cluster.Security.RolesOf(call.User)];
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["cluster"] = Json.Array(roles.SelectMany(role => role.Cluster).Distinct().Order(StringComparer.Ordinal)),
            ["global"] = new JsonArray(),
            ["indices"] = new JsonArray([.. roles.SelectMany(role => role.Indices).Select(grant => grant.ToJson(withRestricted: true))]),
            ["applications"] = new JsonArray(),
            ["run_as"] = Json.Array(roles.SelectMany(role => role.RunAs).Distinct()),
        }));
    }

    private static Task<LabResponse> BuiltIn(RestCall call)
    {
        var privileges = call.Cluster.Security.Privileges;
        return Task.FromResult(LabResponse.Ok(new JsonObject
        {
            ["cluster"] = Json.Array(privileges.Cluster.Names.Order(StringComparer.Ordinal)),
            ["index"] = Json.Array(privileges.Index.Names.Order(StringComparer.Ordinal)),
        }));
    }
}
