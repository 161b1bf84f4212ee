using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary><c>_security/user</c>: native users.</summary>
public static class UserCalls
{
    private const string User = "/_security/user/{username}";
    private const string Put = "cluster:admin/xpack/security/user/put";
    private const string Get = "cluster:admin/xpack/security/user/get";
    private const string ChangePassword = "cluster:admin/xpack/security/user/change_password";
    private const string SetEnabled = "cluster:admin/xpack/security/user/set_enabled";

    public static IEnumerable<Route> Routes =>
    [
        new("PUT", User, Put, PutAsync) { Parameters = ["refresh"] },
        new("POST", User, Put, PutAsync) { Parameters = ["refresh"] },
        new("GET", User, Get, GetUsers) { Parameters = ["with_profile_uid"] },
        new("GET", "/_security/user", Get, GetUsers) { Parameters = ["with_profile_uid"] },
        new("DELETE", User, "cluster:admin/xpack/security/user/delete", DeleteAsync) { Parameters = ["refresh"] },
        new("PUT", User + "/_password", ChangePassword, PasswordAsync) { Parameters = ["refresh"], ChecksOwnIndices = true },
        new("POST", User + "/_password", ChangePassword, PasswordAsync) { Parameters = ["refresh"], ChecksOwnIndices = true },
        new("PUT", "/_security/user/_password", ChangePassword, PasswordAsync) { Parameters = ["refresh"], ChecksOwnIndices = true },
        new("POST", "/_security/user/_password", ChangePassword, PasswordAsync) { Parameters = ["refresh"], ChecksOwnIndices = true },
        new("PUT", User + "/_enable", SetEnabled, call => EnableAsync(call, true)) { Parameters = ["refresh"] },
        new("POST", User + "/_enable", SetEnabled, call => EnableAsync(call, true)) { Parameters = ["refresh"] },
        new("PUT", User + "/_disable", SetEnabled, call => EnableAsync(call, false)) { Parameters = ["refresh"] },
        new("POST", User + "/_disable", SetEnabled, call => EnableAsync(call, false)) { Parameters = ["refresh"] },
    ];

    private static Task<LabResponse> PutAsync(RestCall call)
    {
        var name = call["username"];
        var state = call.Cluster.Security.State;
        var old = state.Users.GetValueOrDefault(name) is { IsFile: false } native ? native : null;
        var user = UserBody.Read(name, call.RequireObject(), old);
        // A user of the same name in the node's file goes first, so the one made here could never sign in.
        if (!(state.Users.TryGetValue(name, out var file) && file.IsFile)) state.Users[name] = user;
        return Task.FromResult(LabResponse.Ok(new JsonObject { ["created"] = old is null }));
    }

    private static Task<LabResponse> GetUsers(RestCall call)
    {
        var users = call.Cluster.Security.State.Users.Values.Where(user => !user.IsFile);
        var names = call.Value("username")?.Split(',');
        var found = users.Where(user => names is null || names.Contains(user.Name)).ToList();
        var json = new JsonObject(found.Select(user => KeyValuePair.Create(user.Name, (JsonNode?)user.ToJson())));
        return Task.FromResult(LabResponse.Of(names is not null && found.Count == 0 ? 404 : 200, json));
    }

    private static Task<LabResponse> DeleteAsync(RestCall call)
    {
        var users = call.Cluster.Security.State.Users;
        var found = users.TryGetValue(call["username"], out var user) && !user.IsFile && users.Remove(user.Name);
        return Task.FromResult(LabResponse.Of(found ? 200 : 404, new JsonObject { ["found"] = found }));
    }

    private static Task<LabResponse> PasswordAsync(RestCall call)
    {
        var security = call.Cluster.Security;
        var name = call.Value("username") ?? call.User!.Name;
        // One's own password needs no right, unless a key signed in.
        if (name != call.User!.Name || call.User.Key is not null) security.Check(call.User, ChangePassword);
        var body = call.RequireObject();
        foreach (var (field, _) in body)
            if (field is not ("password" or "password_hash"))
                throw Errors.Parse($"failed to parse password change request. unexpected field [{field}]");
        var password = body["password"]?.ToString() ?? throw Errors.Validation("password must be specified");
        UserBody.CheckPassword(password);
        if (security.State.Users.GetValueOrDefault(name) is not { IsFile: false } user)
            throw new ElasticException(400, "validation_exception", "Validation Failed: 1: user must exist in order to change password;");
        security.State.Users[name] = user with { Password = password };
        return Task.FromResult(LabResponse.Ok(new JsonObject()));
    }

    private static Task<LabResponse> EnableAsync(RestCall call, bool enabled)
    {
        var name = call["username"];
        var users = call.Cluster.Security.State.Users;
        if (users.GetValueOrDefault(name) is not { IsFile: false } user)
            throw new ElasticException(400, "validation_exception", "Validation Failed: 1: only existing users can be " + (enabled ? "enabled;" : "disabled;"));
        if (name == call.User!.Name) throw Errors.IllegalArgument("users may not update the enabled status of their own account");
        users[name] = user with { Enabled = enabled };
        return Task.FromResult(LabResponse.Ok(new JsonObject()));
    }
}
