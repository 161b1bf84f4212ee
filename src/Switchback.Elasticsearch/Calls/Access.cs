using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

public sealed record Identity(string Username, IReadOnlyList<string> Roles, bool Enabled, string? AuthenticationType, string? ApiKeyName);

/// <summary>What was asked and the answer to each; a privilege that the answer leaves out is not had.</summary>
public sealed record Privileges(bool HasAll, IReadOnlyDictionary<string, bool> Cluster, IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>> Indices)
{
    public bool Has(string clusterPrivilege) => Cluster.GetValueOrDefault(clusterPrivilege);

    public bool Has(string index, string privilege) => Indices.TryGetValue(index, out var granted) && granted.GetValueOrDefault(privilege);
}

/// <summary>The credentials, and what they may. A cluster without security refuses these calls: then everything is allowed.</summary>
public sealed class Access(ClusterChannel channel)
{
    public Task<Answer<Identity>> WhoAmIAsync(Power power, CancellationToken cancel) =>
        channel.ReadAsync(AccessRequests.WhoAmI(power), ReadIdentity, cancel);

    public Task<Answer<Privileges>> PrivilegesAsync(
        Power power, IReadOnlyCollection<string> cluster, IReadOnlyCollection<string> indices, IReadOnlyCollection<string> privileges, CancellationToken cancel) =>
        channel.ReadAsync(AccessRequests.HasPrivileges(power, cluster, indices, privileges), ReadPrivileges, cancel);

    internal static Identity ReadIdentity(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root => new Identity(
        root.Text("username"), root.Texts("roles"), root.FlagOrNull("enabled") ?? false,
        root.TextOrNull("authentication_type"), root.FindObject("api_key")?.TextOrNull("name")));

    internal static Privileges ReadPrivileges(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root => new Privileges(
        root.Flag("has_all_requested"),
        Flags(root.FindObject("cluster")),
        (root.FindObject("index")?.Fields() ?? []).ToDictionary(index => index.Name, index => Flags(index.Value))));

    private static IReadOnlyDictionary<string, bool> Flags(JsonAt? at) =>
        (at?.Fields() ?? []).ToDictionary(field => field.Name, field => field.Value.Flag());
}
