using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;

namespace Switchback.Lab.Security;

/// <summary>An API key as it is listed; the secret is never shown again.</summary>
public static class ApiKeyShape
{
    public static JsonObject Of(ApiKey key, Profile profile)
    {
        var json = new JsonObject { ["id"] = key.Id, ["name"] = key.Name };
        if (profile.HasCrossClusterKeys) json["type"] = key.IsCrossCluster ? "cross_cluster" : "rest";
        json["creation"] = key.Created;
        if (key.Expires is { } expires) json["expiration"] = expires;
        json["invalidated"] = key.Invalidated is not null;
        if (key.Invalidated is { } invalidated && profile.HasCrossClusterKeys) json["invalidation"] = invalidated;
        json["username"] = key.Owner.Name;
        json["realm"] = key.Owner.RealmName;
        if (!profile.ListsAllKeys) return json;
        json["metadata"] = key.Metadata.DeepClone();
        json["role_descriptors"] = new JsonObject(key.Roles.Select(role => KeyValuePair.Create(role.Name, (JsonNode?)role.ToJson())));
        if (key.Access is { } access) json["access"] = access.DeepClone();
        return json;
    }
}
