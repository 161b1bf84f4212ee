using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads what clusters say about indices.</summary>
internal static class IndexReader
{
    public static IReadOnlyList<IndexFacts> List(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<IndexFacts>>(body, root =>
        [.. root.Items().Select(row => new IndexFacts(
            row.Text("index"), row.Text("uuid"),
            row.Text("status") switch { "open" => IndexState.Open, "close" => IndexState.Closed, _ => IndexState.Unknown },
            row.TextOrNull("health") switch { "green" => HealthStatus.Green, "yellow" => HealthStatus.Yellow, "red" => HealthStatus.Red, _ => HealthStatus.Unknown },
            row.Int32("pri"), row.Int32("rep"),
            row.NumberOrNull("docs.count"), row.NumberOrNull("docs.deleted"), row.NumberOrNull("store.size"), row.NumberOrNull("pri.store.size"),
            row.NumberOrNull("creation.date")))]);

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Settings(ReadOnlyMemory<byte> body) =>
        JsonAt.Read<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(body, root => root.Fields().ToDictionary(
            index => index.Name,
            index => (IReadOnlyDictionary<string, string>)index.Value.NeedObject("settings").Fields()
                .Where(setting => !setting.Value.IsObject)
                .ToDictionary(setting => setting.Name, setting => setting.Value.IsArray
                    ? string.Join(',', setting.Value.Items().Select(item => item.ScalarText()))
                    : setting.Value.Element.ValueKind == System.Text.Json.JsonValueKind.Null ? "" : setting.Value.ScalarText())));

    /// <summary>Each index's mapping in one spelling, so that equal mappings are equal texts.</summary>
    public static IReadOnlyDictionary<string, string> Mappings(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyDictionary<string, string>>(body, root =>
        root.Fields().ToDictionary(index => index.Name, index => CanonicalJson.Of(index.Value.NeedObject("mappings").Element)));

    public static IReadOnlyList<RecoveryFacts> Recoveries(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<RecoveryFacts>>(body, root =>
        [.. root.Fields().SelectMany(index => index.Value.ItemsOrNone("shards").Select(shard => Recovery(index.Name, shard)))]);

    public static IReadOnlyList<AliasFacts> Aliases(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<AliasFacts>>(body, root =>
        [.. root.Fields().SelectMany(index => (index.Value.FindObject("aliases")?.Fields() ?? [])
            .Select(alias => new AliasFacts(index.Name, alias.Name, alias.Value.FlagOrNull("is_write_index"), alias.Value.Find("filter") is not null)))]);

    /// <summary>
    /// <c>{"acknowledged":true,"shards_acknowledged":true,"indices":{"bar":{"closed":true}}}</c>. An index that was closed
    /// before is not listed; one that could not be closed is, with its reasons, inside a yes.
    /// </summary>
    public static IndexResult Changed(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
    {
        var refused = Refused(root);
        if (refused.Count == 0) Acknowledgement.Require(root);
        return new IndexResult(root.FlagOrNull("shards_acknowledged"), refused);
    });

    public static ShardsAnswered Shards(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root => Shards(root.NeedObject("_shards")));

    public static ShardsAnswered Shards(JsonAt shards) => new(
        shards.Number("total"), shards.Number("successful"), shards.NumberOrNull("failed") ?? 0,
        [.. shards.ItemsOrNone("failures").Select(failure => failure.FindObject("reason") is { } reason
            ? ErrorReader.FromObject((int)Math.Clamp(Status(failure), 0, 999), reason)
            : ServerError.Bare(0, "no reason is given"))]);

    private static long Status(JsonAt failure) =>
        failure.Find("status") is { } status && status.Element.ValueKind == System.Text.Json.JsonValueKind.Number ? status.Number() : 0;

    private static Dictionary<string, string> Refused(JsonAt root)
    {
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        // _close lists them as an object by name, _block as an array.
        var indices = root.Find("indices");
        var entries = indices is { IsArray: true } list
            ? list.Items().Select(item => (Name: item.Text("name"), Value: item))
            : indices?.Fields() ?? [];
        foreach (var (name, value) in entries)
        {
            if ((value.FlagOrNull("closed") ?? value.FlagOrNull("blocked")) == true) continue;
            refused[name] = FirstReason(value) ?? "no reason is given";
        }
        return refused;
    }

    private static string? FirstReason(JsonAt index)
    {
        if (index.FindObject("exception") is { } exception) return ErrorReader.FromObject(0, exception).Reason;
        var shards = index.Find("failedShards") ?? index.Find("failed_shards");
        var failures = shards is { IsObject: true } byShard ? byShard.Fields().SelectMany(shard => shard.Value.ItemsOrNone("failures")) : [];
        return failures.Select(failure => failure.FindObject("reason") is { } reason ? ErrorReader.FromObject(0, reason).Reason : null).FirstOrDefault();
    }

    private static RecoveryFacts Recovery(string index, JsonAt shard)
    {
        var source = shard.FindObject("source");
        var size = shard.FindObject("index")?.FindObject("size");
        var files = shard.FindObject("index")?.FindObject("files");
        return new RecoveryFacts(
            index, shard.Int32("id"), shard.FlagOrNull("primary") ?? false, shard.Text("type"), shard.Text("stage"),
            source?.TextOrNull("repository") is { } repository && repository.StartsWith("_ccr_", StringComparison.Ordinal) ? repository["_ccr_".Length..] : null,
            source?.TextOrNull("index"),
            shard.TimeOrNull("start_time_in_millis"),
            TimeSpan.FromMilliseconds(Math.Clamp(shard.NumberOrNull("total_time_in_millis") ?? 0, 0, (long)TimeSpan.MaxValue.TotalMilliseconds / 2)),
            size?.NumberOrNull("total_in_bytes") ?? 0, size?.NumberOrNull("reused_in_bytes") ?? 0, size?.NumberOrNull("recovered_in_bytes") ?? 0,
            files?.NumberOrNull("total") ?? 0, files?.NumberOrNull("recovered") ?? 0);
    }
}
