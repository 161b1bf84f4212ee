using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Facts;

/// <summary>What a reading of one group brings: how it changes the facts, and whether the cluster answered anything.</summary>
internal sealed record FactNews(Func<ClusterFacts, ClusterFacts> Apply, bool Answered);

/// <summary>
/// Reads one group of facts of one cluster. The reads of a group go out together, each with its own deadline, so that one that
/// hangs holds up none of the others.
/// </summary>
/// <param name="patterns">Of the indices that pairs name on this cluster: what privileges are asked for.</param>
internal sealed class FactSource(ElasticsearchCluster cluster, IReadOnlyList<string> patterns, TimeSpan deadline, TimeProvider time)
{
    private long _calls;

    public ClusterFacts Nothing => new() { Cluster = cluster.Name, CanOperate = cluster.Channel.Options.OperateCredential is not null };

    public async Task<FactNews> ReadAsync(FactGroup group, CancellationToken cancel)
    {
        var reads = await Task.WhenAll(Reads(group, cancel));
        var (skew, calls) = (cluster.Channel.Skew, Interlocked.Read(ref _calls));
        return new FactNews(
            facts => reads.Aggregate(facts, (so, read) => read.Apply(so)) with { Skew = skew, CallsSent = Math.Max(calls, facts.CallsSent) },
            reads.Any(read => read.Answered));
    }

    private IEnumerable<Task<FactNews>> Reads(FactGroup group, CancellationToken cancel) => group switch
    {
        FactGroup.Health =>
        [
            Read(cluster.Self.GreetAsync, (facts, hear) => facts with { Identity = hear(facts.Identity) }, cancel),
            Read(token => cluster.Self.HealthAsync(token), (facts, hear) => facts with { Health = hear(facts.Health) }, cancel),
        ],
        FactGroup.Remotes =>
        [
            Read(cluster.Remotes.InfoAsync, (facts, hear) => facts with { Remotes = hear(facts.Remotes) }, cancel),
            Read(cluster.Self.SettingsAsync, (facts, hear) => facts with { Settings = hear(facts.Settings) }, cancel),
            Read(cluster.Self.CcrCallsInFlightAsync, (facts, hear) => facts with { CallsInFlight = hear(facts.CallsInFlight) }, cancel),
        ],
        FactGroup.Patterns =>
        [
            Read(cluster.Patterns.ListAsync, (facts, hear) => facts with { Patterns = hear(facts.Patterns) }, cancel),
            Read(cluster.Following.AutoFollowStatsAsync, (facts, hear) => facts with { PatternStats = hear(facts.PatternStats) }, cancel),
        ],
        FactGroup.Licence => [Read(cluster.Self.LicenseAsync, (facts, hear) => facts with { License = hear(facts.License) }, cancel)],
        FactGroup.Nodes =>
        [
            Read(cluster.Self.NodesAsync, (facts, hear) => facts with { Nodes = hear(facts.Nodes) }, cancel),
            DisksAsync(cancel),
        ],
        FactGroup.Streams =>
        [
            Read(token => OrNone(cluster.Streams.ListAsync(token), fault => fault is Fault.TooOld), (facts, hear) => facts with { Streams = hear(facts.Streams) }, cancel),
        ],
        FactGroup.Indices =>
        [
            Read(cluster.Indices.ListAsync, (facts, hear) => facts with { Indices = hear(facts.Indices) }, cancel),
            Read(cluster.Indices.RulesAsync, (facts, hear) => facts with { Rules = hear(facts.Rules) }, cancel),
        ],
        FactGroup.Inventory => Enum.GetValues<DefinitionKind>().Select(kind => Read(
            Definitions(kind), (facts, hear) => facts with { Definitions = facts.Definitions.SetItem(kind, hear(facts.Definitions[kind])) }, cancel)),
        FactGroup.Privileges =>
        [
            Read(token => RightsAsync(Power.Read, token), (facts, hear) => facts with { ReadRights = hear(facts.ReadRights) }, cancel),
            Read(token => RightsAsync(Power.Operate, token), (facts, hear) => facts with { OperateRights = hear(facts.OperateRights) }, cancel),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(group)),
    };

