using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Reading;

/// <summary>Reads what a cluster says about itself.</summary>
internal static class SelfReader
{
    public static License License(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
    {
        var license = root.NeedObject("license");
        return new License(license.Text("type"), license.Text("status"), license.TimeOrNull("expiry_date_in_millis"));
    });

    public static FollowUsage Usage(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
    {
        var ccr = root.NeedObject("ccr");
        return new FollowUsage(
            ccr.Flag("available"), ccr.Flag("enabled"), ccr.NumberOrNull("follower_indices_count") ?? 0,
            ccr.NumberOrNull("auto_follow_patterns_count") ?? 0,
            // How long ago, not when.
            ccr.NumberOrNull("last_follow_time_in_millis") is { } millis and >= 0 and < long.MaxValue / 10_000 ? TimeSpan.FromMilliseconds(millis) : null);
    });

    public static ClusterHealth Health(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root => new ClusterHealth(
        root.Text("cluster_name"),
        Status(root.Text("status")),
        root.Flag("timed_out"),
        root.Number("number_of_nodes"),
        root.Number("number_of_data_nodes"),
        root.Number("active_shards"),
        root.Number("initializing_shards"),
        root.Number("unassigned_shards"),
        root.NumberOrNull("number_of_pending_tasks") ?? 0,
        root.FindObject("indices")?.Fields().ToDictionary(index => index.Name, index => Status(index.Value.Text("status"))) ?? []));

    public static ClusterWideSettings Settings(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
        new ClusterWideSettings(Flat(root.NeedObject("persistent")), Flat(root.NeedObject("transient"))));

    public static IReadOnlyList<NodeFacts> Nodes(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<NodeFacts>>(body, root =>
        [.. root.NeedObject("nodes").Fields().Select(node => new NodeFacts(
            node.Name, node.Value.Text("name"), node.Value.Text("version"), node.Value.TextOrNull("transport_address") ?? "", node.Value.Texts("roles")))]);

    public static IReadOnlyList<DiskFacts> Disks(ReadOnlyMemory<byte> body) => JsonAt.Read<IReadOnlyList<DiskFacts>>(body, root =>
        [.. root.NeedObject("nodes").Fields()
            .Where(node => node.Value.FindObject("fs")?.FindObject("total") is not null)
            .Select(node =>
            {
                var total = node.Value.NeedObject("fs").NeedObject("total");
                return new DiskFacts(
                    node.Name, node.Value.Text("name"), node.Value.TimeOrNull("timestamp"), node.Value.Texts("roles"),
                    total.NumberOrNull("total_in_bytes") ?? 0, total.NumberOrNull("available_in_bytes") ?? 0);
            })]);

    public static IReadOnlyDictionary<string, FollowMetadata> FollowMetadata(ReadOnlyMemory<byte> body) =>
        JsonAt.Read<IReadOnlyDictionary<string, FollowMetadata>>(body, root =>
        {
            var found = new Dictionary<string, FollowMetadata>(StringComparer.Ordinal);
            foreach (var (name, index) in root.FindObject("metadata")?.FindObject("indices")?.Fields() ?? [])
            {
                if (index.FindObject("ccr") is not { } ccr) continue;
                found[name] = Metadata(ccr, index.TextOrNull("state") == "open");
            }
            return found;
        });

    public static FollowMetadata Metadata(JsonAt ccr, bool isOpen) => new(
        ccr.Text("remote_cluster_name"), ccr.Text("leader_index_name"), ccr.Text("leader_index_uuid"),
        (ccr.TextOrNull("leader_index_shard_history_uuids") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries),
        isOpen);

    public static RunningTasks Tasks(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root => new RunningTasks(
        [.. root.NeedObject("nodes").Fields()
            .SelectMany(node => node.Value.FindObject("tasks")?.Fields() ?? [])
            .Select(task => new RunningTask(
                task.Value.Text("node"), task.Value.Number("id"), task.Value.Text("action"), task.Value.TextOrNull("description") ?? "",
                task.Value.TimeOrNull("start_time_in_millis"), TimeSpan.FromMicroseconds((task.Value.NumberOrNull("running_time_in_nanos") ?? 0) / 1000))
            {
                Mark = task.Value.FindObject("headers")?.TextOrNull("X-Opaque-Id"),
            })],
        root.Find("node_failures") is null && root.Find("task_failures") is null));

    private static Dictionary<string, string> Flat(JsonAt settings)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in settings.Fields())
        {
            // Lists, such as several seeds, come as arrays.
            if (value.IsArray) flat[name] = string.Join(',', value.Items().Select(item => item.ScalarText()));
            else if (!value.IsObject) flat[name] = value.ScalarText();
        }
        return flat;
    }

    private static HealthStatus Status(string word) => word switch
    {
        "green" or "GREEN" => HealthStatus.Green,
        "yellow" or "YELLOW" => HealthStatus.Yellow,
        "red" or "RED" => HealthStatus.Red,
        _ => HealthStatus.Unknown,
    };
}
