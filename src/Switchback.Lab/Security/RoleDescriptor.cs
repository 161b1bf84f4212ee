using System.Text.Json.Nodes;
using Switchback.Lab.Http;

namespace Switchback.Lab.Security;

/// <summary>Privileges on indices whose names fit.</summary>
public sealed record IndexGrant(IReadOnlyList<string> Names, IReadOnlyList<string> Privileges, bool AllowRestricted, JsonNode? Query, JsonNode? FieldSecurity)
{
    /// <summary>Only for a remote: the aliases it holds for.</summary>
    public IReadOnlyList<string>? Clusters { get; init; }

    public JsonObject ToJson(bool withRestricted)
    {
        var json = new JsonObject();
        if (Clusters is not null) json["clusters"] = Json.Array(Clusters);
        json["names"] = Json.Array(Names);
        json["privileges"] = Json.Array(Privileges);
        if (FieldSecurity is not null) json["field_security"] = FieldSecurity.DeepClone();
        if (Query is not null) json["query"] = Query.DeepClone();
        if (withRestricted) json["allow_restricted_indices"] = AllowRestricted;
        return json;
    }
}

/// <summary>A role as it is written down: what it may do to the cluster and to which indices.</summary>
public sealed record RoleDescriptor(string Name, IReadOnlyList<string> Cluster, IReadOnlyList<IndexGrant> Indices)
{
    public IReadOnlyList<IndexGrant> RemoteIndices { get; init; } = [];

    public IReadOnlyList<string> RunAs { get; init; } = [];

    public JsonNode? Applications { get; init; }

    public JsonNode? Global { get; init; }

    public string? Description { get; init; }

    public JsonObject Metadata { get; init; } = [];

    public bool IsReserved { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["cluster"] = Json.Array(Cluster) };
        if (Global is not null) json["global"] = Global.DeepClone();
        json["indices"] = new JsonArray([.. Indices.Select(grant => grant.ToJson(withRestricted: true))]);
        json["applications"] = Applications?.DeepClone() ?? new JsonArray();
        json["run_as"] = Json.Array(RunAs);
        json["metadata"] = Metadata.DeepClone();
        json["transient_metadata"] = new JsonObject { ["enabled"] = true };
        if (RemoteIndices.Count > 0) json["remote_indices"] = new JsonArray([.. RemoteIndices.Select(grant => grant.ToJson(withRestricted: true))]);
        if (Description is not null) json["description"] = Description;
        return json;
    }

    /// <summary>Reads what a caller wrote; unknown fields and privileges are refused.</summary>
    public static RoleDescriptor Parse(string name, JsonObject json, Privileges known)
    {
        var role = new RoleDescriptor(name, [], []);
        foreach (var (field, value) in json)
        {
            role = field switch
            {
                "cluster" => role with { Cluster = Json.Strings(value) },
                "indices" or "index" => role with { Indices = Grants(name, field, value) },
                "remote_indices" => role with { RemoteIndices = Grants(name, field, value) },
                "applications" => role with { Applications = value?.DeepClone() },
                "run_as" => role with { RunAs = Json.Strings(value) },
                "metadata" => role with { Metadata = value?.DeepClone() as JsonObject ?? [] },
                "global" => role with { Global = value?.DeepClone() },
                "description" => role with { Description = value?.ToString() },
                "transient_metadata" or "restriction" or "remote_cluster" => role,
                _ => throw Errors.Parse($"failed to parse role [{name}]. unexpected field [{field}]"),
            };
        }
        foreach (var privilege in role.Cluster) known.Cluster.Find(privilege);
        foreach (var privilege in role.Indices.Concat(role.RemoteIndices).SelectMany(grant => grant.Privileges)) known.Index.Find(privilege);
        return role;
    }

    private static List<IndexGrant> Grants(string role, string field, JsonNode? value)
    {
        if (value is not JsonArray entries)
            throw Errors.Parse($"failed to parse indices privileges for role [{role}]. expected field [{field}] value to be an array, but found a different type instead");
        return [.. entries.Select(entry => Grant(role, entry as JsonObject
            ?? throw Errors.Parse($"failed to parse indices privileges for role [{role}]. expected field [{field}] value to be an array of objects, but found an array element of a different type")))];
    }

    private static IndexGrant Grant(string role, JsonObject json)
    {
        foreach (var (field, _) in json)
            if (field is not ("names" or "privileges" or "allow_restricted_indices" or "query" or "field_security" or "clusters"))
                throw Errors.Parse($"failed to parse indices privileges for role [{role}]. unexpected field [{field}]");
        return new IndexGrant(
            json["names"] is { } names ? Json.Strings(names) : throw Missing(role, "names"),
            json["privileges"] is { } privileges ? Json.Strings(privileges) : throw Missing(role, "privileges"),
            json["allow_restricted_indices"]?.GetValue<bool>() ?? false,
            json["query"]?.DeepClone(),
            json["field_security"]?.DeepClone())
        {
            Clusters = json["clusters"] is { } clusters ? Json.Strings(clusters) : null,
        };
    }

    private static ElasticException Missing(string role, string field) =>
        Errors.Parse($"failed to parse indices privileges for role [{role}]. missing required [{field}] field");
}
