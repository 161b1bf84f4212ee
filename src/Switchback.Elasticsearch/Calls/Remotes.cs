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

/// <summary>What a cluster sees of another one.</summary>
/// <param name="Indices">By name, in order.</param>
/// <param name="Others">Names that stand for more than an index: aliases and data streams.</param>
/// <param name="IsComplete">False when only indices with documents could be seen.</param>
public sealed record RemoteList(IReadOnlyList<RemoteIndex> Indices, IReadOnlyCollection<string> Others, bool IsComplete);

/// <param name="DataStream">The stream it backs; null when it backs none, or when that could not be seen.</param>
public sealed record RemoteIndex(string Name, bool IsOpen, string? DataStream);

/// <summary>Remote clusters of this cluster.</summary>
public sealed class Remotes(ClusterChannel channel)
{
    public Task<Answer<IReadOnlyList<RemoteInfo>>> InfoAsync(CancellationToken cancel) =>
        channel.ReadAsync(RemoteRequests.Info, Read, cancel);

    /// <summary>Makes the cluster use the remote, and tells whether the remote answered.</summary>
    public Task<Answer<PokeResult>> PokeAsync(string alias, string leaderIndex, TimeSpan patience, CancellationToken cancel) =>
        channel.ReadAsync(RemoteRequests.Poke(alias, leaderIndex, patience), ReadPoke, cancel);

    /// <summary>
    /// The other cluster's indices, as this one sees them. Servers before 7.9 cannot say; a search tells at least of those that hold documents.
    /// </summary>
    public async Task<Answer<RemoteList>> IndicesAsync(string alias, CancellationToken cancel)
    {
        var resolved = await channel.ReadAsync(RemoteRequests.Resolve(alias), body => ReadResolved(body, alias), cancel);
        return resolved.TryGet(out var list, out var fault) ? list.Indices.Count > 0 ? resolved : await SearchedAsync(alias, cancel)
            : fault is Fault.TooOld or Fault.Refused or Fault.Missing ? await SearchedAsync(alias, cancel)
            : resolved;
    }

    public Task<Effect<Acknowledged>> PutAsync(string alias, IReadOnlyDictionary<string, string?> keys, CancellationToken cancel) =>
        channel.ActAsync(RemoteRequests.Put(alias, keys), Acknowledgement.Read, cancel);

    public Task<Effect<Acknowledged>> RemoveAsync(string alias, IReadOnlyCollection<string> keys, CancellationToken cancel) =>
        channel.ActAsync(RemoteRequests.Remove(alias, keys), Acknowledgement.Read, cancel);

    private Task<Answer<RemoteList>> SearchedAsync(string alias, CancellationToken cancel) =>
        channel.ReadAsync(RemoteRequests.Names(alias), body => ReadNames(body, alias), cancel);

    internal static RemoteList ReadResolved(ReadOnlyMemory<byte> body, string alias) => JsonAt.Read(body, root => new RemoteList(
        [.. root.Items("indices").Select(index => new RemoteIndex(Bare(index.Text("name"), alias), !index.Texts("attributes").Contains("closed"), index.TextOrNull("data_stream")))
            .OrderBy(index => index.Name, StringComparer.Ordinal)],
        [.. root.ItemsOrNone("aliases").Concat(root.ItemsOrNone("data_streams")).Select(other => Bare(other.Text("name"), alias)).Distinct(StringComparer.Ordinal)],
        true));

    internal static RemoteList ReadNames(ReadOnlyMemory<byte> body, string alias) => JsonAt.Read(body, root =>
    {
        root.Number("took");
        var buckets = root.FindObject("aggregations")?.FindObject("names")?.ItemsOrNone("buckets") ?? [];
        return new RemoteList([.. buckets.Select(bucket => Bare(bucket.Text("key"), alias)).Order(StringComparer.Ordinal).Select(name => new RemoteIndex(name, true, null))], [], false);
    });

    private static string Bare(string name, string alias) => name.StartsWith(alias + ":", StringComparison.Ordinal) ? name[(alias.Length + 1)..] : name;

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
