using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>What has to be read before a step can be judged.</summary>
[Flags]
internal enum Needs
{
    None = 0,

    /// <summary>The index itself: identity, open or closed, what it follows, its primaries.</summary>
    Index = 1,

    /// <summary>Whether it has tasks, and with which parameters; and whether it is still being copied.</summary>
    Tasks = 2,

    /// <summary>Whether its tasks have failed for good.</summary>
    Fatal = 4,

    /// <summary>The leader, where its cluster is one of ours.</summary>
    Leader = 8,

    /// <summary>Whether this credential may open it again.</summary>
    OpenRight = 16,

    /// <summary>The data stream that it backs.</summary>
    Streams = 64,

    /// <summary>Retention leases on the cluster that is changed.</summary>
    Leases = 32,

    /// <summary>What keeps it from taking writes.</summary>
    Blocks = 128,

    /// <summary>The rules that make followers on the cluster that is changed.</summary>
    Patterns = 256,

    /// <summary>The remote clusters that the one that is changed knows.</summary>
    Remotes = 512,

    /// <summary>Its aliases.</summary>
    Aliases = 1024,
}

/// <summary>One kind of step. It renders and judges, both without sending; reading and sending are the same for all.</summary>
internal interface IStepKind
{
    /// <summary>By <see cref="StepKinds"/>.</summary>
    string Name { get; }

    Needs Needs { get; }

    /// <summary>The tasks that work on it in the cluster, as the list of tasks names them.</summary>
    string Actions { get; }

    /// <summary>It replaces or removes data: looked at once more right before it is sent.</summary>
    bool Destroys => false;

    /// <summary>By what a running call is told to be for this item; calls for what several items have in common share it.</summary>
    string MarkOf(PlanItem item) => item.Key;

    /// <summary>The calls for these items, in order. Pure.</summary>
    IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items);

    /// <summary>Whether the effect is there, and if not, whether it may be brought about. Pure.</summary>
    ItemSight Judge(ItemScene scene);

    Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel);
}
