using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>Which API keys a call is about.</summary>
public sealed record ApiKeyFilter(IReadOnlyList<string> Ids, string? Name, string? User, string? Realm, bool Owner)
{
    public static ApiKeyFilter FromQuery(RestCall call)
    {
        var filter = new ApiKeyFilter(call.Query("id") is { Length: > 0 } id ? [id] : [], call.Query("name"), call.Query("username"), call.Query("realm_name"), call.Flag("owner"));
        if (filter.IsEmpty && !call.Cluster.Profile.ListsAllKeys) throw Nothing(call.Cluster.Profile);
        return filter;
    }

    public static ApiKeyFilter FromBody(JsonObject body, Profile profile)
    {
        foreach (var (field, _) in body)
            if (field is not ("id" or "ids" or "name" or "username" or "realm_name" or "owner"))
                throw Errors.XContent("invalidate_api_key", field);
        var filter = new ApiKeyFilter([.. Json.Strings(body["ids"]), .. Json.Strings(body["id"])],
            body["name"]?.ToString(), body["username"]?.ToString(), body["realm_name"]?.ToString(), body["owner"]?.GetValue<bool>() ?? false);
        return filter.IsEmpty ? throw Nothing(profile) : filter;
    }

    public bool IsOwn(Principal user) => Owner || (User == user.Name && (Realm is null || Realm == user.RealmName)) || (user.Key is { } key && Ids is [var id] && id == key.Id);

    public IEnumerable<ApiKey> Apply(IEnumerable<ApiKey> keys, Principal user) => keys
        .Where(key => Ids.Count == 0 || Ids.Contains(key.Id))
        .Where(key => Name is null || Wildcard.Matches(Name, key.Name))
        .Where(key => (Owner ? user.Name : User) is not { } owner || key.Owner.Name == owner)
        .Where(key => Realm is null || key.Owner.RealmName == Realm)
        .OrderBy(key => key.Created).ThenBy(key => key.Id, StringComparer.Ordinal);

    private bool IsEmpty => Ids.Count == 0 && Name is null && User is null && Realm is null && !Owner;

    private static ElasticException Nothing(Profile profile) => Errors.Validation(
        $"One of [api key id{(profile.InvalidatesKeysByIds ? "(s)" : "")}, api key name, username, realm name] must be specified if [owner] flag is false");
}
