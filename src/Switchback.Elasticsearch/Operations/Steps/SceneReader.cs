using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>
/// Reads, freshly, what a step's items are judged by. The running calls come first: one that ends while we read has left its
/// effect in what is read after them, so nothing falls between the two.
/// </summary>
internal sealed class SceneReader(ElasticsearchClusters clusters, OpenRights rights, StepTiming timing)
{
    public async Task<IReadOnlyDictionary<string, Answer<ItemScene>>> ReadAsync(
        ElasticsearchCluster cluster, IStepKind kind, Plan plan, PlanStep step, IReadOnlyList<PlanItem> items, CancellationToken cancel)
    {
        var tasks = await cluster.Self.TasksAsync(kind.Actions, cancel);
        var scenes = items.ToDictionary(
            item => item.Key,
            item => (Answer<ItemScene>)new Answer<ItemScene>.Success(new ItemScene
            {
                Plan = plan,
                Step = step,
                Item = item,
                InFlight = tasks.TryGet(out var running, out _) ? CallMarks.Find(running, kind, item) : CallsInFlight.Unclear,
            }),
            StringComparer.Ordinal);
        // What stands on other clusters, and what may be asked for once, does not wait for the rest.
        var leaders = kind.Needs.HasFlag(Needs.Leader) ? new LeaderReader(clusters, timing).OfAsync(items, cancel) : null;
        var around = kind.Needs.HasFlag(Needs.Leader) ? LeaderReader.AroundAsync(cluster, cancel) : null;
        var mayOpen = kind.Needs.HasFlag(Needs.OpenRight) ? rights.OfAsync(cluster, plan, step, items, cancel) : null;
        if (kind.Needs.HasFlag(Needs.Leases))
        {
            var leases = await new LeaseReader(clusters, timing).OfAsync(cluster, items, cancel);
            Put(scenes, scene => new Answer<ItemScene>.Success(scene with { Leases = leases[scene.Item.Key] }));
        }

        if (kind.Needs.HasFlag(Needs.Index)) await IndicesAsync(cluster, kind.Needs, scenes, cancel);
        if (kind.Needs.HasFlag(Needs.Streams))
        {
            var streams = await cluster.Streams.ListAsync(cancel);
            Put(scenes, scene => streams.Map(all => scene with { Stream = all.FirstOrDefault(stream => stream.Name == scene.Item.Fact(ItemFacts.Stream) && stream.BackingIndices.Contains(scene.Item.Name)) }));
        }

        if (kind.Needs.HasFlag(Needs.Blocks))
        {
            var rules = await cluster.Indices.RulesAsync(cancel);
            Put(scenes, scene => rules.Map(all => scene with { WriteBlocks = all.WriteBlocksOf(scene.Item.Name) }));
        }

        if (kind.Needs.HasFlag(Needs.Patterns))
        {
            var patterns = await cluster.Patterns.ListAsync(cancel);
            Put(scenes, scene => patterns.Map(all => scene with { Pattern = all.FirstOrDefault(pattern => RuleNames.Pattern(pattern.Name) == scene.Item.Name) }));
        }

        if (kind.Needs.HasFlag(Needs.Remotes))
        {
            var remotes = await cluster.Remotes.InfoAsync(cancel);
            Put(scenes, scene => remotes.Map(all => scene with { Remote = all.FirstOrDefault(remote => RuleNames.Remote(remote.Alias) == scene.Item.Name) }));
        }

        if (kind.Needs.HasFlag(Needs.Aliases))
        {
            var aliases = await cluster.Indices.AliasesAsync(["*"], cancel);
            Put(scenes, scene => aliases.Map(all => scene with { Aliases = [.. all.Where(alias => alias.Index == scene.Item.Name)] }));
        }

        if (leaders is not null && around is not null)
        {
            var (found, has) = (await leaders, await around);
            Put(scenes, scene => new Answer<ItemScene>.Success(scene with { Around = has, Leader = found.GetValueOrDefault(scene.Item.Key, LeaderSight.NotOurs) }));
        }

        if (mayOpen is not null)
        {
            var found = await mayOpen;
            Put(scenes, scene => new Answer<ItemScene>.Success(scene with { MayOpen = found(scene.Item.Name) }));
        }

        return scenes;
    }

