using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Switchback.Core.Fleet;
using Switchback.Core.Query;
using Switchback.Dashboard.Api.Answers;

namespace Switchback.Dashboard.Api.Description;

/// <summary>Examples for the description: a small fleet, put into words by the same code as every answer.</summary>
internal static class Examples
{
    private static FleetSnapshot Now => ExampleFleet.Snapshot;

    private static Item OneItem => Now.Items[0];

    private static PairView OnePair => Now.Pairs[0];

    public static JsonNode? Fleet() => JsonSerializer.SerializeToNode(ToAnswer.Fleet(Now), ApiJson.Default.FleetAnswer);

    public static JsonNode? Pairs() => JsonSerializer.SerializeToNode(
        new ListAnswer<PairAnswer>(1, Now.Version, ToAnswer.TakenAt(Now), [ToAnswer.Pair(OnePair)]), ApiJson.Default.ListAnswerPairAnswer);

    public static JsonNode? Pair() => JsonSerializer.SerializeToNode(ToAnswer.PairDetail(Now, OnePair), ApiJson.Default.PairDetailAnswer);

    public static JsonNode? Clusters() => JsonSerializer.SerializeToNode(
        new ListAnswer<ClusterAnswer>(Now.Members.Count, Now.Version, ToAnswer.TakenAt(Now), [.. Now.Members.Select(ToAnswer.Cluster)]), ApiJson.Default.ListAnswerClusterAnswer);

    public static JsonNode? Followers() => JsonSerializer.SerializeToNode(
        new FollowerListAnswer(1, Now.Version, ToAnswer.TakenAt(Now), 1, 50, ToAnswer.Counts(Now.Items), [ToAnswer.Follower(OneItem, Now.AsOf(OneItem))]),
        ApiJson.Default.FollowerListAnswer);

    public static JsonNode? Follower() => JsonSerializer.SerializeToNode(ToAnswer.FollowerDetail(Now, OneItem), ApiJson.Default.FollowerDetailAnswer);

    public static JsonNode? AutoFollow() => JsonSerializer.SerializeToNode(
        new FactListAnswer<AutoFollowAnswer>(1, Now.Version, ToAnswer.TakenAt(Now), Sources, [new("clusterB", "orders", true, "clusterA", ["orders-*"], [], "{{leader_index}}-copy", 12, ToAnswer.Moment(ExampleFleet.AsOf))]),
        ApiJson.Default.FactListAnswerAutoFollowAnswer);

    public static JsonNode? Remotes() => JsonSerializer.SerializeToNode(
        new FactListAnswer<RemoteAnswer>(1, Now.Version, ToAnswer.TakenAt(Now), Sources, [new("clusterB", "clusterA", true, "sniff", ["10.0.0.7:9300"], null, 3, false, false, 12, ToAnswer.Moment(ExampleFleet.AsOf))]),
        ApiJson.Default.FactListAnswerRemoteAnswer);

    public static JsonNode? BadQuery() => ItemQuery.Parse("verdict:faild") is ItemQuery.Faulty faulty ? Problem(Problems.BadQuery("query", faulty.Fault)) : null;

    public static JsonNode? NoSuchPair() => Problem(Problems.NoPair("payments"));

    public static JsonNode? NoSuchFollower() => Problem(Problems.NoFollower("clusterB", "orders9"));

    private static IReadOnlyList<FactSourceAnswer> Sources => [new("clusterA", ToAnswer.Moment(ExampleFleet.AsOf), null), new("clusterB", ToAnswer.Moment(ExampleFleet.AsOf), null)];

    private static JsonNode? Problem(Refusal refusal) => JsonSerializer.SerializeToNode<ProblemDetails>(refusal.Details, ApiJson.Default.ProblemDetails);
}
