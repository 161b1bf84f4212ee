using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>The refusals of security, in the words of each version.</summary>
public sealed class Denial(Cluster cluster, Lazy<Privileges> privileges)
{
    private Profile Profile => cluster.Profile;

    public ElasticException NobodySignedIn(LabRequest request) => Challenge($"missing authentication credentials for REST request [{request.Target}]");

    public ElasticException WrongPassword(string user, LabRequest request) =>
        Challenge($"unable to authenticate user [{user}] for REST request [{request.Target}]");

    public ElasticException Unreadable(string reason) => Challenge(reason);

    /// <summary>7.8 treats a key that is no good as none at all; later versions say what is wrong with it.</summary>
    public ElasticException UselessKey(string complaint, LabRequest request) => Profile.NamesUselessCredentials
        ? Challenge("unable to authenticate with provided credentials and anonymous access is not allowed for this request")
            .With("additional_unsuccessful_credentials", $"API key: {complaint}")
        : NobodySignedIn(request);

    /// <summary>The 403. From 7.12 on it names the indices and the privileges that would have helped, from 7.14 the roles too.</summary>
    public ElasticException Forbidden(Principal who, string action, IReadOnlyCollection<string> indices)
    {
        var text = $"action [{action}] is unauthorized for {Describe(who)}";
        if (!Profile.ExplainsDenials) return new ElasticException(403, "security_exception", text);
        if (who.Key is null) text += $" with {Profile.RolesInDenials} [{string.Join(",", who.Roles.Order(StringComparer.Ordinal))}]";
        if (indices.Count > 0) text += $" on indices [{string.Join(",", indices)}]";
        var isCluster = ClusterPrivileges.IsClusterAction(action);
        var helpful = (isCluster ? privileges.Value.Cluster : privileges.Value.Index).Granting(action).ToList();
        if (helpful.Count > 0)
            text += $", this action is granted by the {(isCluster ? "cluster" : "index")} privileges [{string.Join(",", helpful)}]";
        return new ElasticException(403, "security_exception", text);
    }

    private static string Describe(Principal who) => who.Key is { } key ? $"API key id [{key.Id}] of user [{who.Name}]" : $"user [{who.Name}]";

    private ElasticException Challenge(string reason)
    {
        var error = new ElasticException(401, "security_exception", reason);
        error.Headers.Add(new("WWW-Authenticate", Profile.Challenges(cluster.Lab.Options.Https is not null)));
        return error;
    }
}
