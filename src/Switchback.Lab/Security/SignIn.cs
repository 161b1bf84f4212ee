using System.Security.Cryptography;
using System.Text;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>Finds out who sends a request by its Authorization header.</summary>
public sealed class SignIn(Cluster cluster, SecurityState state, Denial denial)
{
    public Principal Of(LabRequest request) => Credentials.Read(request.Headers.GetValueOrDefault("authorization")) switch
    {
        Credentials.Basic basic => ByPassword(basic, request),
        Credentials.Key key => ByKey(key, request),
        Credentials.Malformed malformed => throw denial.Unreadable(malformed.Reason),
        _ => throw denial.NobodySignedIn(request),
    };

    public static Principal PrincipalOf(NativeUser user) => user.IsFile
        ? new Principal(user.Name, user.Roles, "default_file", "file", "realm")
        : new Principal(user.Name, user.Roles, "default_native", "native", "realm");

    private Principal ByPassword(Credentials.Basic given, LabRequest request)
    {
        if (state.Users.GetValueOrDefault(given.Name) is not { Enabled: true } user || !Same(user.Password, given.Password))
            throw denial.WrongPassword(given.Name, request);
        return PrincipalOf(user);
    }

    private Principal ByKey(Credentials.Key given, LabRequest request)
    {
        if (Complaint(given) is { } complaint) throw denial.UselessKey(complaint, request);
        var key = state.Keys[given.Id];
        return new Principal(key.Owner.Name, [], "_es_api_key", "_es_api_key", "api_key") { Key = key };
    }

    private string? Complaint(Credentials.Key given)
    {
        if (state.Keys.GetValueOrDefault(given.Id) is not { } key) return $"unable to find apikey with id {given.Id}";
        if (key.Invalidated is not null) return $"api key [{given.Id}] has been invalidated";
        if (!Same(key.Secret, given.Secret)) return $"invalid credentials for API key [{given.Id}]";
        if (key.Expires <= cluster.NowMillis) return "api key is expired";
        return key.IsCrossCluster ? $"authentication expected API key type of [rest], but API key [{given.Id}] has type [cross_cluster]" : null;
    }

    private static bool Same(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
