using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Calls;

/// <summary>What a cluster says about itself.</summary>
public sealed class Self(ClusterChannel channel)
{
    /// <summary>Asks anew who answers there; every other call has asked already when it must.</summary>
    public Task<Answer<ServerIdentity>> GreetAsync(CancellationToken cancel) => channel.GreetAsync(cancel);

    public Task<Answer<License>> LicenseAsync(CancellationToken cancel) =>
        channel.ReadAsync(SelfRequests.License, SelfReader.License, cancel);

    public Task<Answer<FollowUsage>> UsageAsync(CancellationToken cancel) =>
        channel.ReadAsync(SelfRequests.Usage, SelfReader.Usage, cancel);

    public Task<Answer<ClusterHealth>> HealthAsync(
        CancellationToken cancel, IReadOnlyCollection<string>? names = null, string? waitFor = null, TimeSpan? patience = null, bool eachIndex = false) =>
        channel.ReadAsync(SelfRequests.Health(names, waitFor, patience, eachIndex), SelfReader.Health, cancel);

    public Task<Answer<ClusterWideSettings>> SettingsAsync(CancellationToken cancel) =>
        channel.ReadAsync(SelfRequests.Settings, SelfReader.Settings, cancel);

    public Task<Effect<Acknowledged>> PutSettingsAsync(IReadOnlyDictionary<string, string?> persistent, CancellationToken cancel) =>
        channel.ActAsync(SelfRequests.PutSettings(persistent), Acknowledgement.Read, cancel);

    public Task<Answer<IReadOnlyList<NodeFacts>>> NodesAsync(CancellationToken cancel) =>
        channel.ReadAsync(SelfRequests.Nodes, SelfReader.Nodes, cancel);

    public Task<Answer<IReadOnlyList<DiskFacts>>> DisksAsync(CancellationToken cancel) =>
        channel.ReadAsync(SelfRequests.Disks, SelfReader.Disks, cancel);

    /// <summary>The follow metadata of these indices, by name; those that follow nothing are left out.</summary>
    public Task<Answer<IReadOnlyDictionary<string, FollowMetadata>>> FollowMetadataAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ReadAsync(SelfRequests.FollowMetadata(names), SelfReader.FollowMetadata, cancel);

    /// <summary>These indices as they are now, by name; those that are not there are left out. All from one state of the cluster.</summary>
    public Task<Answer<IReadOnlyDictionary<string, IndexSight>>> SightsAsync(IReadOnlyCollection<string> names, CancellationToken cancel, TimeSpan? timeout = null) =>
        channel.ReadAsync(SelfRequests.Sights(names) with { Timeout = timeout }, SightReader.Read, cancel);

    /// <summary>By index and shard; indices that are not there are left out.</summary>
    public Task<Answer<IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>>>> PrimaryTermsAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        channel.ReadAsync(SelfRequests.PrimaryTerms(names), SightReader.PrimaryTerms, cancel);

    /// <summary>CCR calls still working there, whoever sent them: they can take effect long after their caller has gone.</summary>
    public Task<Answer<RunningTasks>> CcrCallsInFlightAsync(CancellationToken cancel) =>
        channel.ReadAsync(SelfRequests.Tasks("*ccr/put_follow,*ccr/resume_follow,*ccr/unfollow,*ccr/pause_follow,*ccr/forget_follower"), SelfReader.Tasks, cancel);

    public Task<Answer<RunningTasks>> TasksAsync(string actions, CancellationToken cancel) =>
        channel.ReadAsync(SelfRequests.Tasks(actions), SelfReader.Tasks, cancel);
}
