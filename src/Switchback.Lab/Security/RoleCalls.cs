using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary><c>_security/role</c>: native roles.</summary>
public static class RoleCalls
{
    private const string Role = "/_security/role/{name}";
    private const string Put = "cluster:admin/xpack/security/role/put";
    private const string Get = "cluster:admin/xpack/security/role/get";

    public static IEnumerable<Route> Routes =>
    [
        new("PUT", Role, Put, PutAsync) { Parameters = ["refresh"] },
        new("POST", Role, Put, PutAsync) { Parameters = ["refresh"] },
        new("GET", Role, Get, GetRoles),
        new("GET", "/_security/role", Get, GetRoles),
        new("DELETE", Role, "cluster:admin/xpack/security/role/delete", DeleteAsync) { Parameters = ["refresh"] },
    ];

    private static Task<LabResponse> PutAsync(RestCall call)
    {
        var name = call["name"];
        var security = call.Cluster.Security;
        var role = RoleDescriptor.Parse(name, call.RequireObject(), security.Privileges);
        RefuseReserved(security.State, name);
        var created = !security.State.Roles.ContainsKey(name);
        security.State.Roles[name] = role;
        return Task.FromResult(LabResponse.Ok(new JsonObject { ["role"] = new JsonObject { ["created"] = created } }));
    }

    private static Task<LabResponse> GetRoles(RestCall call)
    {
        var names = call.Value("name")?.Split(',');
        var found = call.Cluster.Security.State.Roles.Values.Where(role => names is null || names.Contains(role.Name)).ToList();
        var json = new JsonObject(found.Select(role => KeyValuePair.Create(role.Name, (JsonNode?)role.ToJson())));
        return Task.FromResult(LabResponse.Of(names is not null && found.Count == 0 ? 404 : 200, json));
    }

    private static Task<LabResponse> DeleteAsync(RestCall call)
    {
        var state = call.Cluster.Security.State;
        RefuseReserved(state, call["name"]);
        var found = state.Roles.Remove(call["name"]);
        return Task.FromResult(LabResponse.Of(found ? 200 : 404, new JsonObject { ["found"] = found }));
    }

    private static void RefuseReserved(SecurityState state, string name)
    {
        if (state.Roles.GetValueOrDefault(name) is { IsReserved: true })
            throw Errors.IllegalArgument($"role [{name}] is reserved and cannot be modified.");
    }
}
