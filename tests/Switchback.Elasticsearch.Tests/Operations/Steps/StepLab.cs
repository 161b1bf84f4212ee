using Microsoft.Extensions.Logging.Abstractions;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Tests.Lab;
using Switchback.Lab.Hosting;
using ClusterOptions = Switchback.Elasticsearch.Configuration.ClusterOptions;

namespace Switchback.Elasticsearch.Tests.Operations.Steps;

/// <summary>A lab, the driver over both its clusters, and the two halves of a step: the look and the call.</summary>
internal sealed class StepLab : IAsyncDisposable
{
    private readonly ElasticsearchClusters _clusters;

    private StepLab(LabPair pair, Credential credential)
    {
        Pair = pair;
        _clusters = new ElasticsearchClusters(
            new[] { "clusterA", "clusterB" }.Select(name => new ClusterOptions
            {
                Name = name,
                Urls = [new Uri(pair.Url(name) + "/")],
                ReadCredential = credential,
                OperateCredential = credential,
                WriteTimeout = TimeSpan.FromSeconds(2),
                CopyTimeout = TimeSpan.FromSeconds(2),
            }),
            TimeProvider.System, new Random(7), NullLogger<ElasticsearchCluster>.Instance);
        Driver = new ElasticsearchDriver(_clusters, new NoPlanner(), StepPlans.Book, new StepTiming { Unfollow = TimeSpan.FromSeconds(2), AskLeader = TimeSpan.FromSeconds(1) }, TimeProvider.System);
    }

    public LabPair Pair { get; }

    public ElasticsearchDriver Driver { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<StepLab> StartAsync(string? version = null, Superuser? superuser = null, Credential? credential = null)
    {
        var pair = await LabPair.StartAsync(version ?? Switchback.Lab.Clusters.Profile.Newest.Version.ToString(), superuser: superuser);
        return new StepLab(pair, credential ?? pair.A.Channel.Options.ReadCredential);
    }

    /// <summary>An index of clusterB as a planner finds it; null as its identity where there is none yet.</summary>
    public async Task<PlanItem> ItemAsync(string name, params (string Name, string Value)[] facts)
    {
        var sight = LabPair.Value(await Pair.B.Self.SightsAsync([name], Cancel)).GetValueOrDefault(name);
        (string, string)[] follows = sight?.Follows is { } leader ? [(ItemFacts.Remote, leader.Remote), (ItemFacts.Leader, leader.LeaderIndex), (ItemFacts.LeaderUuid, leader.LeaderUuid)] : [];
        return StepPlans.Item(name, sight?.Uuid, [.. follows, (ItemFacts.LeaderCluster, "clusterA"), .. facts]);
    }

    /// <summary>A copy that is to be made of an index of clusterA.</summary>
    public async Task<PlanItem> CopyAsync(string leader, string name)
    {
        var sight = LabPair.Value(await Pair.A.Self.SightsAsync([leader], Cancel))[leader];
        return await ItemAsync(name, (ItemFacts.Remote, "clusterA"), (ItemFacts.Leader, leader), (ItemFacts.LeaderUuid, sight.Uuid));
    }

    public async Task<ItemSight> LookAsync(Plan plan, int step = 1) =>
        Assert.Single(await Driver.LookAsync(plan, plan.Step(step)!, [plan.Items[0]], Cancel)).Value;

    public async Task<CallOutcome> SendAsync(Plan plan, int step = 1) =>
        await Driver.SendAsync(plan.Step(step)!, Assert.Single(Driver.CallsOf(plan, plan.Step(step)!)), Cancel);

    /// <summary>Looks, finds that it may be done, does it, and waits until it is seen.</summary>
    public async Task<CallOutcome> DoAsync(Plan plan, int step = 1)
    {
        var before = await LookAsync(plan, step);
        Assert.True(before is { Effect: Presence.Absent, Refusal: null }, before.ToString());
        var outcome = await SendAsync(plan, step);
        await ThereAsync(plan, step);
        return outcome;
    }

    public Task<ItemSight> ThereAsync(Plan plan, int step = 1) => UntilAsync(plan, Presence.There, step);

    public Task<ItemSight> UntilAsync(Plan plan, Presence presence, int step = 1) => LabPair.UntilAsync(() => LookAsync(plan, step), sight => sight.Effect == presence);

    /// <summary>The next call of this path to clusterB suffers, before or after it took effect.</summary>
    public Task SpoilAsync(string path, string when, string what, string more = "", string cluster = "clusterB") =>
        Pair.SteerAsync("/faults", $$"""{"cluster":"{{cluster}}","path":"{{path}}","when":"{{when}}","do":"{{what}}"{{more}}}""");

    public async Task FollowPausedAsync(string leader, string follower)
    {
        await Pair.FollowAsync(leader, follower);
        LabPair.Done(await Pair.B.Following.PauseAsync(follower, Cancel));
    }

    public async Task FollowClosedAsync(string leader, string follower)
    {
        await FollowPausedAsync(leader, follower);
        LabPair.Done(await Pair.B.Indices.CloseAsync([follower], Cancel));
    }

    /// <summary>A follower whose first copy takes until the lab's clock is moved on.</summary>
    public async Task CopySlowlyAsync(string leader, string follower)
    {
        await Pair.MakeAsync(leader, 0);
        var padding = string.Concat(Enumerable.Range(0, 4000).Select(i => $" {i * 7919 % 99991:x}"));
        for (var i = 0; i < 3; i++) await Pair.SendAsync("clusterA", HttpMethod.Put, $"/{leader}/_doc/{i}", $$"""{"text":"{{padding}}"}""");
        await Pair.SendAsync("clusterA", HttpMethod.Post, $"/{leader}/_flush?force=true", "");
        await Pair.SendAsync("clusterB", HttpMethod.Put, "/_cluster/settings", """{"persistent":{"ccr.indices.recovery.max_bytes_per_sec":"1kb","ccr.indices.recovery.chunk_size":"1kb"}}""");
        await Pair.SendAsync("clusterB", HttpMethod.Put, $"/{follower}/_ccr/follow", $$"""{"remote_cluster":"clusterA","leader_index":"{{leader}}"}""");
    }

    public async ValueTask DisposeAsync()
    {
        _clusters.Dispose();
        await Pair.DisposeAsync();
    }

    private sealed class NoPlanner : IOperationPlanner
    {
        public IReadOnlyList<OperationInfo> Operations => [];

        public Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel) => Task.FromResult<PlanOutcome>(new PlanOutcome.Refused([]));
    }
}