    private Func<CancellationToken, Task<Answer<IReadOnlyList<Definition>>>> Definitions(DefinitionKind kind) => kind switch
    {
        DefinitionKind.IndexTemplates => cluster.Inventory.IndexTemplatesAsync,
        DefinitionKind.ComponentTemplates => cluster.Inventory.ComponentTemplatesAsync,
        DefinitionKind.LegacyTemplates => cluster.Inventory.LegacyTemplatesAsync,
        DefinitionKind.LifecyclePolicies => cluster.Inventory.LifecyclePoliciesAsync,
        DefinitionKind.SnapshotPolicies => cluster.Inventory.SnapshotPoliciesAsync,
        DefinitionKind.Pipelines => cluster.Inventory.PipelinesAsync,
        DefinitionKind.SnapshotRepositories => cluster.Inventory.SnapshotRepositoriesAsync,
        DefinitionKind.Roles => token => OrNone(cluster.Inventory.RolesAsync(token), Rights.SaysSecurityOff),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private async Task<Answer<Rights>> RightsAsync(Power power, CancellationToken cancel)
    {
        var (inCluster, onIndices) = power == Power.Read
            ? (RightsNeeded.ToReadCluster, RightsNeeded.ToReadIndices)
            : (RightsNeeded.ToOperateCluster, RightsNeeded.ToOperateIndices);
        var answer = await cluster.Access.PrivilegesAsync(power, inCluster, patterns, onIndices, cancel);
        if (answer.TryGet(out var granted, out var fault)) return new Answer<Rights>.Success(Rights.Of(granted, inCluster, patterns, onIndices));
        return Rights.SaysSecurityOff(fault) ? new Answer<Rights>.Success(Rights.Unlimited) : fault;
    }

    /// <summary>The disks, and with them each node's clock: it is right when its time lies between question and answer.</summary>
    private async Task<FactNews> DisksAsync(CancellationToken cancel)
    {
        var (answer, asked) = await AskAsync(cluster.Self.DisksAsync, cancel);
        var heard = time.GetUtcNow();
        var clocks = answer.Map<IReadOnlyList<NodeClock>>(disks =>
            [.. disks.Where(disk => disk.ReadAt is not null).Select(disk => new NodeClock(disk.NodeName, Outside(disk.ReadAt!.Value, asked, heard)))]);
        return new FactNews(
            facts => facts with { Disks = facts.Disks.Hear(answer, asked), Clocks = facts.Clocks.Hear(clocks, asked) }, answer is Answer<IReadOnlyList<DiskFacts>>.Success);
    }

    private static TimeSpan Outside(DateTimeOffset moment, DateTimeOffset from, DateTimeOffset to) =>
        moment < from ? moment - from : moment > to ? moment - to : TimeSpan.Zero;

    private async Task<FactNews> Read<T>(
        Func<CancellationToken, Task<Answer<T>>> ask, Func<ClusterFacts, Func<Aged<T>, Aged<T>>, ClusterFacts> apply, CancellationToken cancel)
        where T : class
    {
        var (answer, asked) = await AskAsync(ask, cancel);
        return new FactNews(facts => apply(facts, aged => aged.Hear(answer, asked)), Answered(answer));
    }

    /// <summary>A plain no is an answer too: the cluster is there.</summary>
    private static bool Answered<T>(Answer<T> answer) => answer.TryGet(out _, out var fault) || fault.ErrorOrNull is { Status: < 500 };

    private async Task<(Answer<T> Answer, DateTimeOffset AskedAt)> AskAsync<T>(Func<CancellationToken, Task<Answer<T>>> ask, CancellationToken cancel)
    {
        Interlocked.Increment(ref _calls);
        var asked = time.GetUtcNow();
        using var limit = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return (await ask(either.Token), asked);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (new Fault.TimedOut(deadline), asked);
        }
    }

    private static async Task<Answer<IReadOnlyList<T>>> OrNone<T>(Task<Answer<IReadOnlyList<T>>> ask, Func<Fault, bool> meansNone)
    {
        var answer = await ask;
        return answer.TryGet(out _, out var fault) || !meansNone(fault) ? answer : new Answer<IReadOnlyList<T>>.Success([]);
    }
}
