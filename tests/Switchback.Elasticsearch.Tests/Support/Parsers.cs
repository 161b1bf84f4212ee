using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;

namespace Switchback.Elasticsearch.Tests.Support;

/// <summary>Every parser there is, and which recorded answers are its own.</summary>
internal sealed record Parser(string Name, Func<ReadOnlyMemory<byte>, object> Read, Func<RecordedStep, bool> Fits)
{
    /// <summary>As the channel runs it: a value or a fault.</summary>
    public Answer<object> Run(ReadOnlyMemory<byte> body) => ClusterChannel.Parse(body, Read);

    public override string ToString() => Name;
}

internal static class Parsers
{
    public static readonly IReadOnlyList<Parser> All =
    [
        new("identity", body => IdentityReader.Read(body, null, "127.0.0.1"), step => step.Path == "/"),
        new("license", SelfReader.License, step => step.Path == "/_license"),
        new("usage", SelfReader.Usage, step => step.PathOnly == "/_xpack/usage"),
        new("health", SelfReader.Health, step => step.Path.StartsWith("/_cluster/health", StringComparison.Ordinal)),
        new("cluster settings", SelfReader.Settings, step => step is { Method: "GET", PathOnly: "/_cluster/settings" }),
        new("nodes", SelfReader.Nodes, step => step.Path == "/_nodes/_all/http"),
        new("follow metadata", SelfReader.FollowMetadata, step => step.Path.StartsWith("/_cluster/state/metadata", StringComparison.Ordinal)),
        new("tasks", SelfReader.Tasks, step => step.PathOnly == "/_tasks"),
        new("follow stats", body => new FollowStatsReader().Read(body.Span, new FollowStats()), step => step.PathOnly.EndsWith("/_ccr/stats", StringComparison.Ordinal) && step.Path == step.PathOnly),
        new("auto-follow stats", FollowReader.AutoFollowStats, step => step.Path is "/_ccr/stats" or "/_ccr/stats?filter_path=auto_follow_stats"),
        new("info", FollowReader.Infos, step => step.PathOnly.EndsWith("/_ccr/info", StringComparison.Ordinal) && step.Path == step.PathOnly),
        new("follow", FollowReader.Followed, step => step.PathOnly.EndsWith("/_ccr/follow", StringComparison.Ordinal)),
        new("forget", FollowReader.Forgotten, step => step.PathOnly.EndsWith("/_ccr/forget_follower", StringComparison.Ordinal)),
        new("patterns", FollowReader.Patterns, step => step is { Method: "GET" } && step.Path.StartsWith("/_ccr/auto_follow", StringComparison.Ordinal)),
        new("acknowledgement", body => Acknowledgement.Read(body), step => step is { Method: "POST" } && step.Path.EndsWith("e_follow", StringComparison.Ordinal) || step.Path.EndsWith("/_ccr/unfollow", StringComparison.Ordinal)),
        new("remotes", Remotes.Read, step => step.Path == "/_remote/info"),
        new("positions", body => new PositionsReader().Read(body.Span, new Positions()), step => step.PathOnly.Contains("/_stats") && step.Path.Contains("level=shards") && !step.Path.Contains("filter_path")),
        new("indices", IndexReader.List, step => step.PathOnly.StartsWith("/_cat/indices", StringComparison.Ordinal) && step.Path.Contains("bytes=b") && !step.Path.Contains("h=")),
        new("settings", IndexReader.Settings, step => step is { Method: "GET" } && step.PathOnly.EndsWith("/_settings", StringComparison.Ordinal) && !step.PathOnly.StartsWith("/_cluster", StringComparison.Ordinal)),
        new("mappings", IndexReader.Mappings, step => step is { Method: "GET" } && step.PathOnly.EndsWith("/_mapping", StringComparison.Ordinal)),
        new("recovery", IndexReader.Recoveries, step => step.PathOnly.EndsWith("/_recovery", StringComparison.Ordinal)),
        new("aliases", IndexReader.Aliases, step => step is { Method: "GET" } && step.Path.Contains("/_alias")),
        new("close and open", IndexReader.Changed, step => step.PathOnly.EndsWith("/_close", StringComparison.Ordinal) || step.PathOnly.EndsWith("/_open", StringComparison.Ordinal)),
        new("refresh", IndexReader.Shards, step => step.PathOnly.EndsWith("/_refresh", StringComparison.Ordinal)),
        new("count", DocumentReader.Count, step => step.PathOnly.EndsWith("/_count", StringComparison.Ordinal)),
        new("search", DocumentReader.Found, step => step.PathOnly.EndsWith("/_search", StringComparison.Ordinal) && !step.Path.Contains("filter_path") && !step.Path.Contains("scroll")),
        new("documents", DocumentReader.Got, step => step is { PathOnly: "/l/_mget" }),
        new("bulk", body => DocumentReader.Items(body, Count(body)), step => step.PathOnly.EndsWith("_bulk", StringComparison.Ordinal) && !step.Path.Contains("filter_path")),
        new("streams", Streams.Read, step => step.PathOnly.Contains("_data_stream")),
        new("definitions", Inventory.Named, step => step is { Method: "GET" } && step.PathOnly.EndsWith("/_mapping", StringComparison.Ordinal)),
        new("who am I", Access.ReadIdentity, step => step.Path == "/_security/_authenticate"),
        new("privileges", Access.ReadPrivileges, step => step.Path == "/_security/user/_has_privileges"),
    ];

    /// <summary>As many outcomes as the answer has: recordings do not tell how many operations were sent.</summary>
    private static int Count(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root => root.Items("items").Count());
}
