using Switchback.Core.Plans;
using Switchback.Core.Readiness;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>What must hold before a journey with both sides up is planned.</summary>
internal static class PlannedGuards
{
    /// <summary>Both answer, are two, are watched by the same record, and are allowed and licensed to do what is planned.</summary>
    public static async Task CheckAsync(Asked asked, Draft draft, PairWorld pair, SideWorld leads, SideWorld to, CancellationToken cancel)
    {
        var world = asked.World;
        foreach (var side in new[] { leads, to }.Where(side => !side.Answers || side.Indices is null))
            draft.Refuse(side.Member, "It does not answer, or does not tell which indices it has: without both sides nothing can be proven.", $"Bring {side.Member} back. If it stays down and leads, plan a takeover ({Verbs.Failover}).");
        if (world.Member(leads.Member)?.Identity is { } one && one == world.Member(to.Member)?.Identity)
            draft.Refuse("pair", $"{leads.Member} and {to.Member} are one and the same cluster (uuid {one}).", "Correct the addresses of one of them.");
        if (draft.Refusals.Count > 0) return;
        Guards.Answers(world, draft, leads.Member);
        Guards.Answers(world, draft, to.Member);
        await Guards.LicenceAsync(world, draft, leads.Member, cancel);
        await Guards.LicenceAsync(world, draft, to.Member, cancel);
    }

    /// <summary>The record and what is seen must agree on which side leads: a journey that begins from the wrong side destroys the right one.</summary>
    public static void Agree(Draft draft, PairWorld pair)
    {
        if (pair.View.Recorded is not { } recorded)
        {
            if (pair.View.ObservedActive is null) draft.Refuse("pair", "Which side leads is neither recorded nor to be seen.", "Record which side is active, on the pair's page.");
            return;
        }

        if (pair.View.ObservedActive is { } sees && sees != recorded.Active)
            draft.Refuse("pair", $"{pair[recorded.Active].Member} is recorded as the side that leads, and what replicates says that {pair[sees].Member} does.", "Find out which is right, and record it, on the pair's page.");
    }

    /// <summary>A follower's cluster must not be older than its leader's.</summary>
    public static bool MayFollow(Draft draft, World world, string follower, string leader)
    {
        if (ServerVersion.Parse(world.Member(follower)?.Version ?? "") is not { } mine || ServerVersion.Parse(world.Member(leader)?.Version ?? "") is not { } theirs)
        {
            draft.Findings.Add(new PlanFinding($"{follower} may follow {leader}", "not known: a version could not be read", null));
            return true;
        }

        draft.Findings.Add(new PlanFinding($"{follower} may follow {leader}", $"{mine} and {theirs}", mine >= theirs));
        return mine >= theirs;
    }

    public static async Task RightsAsync(Asked asked, Draft draft, string member, IReadOnlyList<string> kinds, IReadOnlyList<string> names, CancellationToken cancel) =>
        await Guards.RightsAsync(asked, draft, member, kinds, names, cancel);

    /// <summary>What the readiness of a direction says does not hold.</summary>
    public static void Readiness(Draft draft, PairWorld pair, Direction direction)
    {
        foreach (var check in pair.View.ReadinessOf(direction)?.Checks.Where(check => check.Outcome is CheckOutcome.Fail or CheckOutcome.Unknown).Take(20) ?? [])
            draft.Findings.Add(new PlanFinding(check.Title, check.Value ?? check.Reason, check.Outcome == CheckOutcome.Fail ? false : null));
    }

    /// <summary>Under which alias one side follows the other; where it knows it by none, the step that makes it.</summary>
    public static async Task<string?> ConnectAsync(Draft draft, PairWorld pair, SideWorld on, SideWorld to, CancellationToken cancel)
    {
        if (pair.AliasOf(on, to) is { } known) return known;
        if (!(await pair.World.Sources.NodesAsync(to.Member, cancel)).TryGet(out var nodes, out _) || nodes.Count == 0)
        {
            draft.Refuse(on.Member, $"It knows no remote cluster for {to.Member}, and where that one takes connections could not be read.", $"Set the remote up ({Verbs.SetUp}), with its address.");
            return null;
        }

        var seeds = string.Join(',', nodes.Select(node => node.TransportAddress).Where(address => address.Length > 0).Take(3));
        var item = PlanItems.Of(on.Member, RuleNames.Remote(to.Member), null, pair.Options.Id, null, null, [(ItemFacts.RemoteKeys, $"seeds={seeds}")]);
        draft.Add(item);
        draft.Step(StepKinds.Connect, StepClass.Reversible, on.Member, [item.Key], new StepWords($"Make {to.Member} known to {on.Member} as remote {to.Member} ({seeds}).", $"{to.Member} answers {on.Member} through it."));
        return to.Member;
    }
}
