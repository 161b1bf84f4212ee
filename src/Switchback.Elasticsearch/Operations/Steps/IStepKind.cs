using Switchback.Core.Plans;
using Switchback.Elasticsearch.Wire;

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

    /// <summary>Retention leases on the cluster that is changed.</summary>
    Leases = 32,
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

    /// <summary>The calls for these items, in order. Pure.</summary>
    IEnumerable<StepRequest> Render(PlanStep step, IReadOnlyList<PlanItem> items);

    /// <summary>Whether the effect is there, and if not, whether it may be brought about. Pure.</summary>
    ItemSight Judge(ItemScene scene);

    Task<CallOutcome> SendAsync(ElasticsearchCluster cluster, StepRequest call, StepTiming timing, CancellationToken cancel);
}

/// <param name="Wire">What goes over the wire, whether it is shown or sent.</param>
/// <param name="Items">Whom it is for.</param>
internal sealed record StepRequest(WireRequest Wire, IReadOnlyList<PlanItem> Items)
{
    /// <summary>One call for one item.</summary>
    public static StepRequest One(WireRequest wire, PlanItem item) => new(wire, [item]);

    /// <summary>One call for each list of names that a call can carry.</summary>
    public static IEnumerable<StepRequest> Lists(IReadOnlyList<PlanItem> items, Func<IReadOnlyCollection<string>, WireRequest> render)
    {
        var at = 0;
        foreach (var names in NameLists.Cut(items.Select(item => item.Name)))
        {
            yield return new StepRequest(render(names), [.. items.Skip(at).Take(names.Count)]);
            at += names.Count;
        }
    }
}

/// <summary>How long steps wait for single answers, and how soon something may be tried again.</summary>
public sealed record StepTiming
{
    /// <summary>
    /// Unfollow takes effect at once and then waits for the leader, without end if that is silent. Who gives up early loses
    /// nothing: the look tells, and the leases it may leave behind are known.
    /// </summary>
    public TimeSpan Unfollow { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan AskLeader { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where the cluster asks for patience without saying how much.</summary>
    public TimeSpan TryAgain { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a right to open again counts as known. Rights are taken away seldom, and a bulk step looks often.</summary>
    public TimeSpan RightKept { get; init; } = TimeSpan.FromMinutes(1);
}
