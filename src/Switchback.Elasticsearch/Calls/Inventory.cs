using System.Security.Cryptography;
using System.Text;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

/// <param name="Digest">Equal digests mean equal definitions; settings of a repository may hold secrets, so their text is not kept.</param>
/// <param name="IsManaged">Made by Elasticsearch or another product of its maker, present everywhere by itself.</param>
public sealed record Definition(string Name, string Digest, bool IsManaged);

/// <summary>What one side has and the other may lack: templates, policies, pipelines, repositories, roles.</summary>
public sealed class Inventory(ClusterChannel channel)
{
    /// <summary>Fields that differ from cluster to cluster although people wrote the same.</summary>
    private static readonly HashSet<string> Volatile = ["version", "modified_date", "modified_date_millis", "created_date", "created_date_millis", "uuid"];

    public Task<Answer<IReadOnlyList<Definition>>> IndexTemplatesAsync(CancellationToken cancel) =>
        channel.ReadAsync(InventoryRequests.IndexTemplates, body => Listed(body, "index_templates", "index_template"), cancel);

    public Task<Answer<IReadOnlyList<Definition>>> ComponentTemplatesAsync(CancellationToken cancel) =>
        channel.ReadAsync(InventoryRequests.ComponentTemplates, body => Listed(body, "component_templates", "component_template"), cancel);

    public Task<Answer<IReadOnlyList<Definition>>> LegacyTemplatesAsync(CancellationToken cancel) => ByName(InventoryRequests.LegacyTemplates, cancel);

    public Task<Answer<IReadOnlyList<Definition>>> LifecyclePoliciesAsync(CancellationToken cancel) => ByName(InventoryRequests.LifecyclePolicies, cancel);

    public Task<Answer<IReadOnlyList<Definition>>> SnapshotPoliciesAsync(CancellationToken cancel) => ByName(InventoryRequests.SnapshotPolicies, cancel);

    public Task<Answer<IReadOnlyList<Definition>>> PipelinesAsync(CancellationToken cancel) => ByName(InventoryRequests.Pipelines, cancel);

    public Task<Answer<IReadOnlyList<Definition>>> SnapshotRepositoriesAsync(CancellationToken cancel) => ByName(InventoryRequests.SnapshotRepositories, cancel);

    /// <summary>Fails with NotAllowed where the read credential may not see security.</summary>
    public Task<Answer<IReadOnlyList<Definition>>> RolesAsync(CancellationToken cancel) => ByName(InventoryRequests.Roles, cancel);

    internal static IReadOnlyList<Definition> Named(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<Definition>>(body, root =>
        [.. root.Fields().Select(item => Define(item.Name, item.Value)).OrderBy(item => item.Name, StringComparer.Ordinal)]);

    internal static IReadOnlyList<Definition> Listed(ReadOnlyMemory<byte> body, string list, string each) => JsonAt.Read<IReadOnlyList<Definition>>(body, root =>
        [.. root.Items(list).Select(item => Define(item.Text("name"), item.NeedObject(each))).OrderBy(item => item.Name, StringComparer.Ordinal)]);

    private static Definition Define(string name, JsonAt value) => new(
        name,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(value.Object().Element, Volatile)))),
        name.StartsWith('.') || Managed(value) || (value.FindObject("policy") is { } policy && Managed(policy)));

    private static bool Managed(JsonAt value) =>
        (value.Find("_meta") ?? value.Find("metadata")) is { IsObject: true } meta
        && (meta.Find("managed") ?? meta.Find("_reserved")) is { Element.ValueKind: System.Text.Json.JsonValueKind.True };

    private Task<Answer<IReadOnlyList<Definition>>> ByName(WireRequest request, CancellationToken cancel) => channel.ReadAsync(request, Named, cancel);
}
