using Switchback.Dashboard.Api.Answers;

namespace Switchback.Dashboard.Api.Streaming;

/// <summary>What is to be put in place of what was, and what is no more.</summary>
/// <param name="Changed">Whole, whether new or changed.</param>
/// <param name="Removed">By id.</param>
public sealed record Changes<T>(IReadOnlyList<T> Changed, IReadOnlyList<string> Removed);

/// <summary>From one look at the fleet to the next. The snapshot itself is a <see cref="FleetAnswer"/>.</summary>
/// <param name="Base">The version this is to be applied to: what was sent before.</param>
/// <param name="Counts">All of them, as they are now.</param>
public sealed record FleetDelta(
    long Base, long Version, DateTime? AsOf, Changes<ClusterAnswer> Clusters, Changes<PairAnswer> Pairs, int Followers,
    IReadOnlyList<CountAnswer> Counts, IReadOnlyList<FoundLinkAnswer> Found);

public sealed record PairSnapshot(
    long Version, DateTime? AsOf, PairAnswer Pair, IReadOnlyList<ClusterAnswer> Clusters, IReadOnlyList<ReadinessAnswer> Readiness);

/// <param name="Pair">Null when nothing of it changed.</param>
/// <param name="Readiness">Null when nothing of it changed.</param>
public sealed record PairDelta(
    long Base, long Version, DateTime? AsOf, PairAnswer? Pair, Changes<ClusterAnswer> Clusters, IReadOnlyList<ReadinessAnswer>? Readiness);

/// <param name="Ages">When each cluster last answered. A follower's numbers are as old as the older of its cluster and its leader's.</param>
/// <param name="Total">How many match the query in all.</param>
/// <param name="Items">The first of them, in order.</param>
public sealed record FollowersSnapshot(
    long Version, DateTime? AsOf, IReadOnlyDictionary<string, DateTime?> Ages, int Total, IReadOnlyList<CountAnswer> Counts, IReadOnlyList<FollowerAnswer> Items);

/// <param name="Removed">As <c>cluster/index</c>.</param>
/// <param name="Order">Every item shown, as <c>cluster/index</c>; null while what stays stands in the order it had, and nothing came.</param>
public sealed record FollowersDelta(
    long Base, long Version, DateTime? AsOf, IReadOnlyDictionary<string, DateTime?> Ages, int Total, IReadOnlyList<CountAnswer> Counts,
    IReadOnlyList<FollowerAnswer> Changed, IReadOnlyList<string> Removed, IReadOnlyList<string>? Order);
