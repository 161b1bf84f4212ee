using System.Globalization;

namespace Switchback.Elasticsearch.Wire;

/// <summary>What a cluster says about itself, and its cluster-wide settings.</summary>
public static class SelfRequests
{
    public static readonly WireRequest Root = new() { Method = HttpMethod.Get, Target = "/" };

    public static readonly WireRequest License = new() { Method = HttpMethod.Get, Target = "/_license" };

    public static readonly WireRequest Usage = new() { Method = HttpMethod.Get, Target = "/_xpack/usage?filter_path=ccr" };

    /// <summary>All settings, flat; values that are true or false come back as text.</summary>
    public static readonly WireRequest Settings = new() { Method = HttpMethod.Get, Target = "/_cluster/settings?flat_settings=true" };

    public static readonly WireRequest Nodes = new()
    {
        Method = HttpMethod.Get,
        Target = "/_nodes/_all/transport?filter_path=cluster_name,nodes.*.name,nodes.*.version,nodes.*.roles,nodes.*.transport_address,nodes.*.host",
    };

    public static readonly WireRequest Disks = new()
    {
        Method = HttpMethod.Get,
        Target = "/_nodes/stats/fs?filter_path=cluster_name,nodes.*.name,nodes.*.timestamp,nodes.*.roles,nodes.*.fs.total",
    };

    /// <summary>With <paramref name="waitFor"/> it answers when the health is reached or after the time: 408 with the same body.</summary>
    public static WireRequest Health(IReadOnlyCollection<string>? names = null, string? waitFor = null, TimeSpan? patience = null, bool eachIndex = false)
    {
        var query = new List<string>();
        if (eachIndex) query.Add("level=indices");
        if (waitFor is not null) query.Add($"wait_for_status={Uri.EscapeDataString(waitFor)}");
        if (patience is { } time) query.Add(string.Create(CultureInfo.InvariantCulture, $"timeout={(long)time.TotalMilliseconds}ms"));
        return new WireRequest
        {
            Method = HttpMethod.Get,
            Target = "/_cluster/health" + (names is { Count: > 0 } ? "/" + Target.Names(names) : "") + (query.Count > 0 ? "?" + string.Join('&', query) : ""),
            AlsoAnswers = 408,
            Timeout = patience is { } wait ? wait + TimeSpan.FromSeconds(10) : null,
            Flaw = names?.Select(Target.FlawOf).FirstOrDefault(flaw => flaw is not null),
        };
    }

    /// <summary>What makes indices followers: their <c>ccr</c> metadata, with leader name and uuids that nothing else tells once paused.</summary>
    public static WireRequest FollowMetadata(IReadOnlyCollection<string> names) => new()
    {
        Method = HttpMethod.Get,
        Target = $"/_cluster/state/metadata/{Target.Names(names)}?expand_wildcards=all&filter_path=cluster_uuid,metadata.cluster_uuid,metadata.indices.*.ccr,metadata.indices.*.state",
        Flaw = names.Count == 0 ? "no name is given" : names.Select(Target.FlawOf).FirstOrDefault(flaw => flaw is not null),
    };

    /// <summary>What a step has to know about indices before and after it, in one state of the cluster.</summary>
    public static WireRequest Sights(IReadOnlyCollection<string> names) => new()
    {
        Method = HttpMethod.Get,
        Target = $"/_cluster/state/metadata,routing_table/{Target.Names(names)}?expand_wildcards=all&filter_path=cluster_uuid,metadata.cluster_uuid,metadata.indices.*.ccr,"
            + "metadata.indices.*.state,metadata.indices.*.settings.index.uuid,routing_table.indices.*.shards.*.primary,routing_table.indices.*.shards.*.state,"
            + "routing_table.indices.*.shards.*.unassigned_info.allocation_status",
        Flaw = names.Count == 0 ? "no name is given" : names.Select(Target.FlawOf).FirstOrDefault(flaw => flaw is not null),
    };

    /// <summary>The primary terms of indices, shard by shard: what is written after one was closed and opened has a larger one.</summary>
    public static WireRequest PrimaryTerms(IReadOnlyCollection<string> names) => new()
    {
        Method = HttpMethod.Get,
        Target = $"/_cluster/state/metadata/{Target.Names(names)}?expand_wildcards=all&filter_path=cluster_uuid,metadata.cluster_uuid,metadata.indices.*.primary_terms",
        Flaw = names.Count == 0 ? "no name is given" : names.Select(Target.FlawOf).FirstOrDefault(flaw => flaw is not null),
    };

    /// <summary>Calls that are still working in the cluster. One that its caller gave up can still take effect.</summary>
    public static WireRequest Tasks(string actions) => new()
    {
        Method = HttpMethod.Get,
        Target = $"/_tasks?detailed=true&actions={Target.Name(actions)}",
    };

    /// <summary>Persistent settings; null removes one.</summary>
    public static WireRequest PutSettings(IReadOnlyDictionary<string, string?> persistent) => new()
    {
        Method = HttpMethod.Put,
        Target = "/_cluster/settings?flat_settings=true",
        Body = JsonBody.Of(body => body.Settings("persistent", persistent)),
        Kind = CallKind.Write,
        Power = Power.Operate,
        Flaw = persistent.Count == 0 ? "no setting is given" : null,
    };
}
