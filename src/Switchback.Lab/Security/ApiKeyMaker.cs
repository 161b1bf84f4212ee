using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Units;

namespace Switchback.Lab.Security;

/// <summary>Makes keys: for programs of people, and for other clusters.</summary>
public sealed class ApiKeyMaker(Cluster cluster, Principal maker)
{
    private readonly SecurityService _security = cluster.Security;

    public ApiKey MakeForPeople(JsonObject body)
    {
        var roles = new List<RoleDescriptor>();
        foreach (var (field, value) in body)
        {
            if (field == "role_descriptors")
                foreach (var (name, role) in value as JsonObject ?? [])
                    roles.Add(RoleDescriptor.Parse(name, role as JsonObject ?? throw Errors.Parse($"failed to parse role [{name}]"), _security.Privileges));
            else if (field is not ("name" or "expiration" or "metadata"))
                throw Errors.XContent("api_key_request", field);
        }
        if (maker.Key is not null && roles.Exists(role => role.Cluster.Count + role.Indices.Count > 0))
            throw Errors.IllegalArgument("creating derived api keys requires an explicit role descriptor that is empty (has no privileges)");
        if (maker.Key is not null && roles.Count == 0)
            throw Errors.IllegalArgument("creating derived api keys requires an explicit role descriptor that is empty (has no privileges)");
        var key = Make(body);
        key.Roles = roles;
        key.OwnerRoles = maker.Key is { } parent ? parent.OwnerRoles : [.. _security.RolesOf(maker)];
        return key;
    }

    public ApiKey MakeForCluster(JsonObject body)
    {
        foreach (var (field, _) in body)
            if (field is not ("name" or "expiration" or "metadata" or "access" or "certificate_identity"))
                throw Errors.XContent("cross_cluster_api_key_request", field);
        if (body["access"] is not JsonObject access)
            throw new ElasticException(400, "illegal_argument_exception", "Required [access]");
        var roles = CrossClusterAccess.Roles(access, _security.Privileges);
        var key = Make(body);
        key.Access = access.DeepClone().AsObject();
        key.Roles = [roles];
        return key;
    }

    public JsonObject Describe(ApiKey key)
    {
        var json = new JsonObject { ["id"] = key.Id, ["name"] = key.Name };
        if (key.Expires is { } expires) json["expiration"] = expires;
        json["api_key"] = key.Secret;
        if (cluster.Profile.EncodesNewKeys) json["encoded"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key.Id}:{key.Secret}"));
        return json;
    }

    private ApiKey Make(JsonObject body)
    {
        var name = body["name"]?.ToString();
        if (string.IsNullOrEmpty(name)) throw Errors.Validation(cluster.Profile.EncodesNewKeys ? "api key name is required" : "name is required");
        var lifetime = body["expiration"] is { } text ? TimeText.Parse("expiration", text.ToString()).Span : (TimeSpan?)null;
        var key = new ApiKey(cluster.Ids.NewDocumentId(), name, cluster.Ids.NewUuid(), maker)
        {
            Created = cluster.NowMillis,
            Expires = lifetime is { } time ? cluster.NowMillis + (long)time.TotalMilliseconds : null,
            Metadata = body["metadata"]?.DeepClone() as JsonObject ?? [],
        };
        _security.State.Keys[key.Id] = key;
        return key;
    }
}