    private static async Task IndicesAsync(ElasticsearchCluster cluster, Needs needs, Dictionary<string, Answer<ItemScene>> scenes, CancellationToken cancel)
    {
        var sights = await ManyReads.OfAsync(Scenes(scenes).Select(scene => scene.Item.Name), (names, stop) => cluster.Self.SightsAsync(names, stop), cancel);
        Put(scenes, scene => sights[scene.Item.Name].Map(found => scene with { Index = found.GetValueOrDefault(scene.Item.Name) }));
        if (!needs.HasFlag(Needs.Tasks)) return;

        var infos = await ManyReads.OfAsync(
            Scenes(scenes).Where(scene => scene.Index?.Follows is not null).Select(scene => scene.Item.Name),
            (names, stop) => cluster.Following.InfoAsync(stop, names), cancel);
        Put(scenes, scene => infos.TryGetValue(scene.Item.Name, out var answer)
            ? answer.Map(found => scene with { Info = found.FirstOrDefault(info => info.Index == scene.Item.Name) })
            : new Answer<ItemScene>.Success(scene));

        var copies = await ManyReads.OfAsync(
            Scenes(scenes).Where(MayBeCopied).Select(scene => scene.Item.Name),
            (names, stop) => cluster.Indices.RecoveriesAsync(names, activeOnly: false, stop), cancel);
        Put(scenes, scene => copies.TryGetValue(scene.Item.Name, out var answer) ? answer.Map(found => Copied(scene, found)) : new Answer<ItemScene>.Success(scene));
        if (!needs.HasFlag(Needs.Fatal)) return;

        var fatal = await ManyReads.OfAsync(
            Scenes(scenes).Where(scene => scene.IsActive).Select(scene => scene.Item.Name), (names, stop) => FatalAsync(cluster, names, stop), cancel);
        Put(scenes, scene => fatal.TryGetValue(scene.Item.Name, out var answer)
            ? answer.Map(found => scene with { Fatal = found.GetValueOrDefault(scene.Item.Name) })
            : new Answer<ItemScene>.Success(scene));
    }

    private static bool MayBeCopied(ItemScene scene) =>
        scene.Index is { Follows: not null, State: IndexState.Open, Primaries: not PrimariesState.Started };

    /// <summary>
    /// Shards that wait for their turn are in no list: without any recovery it counts as being copied. One that was copied
    /// before and only starts again shows other recoveries.
    /// </summary>
    private static ItemScene Copied(ItemScene scene, IReadOnlyList<RecoveryFacts> recoveries)
    {
        var all = recoveries.Where(recovery => recovery.Index == scene.Item.Name && recovery.Primary).ToList();
        var copies = all.Where(recovery => recovery.FromRemote is not null).ToList();
        if (all.Count > 0 && copies.Count == 0) return scene;
        var done = copies.Sum(copy => copy.IsDone ? 1.0 : copy.TotalBytes > 0 ? Math.Clamp((double)(copy.RecoveredBytes + copy.ReusedBytes) / copy.TotalBytes, 0, 1) : 0);
        return scene with { IsCopying = true, Copied = scene.Index!.PrimaryCount > 0 ? Math.Clamp(done / scene.Index.PrimaryCount, 0, 1) : null };
    }

    /// <summary>By name, why its tasks have failed for good; nothing for those that work.</summary>
    private static async Task<Answer<IReadOnlyDictionary<string, ServerError>>> FatalAsync(ElasticsearchCluster cluster, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var answer = await cluster.Following.StatsOfAsync(names, cancel);
        // Paused since the last reading, all of them: then none is failed either.
        if (answer is Answer<FollowStats>.Failure { Fault: Fault.Missing }) return new Answer<IReadOnlyDictionary<string, ServerError>>.Success(new Dictionary<string, ServerError>());
        return answer.Map<IReadOnlyDictionary<string, ServerError>>(stats =>
        {
            var found = new Dictionary<string, ServerError>(StringComparer.Ordinal);
            foreach (var follower in stats.Followers)
            {
                foreach (ref readonly var shard in stats.ShardsOf(follower))
                {
                    if (shard.IsFatal) found.TryAdd(follower.Index, new ServerError(0, shard.FatalType!, shard.FatalReason ?? "", ServerError.NoMetadata, null));
                }
            }

            return found;
        });
    }

    private static IEnumerable<ItemScene> Scenes(Dictionary<string, Answer<ItemScene>> scenes) => scenes.Values.OfType<Answer<ItemScene>.Success>().Select(success => success.Value);

    private static void Put(Dictionary<string, Answer<ItemScene>> scenes, Func<ItemScene, Answer<ItemScene>> with)
    {
        foreach (var scene in Scenes(scenes).ToList()) scenes[scene.Item.Key] = with(scene);
    }
}
