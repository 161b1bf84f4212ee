using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

/// <param name="Connected">Whether a connection is open just now. False proves nothing: nobody may have used the remote lately.</param>
/// <param name="Mode">As it came: sniff, proxy, or a word we do not know.</param>
/// <param name="Addresses">Seeds, or the one proxy address.</param>
/// <param name="Connections">Open ones: to nodes in sniff mode, sockets in proxy mode.</param>
/// <param name="UsesApiKey">The API-key model; says nothing about whether the key is good.</param>
public sealed record RemoteInfo(
    string Alias, bool Connected, string Mode, IReadOnlyList<string> Addresses, string? ServerName, long Connections, bool SkipUnavailable, bool UsesApiKey);

/// <summary>Remote clusters of this cluster.</summary>
public sealed class Remotes(ClusterChannel channel)
{
    public Task<Answer<IReadOnlyList<RemoteInfo>>> InfoAsync(CancellationToken cancel) =>
        channel.ReadAsync(RemoteRequests.Info, Read, cancel);

    /// <summary>Makes the cluster use the remote: a yes means that the remote answered.</summary>
    public Task<Answer<Acknowledged>> PokeAsync(string alias, string leaderIndex, TimeSpan patience, CancellationToken cancel) =>
        channel.ReadAsync(RemoteRequests.Poke(alias, leaderIndex, patience), static body => JsonAt.Read(body, root =>
        {
            root.Number("took");
            return new Acknowledged();
        }), cancel);

    public Task<Effect<Acknowledged>> PutAsync(string alias, IReadOnlyDictionary<string, string?> keys, CancellationToken cancel) =>
        channel.ActAsync(RemoteRequests.Put(alias, keys), Acknowledgement.Read, cancel);

    public Task<Effect<Acknowledged>> RemoveAsync(string alias, IReadOnlyCollection<string> keys, CancellationToken cancel) =>
        channel.ActAsync(RemoteRequests.Remove(alias, keys), Acknowledgement.Read, cancel);

    internal static IReadOnlyList<RemoteInfo> Read(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<RemoteInfo>>(body, root =>
        [.. root.Fields().Select(remote => new RemoteInfo(
            remote.Name,
            remote.Value.Flag("connected"),
            remote.Value.TextOrNull("mode") ?? "sniff",
            [.. remote.Value.Texts("seeds"), .. remote.Value.Texts("proxy_address")],
            remote.Value.TextOrNull("server_name"),
            remote.Value.NumberOrNull("num_nodes_connected") ?? remote.Value.NumberOrNull("num_proxy_sockets_connected") ?? 0,
            remote.Value.FlagOrNull("skip_unavailable") ?? false,
            remote.Value.Find("cluster_credentials") is not null))]);
}
