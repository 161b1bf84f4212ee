using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

/// <summary>
/// The calls on followers. Everything but forgetting goes to the follower's cluster. What each call does in which state
/// stands with its request in <see cref="FollowRequests"/>.
/// </summary>
public sealed class Following(ClusterChannel channel)
{
    /// <summary>Fills <paramref name="into"/> with every follower's health. Paused followers have no tasks and are not in it.</summary>
    public Task<Answer<FollowStats>> StatsAsync(FollowStatsReader reader, FollowStats into, CancellationToken cancel, TimeSpan? timeout = null) =>
        channel.ReadAsync(FollowRequests.StatsOfAll with { Timeout = timeout }, body => reader.Read(body.Span, into), cancel);

    public Task<Answer<FollowStats>> StatsOfAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ReadAsync(FollowRequests.StatsOf(names), body => new FollowStatsReader().Read(body.Span, new FollowStats()), cancel);

    public Task<Answer<AutoFollowStats>> AutoFollowStatsAsync(CancellationToken cancel) =>
        channel.ReadAsync(FollowRequests.AutoFollowStats, FollowReader.AutoFollowStats, cancel);

    /// <summary>Each follower with its leader and, while active, its parameters, in no order. Costly inside Elasticsearch: seldom.</summary>
    public Task<Answer<IReadOnlyList<FollowerInfo>>> InfoAsync(CancellationToken cancel, IReadOnlyCollection<string>? names = null) =>
        channel.ReadAsync(names is null ? FollowRequests.InfoOfAll : FollowRequests.InfoOf(names), FollowReader.Infos, cancel);

    public Task<Effect<FollowResult>> FollowAsync(string follower, FollowOrder order, CancellationToken cancel, bool waitForShards = true) =>
        channel.ActAsync(FollowRequests.Follow(follower, order, waitForShards), FollowReader.Followed, cancel);

    public Task<Effect<Acknowledged>> PauseAsync(string follower, CancellationToken cancel) =>
        channel.ActAsync(FollowRequests.Pause(follower), Acknowledgement.Read, cancel);

    public Task<Effect<Acknowledged>> ResumeAsync(string follower, FollowParameters parameters, CancellationToken cancel) =>
        channel.ActAsync(FollowRequests.Resume(follower, parameters), Acknowledgement.Read, cancel);

    /// <summary>With a silent leader it hangs although it has happened: give a short <paramref name="timeout"/> and probe.</summary>
    public Task<Effect<Acknowledged>> UnfollowAsync(string follower, CancellationToken cancel, TimeSpan? timeout = null) =>
        channel.ActAsync(FollowRequests.Unfollow(follower) with { Timeout = timeout }, Acknowledgement.Read, cancel);

    /// <summary>Sent to the leader's cluster. A lease that is not there counts as failed, inside a yes.</summary>
    public Task<Effect<ForgetResult>> ForgetAsync(RetentionLeaseId lease, CancellationToken cancel) =>
        channel.ActAsync(FollowRequests.ForgetFollower(lease), FollowReader.Forgotten, cancel);
}
