using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>Reads what makes or changes a user.</summary>
public static class UserBody
{
    private const int ShortestPassword = 6;

    public static NativeUser Read(string name, JsonObject body, NativeUser? old)
    {
        var user = new NativeUser(name, old?.Password ?? "", []);
        var hasPassword = false;
        var hasRoles = false;
        foreach (var (field, value) in body)
        {
            switch (field)
            {
                case "password" or "password_hash":
                    hasPassword = true;
                    CheckPassword(value?.ToString() ?? "");
                    user = user with { Password = value!.ToString() };
                    break;
                case "roles":
                    hasRoles = true;
                    user = user with { Roles = Json.Strings(value) };
                    break;
                case "full_name":
                    user = user with { FullName = value?.ToString() };
                    break;
                case "email":
                    user = user with { Email = value?.ToString() };
                    break;
                case "metadata":
                    user = user with { Metadata = value?.DeepClone() as JsonObject ?? [] };
                    break;
                case "enabled":
                    user = user with { Enabled = value?.GetValue<bool>() ?? true };
                    break;
                case "username" when value?.ToString() == name:
                    break;
                case "username":
                    throw Errors.IllegalArgument($"username in source does not match given username [{name}]");
                default:
                    throw Errors.Parse($"failed to parse add user request. unexpected field [{field}]");
            }
        }
        if (!hasRoles) throw Errors.Validation("roles are missing");
        if (!hasPassword && old is null)
            throw new ElasticException(400, "validation_exception",
                "Validation Failed: 1: password must be specified unless you are updating an existing user;");
        return user;
    }

    public static void CheckPassword(string password)
    {
        if (password.Length < ShortestPassword) throw Errors.Validation($"passwords must be at least [{ShortestPassword}] characters long");
    }
}
