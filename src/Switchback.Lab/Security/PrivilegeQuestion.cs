using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>The body of <c>_has_privileges</c>, and its answer for somebody.</summary>
public sealed class PrivilegeQuestion
{
    private readonly SecurityService _security;
    private readonly List<string> _cluster = [];
    private readonly List<(IReadOnlyList<string> Names, IReadOnlyList<string> Privileges)> _indices = [];
    private readonly List<(string Application, IReadOnlyList<string> Resources, IReadOnlyList<string> Privileges)> _applications = [];

    public PrivilegeQuestion(SecurityService security, JsonObject body)
    {
        _security = security;
        foreach (var (field, value) in body)
        {
            switch (field)
            {
                case "cluster":
                    _cluster.AddRange(Json.Strings(value));
                    break;
                case "index" or "indices":
                    foreach (var entry in Entries(value)) _indices.Add((Json.Strings(entry["names"]), Json.Strings(entry["privileges"])));
                    break;
                case "application" or "applications":
                    foreach (var entry in Entries(value))
                        _applications.Add((entry["application"]?.ToString() ?? "", Json.Strings(entry["resources"]), Json.Strings(entry["privileges"])));
                    break;
                default:
                    throw Errors.Parse($"failed to parse privileges check. unexpected field [{field}]");
            }
        }
        if (_cluster.Count + _indices.Count + _applications.Count == 0) throw Errors.Validation("must specify at least one privilege");
    }

    public JsonObject AnswerFor(Principal user)
    {
        var held = _security.PermissionsOf(user);
        var cluster = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var name in _cluster)
        {
            var wanted = _security.Privileges.Cluster.Find(name);
            cluster[name] = held.All(permissions => permissions.CoversCluster(wanted));
        }
        var index = new SortedDictionary<string, SortedDictionary<string, bool>>(StringComparer.Ordinal);
        foreach (var (names, privileges) in _indices)
            foreach (var name in names)
                foreach (var privilege in privileges)
                {
                    var wanted = _security.Privileges.Index.Find(privilege);
                    if (!index.TryGetValue(name, out var answers)) index[name] = answers = new(StringComparer.Ordinal);
                    answers[privilege] = held.All(permissions => permissions.CoversIndex(wanted, name));
                }
        // Nobody has rights on applications here, but for whoever may do everything.
        var everything = user.Key is null && user.Roles.Contains(SecurityState.SuperuserRole);
        var all = cluster.Values.All(yes => yes) && index.Values.All(answers => answers.Values.All(yes => yes)) && (_applications.Count == 0 || everything);
        return new JsonObject
        {
            ["username"] = user.Name,
            ["has_all_requested"] = all,
            ["cluster"] = Flags(cluster),
            ["index"] = new JsonObject(index.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Flags(entry.Value)))),
            ["application"] = Applications(everything),
        };
    }

    private JsonObject Applications(bool granted)
    {
        var json = new JsonObject();
        foreach (var (application, resources, privileges) in _applications)
        {
            if (json[application] is not JsonObject byResource) json[application] = byResource = [];
            foreach (var resource in resources) byResource[resource] = new JsonObject(privileges.Select(p => KeyValuePair.Create(p, (JsonNode?)granted)));
        }
        return json;
    }

    private static JsonObject Flags(IEnumerable<KeyValuePair<string, bool>> flags) =>
        new(flags.Select(flag => KeyValuePair.Create(flag.Key, (JsonNode?)flag.Value)));

    private static IEnumerable<JsonObject> Entries(JsonNode? value) => (value as JsonArray ?? []).OfType<JsonObject>();
}
