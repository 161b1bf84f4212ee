using System.Collections.Immutable;
using Switchback.Core.Plans;
using Switchback.Core.Runs;

namespace Switchback.Dashboard.Tests.Webhook;

/// <summary>Runs in the states in which people are called.</summary>
internal static class SomeRuns
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    public static Run Waiting(string id, TimeSpan? left = null) => Run(id, RunPhase.AwaitingApproval) with { Until = Now + (left ?? TimeSpan.FromHours(24)) };

    public static Run InNeed(string id, long at) => Run(id, RunPhase.NeedsHuman) with { StartedAt = Now, NeededAt = at, Says = "The first: clusterB/a: a document said 'secret'." };

    public static Run Lapsed(string id, int step) => Run(id, RunPhase.Running) with { StartedAt = Now, Step = step };

    public static Run Run(string id, RunPhase phase)
    {
        var item = new PlanItem("clusterB", "a", "uuid", new Dictionary<string, string>()) { Pair = "orders" };
        return new Run
        {
            Id = id,
            Plan = new Plan
            {
                Id = "plan",
                Operation = "burn",
                System = "tape",
                Title = "Burn a",
                Items = [item],
                Steps = [],
                Holds = [],
                MadeAt = Now,
                MadeBy = "rehearsal:operator",
                Hash = "abc123",
            },
            Phase = phase,
            Who = "rehearsal:operator",
            Name = "Otto",
            Reason = "it is old",
            RequestedAt = Now,
            Needs = 1,
            Until = Now.AddHours(24),
            LastAt = Now,
            Items = ImmutableDictionary<string, ItemRun>.Empty.Add(item.Key, new ItemRun(item) { Stop = new ItemStop(1, "why", "lift", null) }),
        };
    }
}
