namespace Switchback.Elasticsearch.Wire;

/// <summary>Remote clusters: what there is, how it is set, and the poke that makes a cluster use one again.</summary>
public static class RemoteRequests
{
    public const string SettingPrefix = "cluster.remote.";

    /// <summary><c>connected:false</c> is no proof of anything: nobody may have used the remote since it came back.</summary>
    public static readonly WireRequest Info = new() { Method = HttpMethod.Get, Target = "/_remote/info" };

    /// <summary>A search across, for its connection and nothing else. With the remote down it is a 500, or a 200 that says "skipped"; with it silent it never answers.</summary>
    public static WireRequest Poke(string alias, string leaderIndex, TimeSpan patience) => new()
    {
        Method = HttpMethod.Get,
        Target = $"/{Target.Name(alias)}:{Target.Name(leaderIndex)}/_search?size=0&filter_path=took,timed_out,_shards,_clusters",
        Timeout = patience,
        Flaw = Target.FlawOfConcrete(alias) ?? Target.FlawOf(leaderIndex),
    };

    /// <summary>What there is on the other side, hidden and closed indices included.</summary>
    public static WireRequest Resolve(string alias) => new()
    {
        Method = HttpMethod.Get,
        Target = $"/_resolve/index/{Target.Name(alias)}:*?expand_wildcards=all",
        Since = Since.ResolveIndex,
        Flaw = Target.FlawOfConcrete(alias),
    };

    /// <summary>The names of the other side's open indices that hold documents, by a search across that returns none.</summary>
    public static WireRequest Names(string alias) => new()
    {
        Method = HttpMethod.Post,
        Target = $"/{Target.Name(alias)}:*/_search?filter_path=took,timed_out,_shards,_clusters,aggregations.names.buckets.key",
        Body = """{"size":0,"aggs":{"names":{"terms":{"field":"_index","size":10000}}}}"""u8.ToArray(),
        Flaw = Target.FlawOfConcrete(alias),
    };

    /// <summary>Keys without the prefix; null removes one. Switching modes removes the old mode's keys in the same call.</summary>
    public static WireRequest Put(string alias, IReadOnlyDictionary<string, string?> keys) =>
        SelfRequests.PutSettings(keys.ToDictionary(key => $"{SettingPrefix}{alias}.{key.Key}", key => key.Value)) with { Flaw = FlawOf(alias, keys.Count) };

    /// <summary>Every key the alias has, in one call: leaving one behind is refused.</summary>
    public static WireRequest Remove(string alias, IReadOnlyCollection<string> keys) =>
        Put(alias, keys.ToDictionary(key => key, _ => (string?)null));

    private static string? FlawOf(string alias, int keys) =>
        Target.FlawOfConcrete(alias) ?? (alias.Contains('.') ? $"'{alias}' holds a dot" : keys == 0 ? "no setting is given" : null);
}
