using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads indices out of a state of the cluster.</summary>
internal static class SightReader
{
    public static IReadOnlyDictionary<string, IndexSight> Read(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyDictionary<string, IndexSight>>(body, root =>
    {
        // Always there: an answer without any of the indices differs by it from an empty object of a stranger.
        root.Text("cluster_uuid");
        var routing = root.FindObject("routing_table")?.FindObject("indices");
        return (root.FindObject("metadata")?.FindObject("indices")?.Fields() ?? [])
            .ToDictionary(index => index.Name, index => Sight(index.Name, index.Value, routing?.FindObject(index.Name)?.FindObject("shards")), StringComparer.Ordinal);
    });

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> PrimaryTerms(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>>>(body, root =>
    {
        root.Text("cluster_uuid");
        return (root.FindObject("metadata")?.FindObject("indices")?.Fields() ?? []).ToDictionary(
            index => index.Name,
            index => (IReadOnlyDictionary<int, long>)index.Value.NeedObject("primary_terms").Fields().ToDictionary(shard => int.Parse(shard.Name, System.Globalization.CultureInfo.InvariantCulture), shard => shard.Value.Number()),
            StringComparer.Ordinal);
    });

    private static IndexSight Sight(string name, JsonAt index, JsonAt? shards)
    {
        var state = index.Text("state") switch { "open" => IndexState.Open, "close" => IndexState.Closed, _ => IndexState.Unknown };
        List<PrimariesState> primaries = [.. shards?.Fields().Select(shard => Primary(shard.Value)) ?? []];
        return new IndexSight(
            name,
            index.NeedObject("settings").NeedObject("index").Text("uuid"),
            state,
            index.FindObject("ccr") is { } ccr ? SelfReader.Metadata(ccr, state == IndexState.Open) : null,
            // The worst of them.
            primaries.Count == 0 ? PrimariesState.Unknown : primaries.Max(),
            primaries.Count);
    }

    private static PrimariesState Primary(JsonAt copies)
    {
        foreach (var copy in copies.Items())
        {
            if (copy.FlagOrNull("primary") != true) continue;
            // A primary that moves to another node works meanwhile.
            if (copy.TextOrNull("state") is "STARTED" or "RELOCATING") return PrimariesState.Started;
            return copy.FindObject("unassigned_info")?.TextOrNull("allocation_status") is "no" or "deciders_no" ? PrimariesState.Failed : PrimariesState.Waiting;
        }

        return PrimariesState.Waiting;
    }
}
