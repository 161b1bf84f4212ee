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

/// <param name="RemoteAnswered">
/// False when the remote was skipped: with skip_unavailable, the default from 8.15 on, a search over a dead remote is a plain 200.
/// </param>
/// <param name="RemoteAsked">
/// False when no remote had a part in it: an alias that is none is taken for the name of an index, and a pattern of that name matches nothing.
/// </param>
public sealed record PokeResult(bool RemoteAnswered, bool RemoteAsked = true);

/// <summary>Remote clusters of this cluster.</summary>
public sealed class Remotes(ClusterChannel channel)
{
    public Task<Answer<IReadOnlyList<RemoteInfo>>> InfoAsync(CancellationToken cancel) =>
        channel.ReadAsync(RemoteRequests.Info, Read, cancel);

    /// <summary>Makes the cluster use the remote, and tells whether the remote answered.</summary>
    public Task<Answer<PokeResult>> PokeAsync(string alias, string leaderIndex, TimeSpan patience, CancellationToken cancel) =>
        channel.ReadAsync(RemoteRequests.Poke(alias, leaderIndex, patience), ReadPoke, cancel);

    public Task<Effect<Acknowledged>> PutAsync(string alias, IReadOnlyDictionary<string, string?> keys, CancellationToken cancel) =>
        channel.ActAsync(RemoteRequests.Put(alias, keys), Acknowledgement.Read, cancel);

    public Task<Effect<Acknowledged>> RemoveAsync(string alias, IReadOnlyCollection<string> keys, CancellationToken cancel) =>
        channel.ActAsync(RemoteRequests.Remove(alias, keys), Acknowledgement.Read, cancel);

    internal static PokeResult ReadPoke(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
    {
        root.Number("took");
        var clusters = root.FindObject("_clusters");
        return new PokeResult((clusters?.NumberOrNull("skipped") ?? 0) == 0, clusters is not null);
    });

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
