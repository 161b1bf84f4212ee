using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

/// <param name="BackingIndices">Oldest first; the last is the one that takes writes.</param>
/// <param name="Replicated">Its backing indices follow another cluster's; it cannot roll over before it is promoted.</param>
/// <param name="Template">The template it rolls over with; null when none matches, and then it cannot.</param>
public sealed record DataStream(string Name, IReadOnlyList<string> BackingIndices, long Generation, string? Template, bool Replicated);

/// <param name="RolledOver">False in a yes means that nothing was made.</param>
public sealed record RolloverResult(string OldIndex, string NewIndex, bool RolledOver);

/// <summary>Data streams, from 7.9.</summary>
public sealed class Streams(ClusterChannel channel)
{
    public Task<Answer<IReadOnlyList<DataStream>>> ListAsync(CancellationToken cancel) =>
        channel.ReadAsync(StreamRequests.List, Read, cancel);

    public Task<Effect<Acknowledged>> PromoteAsync(string name, CancellationToken cancel) =>
        channel.ActAsync(StreamRequests.Promote(name), Acknowledgement.Read, cancel);

    public Task<Effect<RolloverResult>> RolloverAsync(string name, CancellationToken cancel) =>
        channel.ActAsync(StreamRequests.Rollover(name), body => JsonAt.Read(body, root =>
        {
            Acknowledgement.Require(root);
            return new RolloverResult(root.Text("old_index"), root.Text("new_index"), root.Flag("rolled_over"));
        }), cancel);

    /// <summary>Destroys.</summary>
    public Task<Effect<Acknowledged>> DeleteAsync(string name, CancellationToken cancel) =>
        channel.ActAsync(StreamRequests.Delete(name), Acknowledgement.Read, cancel);

    internal static IReadOnlyList<DataStream> Read(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<DataStream>>(body, root =>
        [.. root.Items("data_streams").Select(stream => new DataStream(
            stream.Text("name"),
            [.. stream.Items("indices").Select(index => index.Text("index_name"))],
            stream.Number("generation"),
            stream.TextOrNull("template"),
            stream.FlagOrNull("replicated") ?? false))]);
}
