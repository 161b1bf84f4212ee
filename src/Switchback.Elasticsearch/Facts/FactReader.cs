using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Facts;

/// <summary>Reads one group of facts. Each read has its own deadline, and one that fails leaves the others alone.</summary>
internal sealed class FactReader(ElasticsearchCluster cluster, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public Task<ClusterFacts> ReadAsync(FactGroup group, ClusterFacts facts, CancellationToken cancel) => group switch
    {
        FactGroup.Running => ReadRunningAsync(facts, cancel),
        FactGroup.Standing => ReadStandingAsync(facts, cancel),
        FactGroup.Journey => ReadJourneyAsync(facts, cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(group)),
    };

    private async Task<ClusterFacts> ReadRunningAsync(ClusterFacts facts, CancellationToken cancel) => facts with
    {
        Health = await AskAsync(facts.Health, token => cluster.Self.HealthAsync(token), cancel),
        Remotes = await AskAsync(facts.Remotes, cluster.Remotes.InfoAsync, cancel),
        Settings = await AskAsync(facts.Settings, cluster.Self.SettingsAsync, cancel),
        Patterns = await AskAsync(facts.Patterns, cluster.Patterns.ListAsync, cancel),
        PatternStats = await AskAsync(facts.PatternStats, cluster.Following.AutoFollowStatsAsync, cancel),
        Identity = cluster.Channel.Identity is { } identity ? facts.Identity.Read(identity, time.GetUtcNow()) : facts.Identity,
    };

    private async Task<ClusterFacts> ReadStandingAsync(ClusterFacts facts, CancellationToken cancel)
    {
        var asked = time.GetUtcNow();
        var disks = await AskAsync(facts.Disks, cluster.Self.DisksAsync, cancel);
        var middle = asked + ((time.GetUtcNow() - asked) / 2);
        return facts with
        {
            Disks = disks,
            Skew = disks is { IsGood: true, Value: { } nodes } && nodes.FirstOrDefault(node => node.ReadAt is not null)?.ReadAt is { } theirs ? theirs - middle : facts.Skew,
            License = await AskAsync(facts.License, cluster.Self.LicenseAsync, cancel),
            Nodes = await AskAsync(facts.Nodes, cluster.Self.NodesAsync, cancel),
            Streams = await AskAsync(facts.Streams, StreamsAsync, cancel),
            Rules = await AskAsync(facts.Rules, RulesAsync, cancel),
        };
    }

    private async Task<ClusterFacts> ReadJourneyAsync(ClusterFacts facts, CancellationToken cancel) => facts with
    {
        Inventory = await AskAsync(facts.Inventory, InventoryAsync, cancel, Patience * 2),
        Privileges = await AskAsync(facts.Privileges, token => JourneyPrivileges.ReadAsync(cluster, token), cancel),
    };

    /// <summary>Before 7.9 there are none.</summary>
    private async Task<Answer<IReadOnlyList<DataStream>>> StreamsAsync(CancellationToken cancel)
    {
        var answer = await cluster.Streams.ListAsync(cancel);
        return answer.TryGet(out _, out var fault) || fault is not Fault.TooOld ? answer : new Answer<IReadOnlyList<DataStream>>.Success([]);
    }

    private async Task<Answer<IndexRules>> RulesAsync(CancellationToken cancel)
    {
        var answer = await cluster.Indices.SettingsAsync(["*"], IndexRequests.LeasePeriod + "," + IndexRequests.Blocks, cancel);
        if (!answer.TryGet(out var settings, out var fault)) return fault;
        var periods = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var blocked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, values) in settings)
        {
            if (Duration.Parse(values.GetValueOrDefault(IndexRequests.LeasePeriod)) is { } period) periods[index] = period;
            if (values.Any(value => value.Key is "index.blocks.write" or "index.blocks.read_only" or "index.blocks.read_only_allow_delete" && value.Value == "true")) blocked.Add(index);
        }
        return new Answer<IndexRules>.Success(new IndexRules(periods, blocked));
    }

    private async Task<Answer<InventoryFacts>> InventoryAsync(CancellationToken cancel)
    {
        var inventory = cluster.Inventory;
        (string Kind, Func<CancellationToken, Task<Answer<IReadOnlyList<Definition>>>> Read)[] kinds =
        [
            ("index template", inventory.IndexTemplatesAsync), ("component template", inventory.ComponentTemplatesAsync), ("legacy template", inventory.LegacyTemplatesAsync),
            ("lifecycle policy", inventory.LifecyclePoliciesAsync), ("snapshot policy", inventory.SnapshotPoliciesAsync), ("pipeline", inventory.PipelinesAsync),
            ("snapshot repository", inventory.SnapshotRepositoriesAsync), ("role", inventory.RolesAsync),
        ];
        var read = new List<DefinitionsRead>();
        foreach (var (kind, ask) in kinds)
        {
            var answer = await ask(cancel);
            if (answer.TryGet(out var definitions, out var fault)) read.Add(new DefinitionsRead(kind, definitions, null));
            // A cluster without security has no roles, and an old one no templates of the newer kind: nothing to carry over.
            else if (fault is Fault.Refused or Fault.Missing or Fault.TooOld or Fault.Failed { Error.Status: 405 or 500 }) read.Add(new DefinitionsRead(kind, [], null));
            else if (fault is Fault.NotAllowed) read.Add(new DefinitionsRead(kind, null, fault.Say()));
            else return fault;
        }
        return new Answer<InventoryFacts>.Success(new InventoryFacts(read));
    }

    private async Task<Aged<T>> AskAsync<T>(Aged<T> before, Func<CancellationToken, Task<Answer<T>>> ask, CancellationToken cancel, TimeSpan? within = null)
        where T : class
    {
        using var patience = new CancellationTokenSource(within ?? Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            var answer = await ask(either.Token);
            return answer.TryGet(out var value, out var fault) ? before.Read(value, time.GetUtcNow()) : before.Failed(fault.Say(), time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return before.Failed("No answer within the time a slow read may take.", time.GetUtcNow());
        }
    }
}
