using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Replication;

/// <summary>What <c>PUT /{index}/_ccr/follow</c> asks for.</summary>
public sealed class FollowRequest
{
    public required string FollowerIndex { get; init; }

    public required string RemoteCluster { get; init; }

    public required string LeaderIndex { get; init; }

    /// <summary>The local data stream to put a followed backing index into; null: named as the leader's.</summary>
    public string? DataStreamName { get; init; }

    /// <summary>Settings of the follower's own, with their full names.</summary>
    public Settings Settings { get; init; } = Settings.Empty;

    public FollowParametersInput Parameters { get; init; } = new();

    public ActiveShards WaitForActiveShards { get; init; } = ActiveShards.None;

    /// <summary>Reads and checks a call; throws what Elasticsearch answers to a bad one.</summary>
    public static FollowRequest Parse(RestCall call)
    {
        var (body, profile) = (call.Request.Body, call.Cluster.Profile);
        if (body.Length == 0) throw Errors.Parse("request body or source parameter is required");
        var wait = ActiveShards.From(call, ActiveShards.None);
        string? remote = null, leader = null, stream = null;
        var settings = Settings.Empty;
        var parameters = new FollowParametersInput();
        var parser = parameters.Declare(new StrictParser("indices:admin/xpack/ccr/put_follow", call.Warnings))
            .Text("remote_cluster", value => remote = value)
            .Text("leader_index", value => leader = value);
        if (profile.OverridesFollowerSettings) parser.Object("settings", value => settings = Settings.Parse(value).Prefixed("index."));
        if (profile.RenamesDataStreams) parser.Text("data_stream_name", value => stream = value);
        parser.Parse(body);

        var complaints = parameters.Complaints().ToList();
        if (remote is null) complaints.Add("remote_cluster is missing");
        if (leader is null) complaints.Add("leader_index is missing");
        if (stream is not null && string.IsNullOrWhiteSpace(stream)) complaints.Add("data stream name must contain text if present");
        if (complaints.Count > 0) throw Errors.Validation([.. complaints]);
        return new FollowRequest
        {
            FollowerIndex = call["index"],
            RemoteCluster = remote!,
            LeaderIndex = leader!,
            DataStreamName = stream,
            Settings = settings,
            Parameters = parameters,
            WaitForActiveShards = wait,
        };
    }
}
