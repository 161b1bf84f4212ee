using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>Writes the steps of a failback: the old side behind the other one again, and then, if that is wished, back to where it was.</summary>
/// <param name="alias">Under which the old side follows.</param>
/// <param name="back">Under which the side that leads now will follow; null when it does not return.</param>
internal sealed class FailbackWriting(Asked asked, Draft draft, PairWorld pair, SideWorld old, SideWorld leads, string alias, string? back, string? oldFenceBy, string? leadsFenceBy)
{
    private readonly string _kept = Guid.CreateVersion7(asked.World.Now).ToString("N");
    private readonly HashSet<string> _reversed = new(StringComparer.Ordinal);

    public void Reverse(IReadOnlyList<Twin> twins)
    {
        foreach (var twin in twins) Add(twin);
        var there = twins.Where(twin => twin.OtherIndex is not null && !twin.IsFollowed(old)).ToList();
        IReadOnlyList<(string Key, string Name)> olds = [.. there.Select(twin => (KeyOf(old, twin.Other), twin.Other))];
        if (olds.Count > 0)
        {
            Turning.Fence(draft, old.Member, olds, longest: null);
            Compare(olds, there);
            Settle(olds);
            if (asked.Text(FailbackVerb.MergeParameter) == "yes") Merge(olds);
        }

        var before = draft.Items.Count;
        Rules.Reverse(draft, pair, old, leads, alias);
        foreach (var item in draft.Items.Skip(before)) _reversed.Add(RuleNames.Bare(item.Name));
        var copied = twins.Where(twin => !twin.IsFollowed(old)).ToList();
        if (copied.Count > 0) Turning.Protect(draft, Side(old), leads.Member, [.. copied.Select(TurnedOld)], asked.World.CopySpeed(old.Member));
        var following = twins.Where(twin => twin.IsFollowed(old)).ToList();
        if (following.Count == 0) return;
        var caught = draft.Step(StepKinds.CaughtUp, StepClass.Read, old.Member, [.. following.Select(twin => KeyOf(old, twin.Other))], new StepWords(
            $"Wait until {Counted.Of([.. following.Select(twin => twin.Other)], "followers")} that {old.Member} has already {(following.Count == 1 ? "has" : "have")} caught up.", "Each follows, and has shard by shard what its leader had a moment before."), deadline: TimeSpan.FromHours(1));
        draft.Amend(caught, step => step with { IsRest = true });
    }

    public void Return(IReadOnlyList<Twin> twins, TimeSpan longest, bool asks)
    {
        IReadOnlyList<(string Key, string Name)> now = [.. twins.Select(twin => (KeyOf(leads, twin.Leading), twin.Leading))];
        IReadOnlyList<string> keys = [.. twins.Select(twin => KeyOf(old, twin.Other))];
        IReadOnlyList<string> names = [.. twins.Select(twin => twin.Other)];
        if (asks)
        {
            var wait = draft.Step(StepKinds.Wait, StepClass.Read, old.Member, keys, new StepWords($"Wait for a person to say that it goes home: {old.Member} follows and is caught up, and nothing has been stopped yet.", "A person says so."));
            draft.Amend(wait, step => step with { Asks = new Asking($"{old.Member} follows and is caught up. Go home now? Writes on {leads.Member} stop with this.") });
        }

        Rules.Pause(draft, pair, old, leads, _reversed);
        Turning.Fence(draft, leads.Member, now, longest);
        Turning.Drain(draft, leads.Member, old.Member, now);
        Promotion.Write(draft, old.Member, [.. twins.Select(twin => new Promoted(KeyOf(old, twin.Other), twin.Other, HasTasks: true, IsClosed: false, IsFollower: true, MayResume: true, leads.StreamOf(twin.Leading) is { } stream && stream.BackingIndices[^1] == twin.Leading ? stream.Name : null))], together: true);
        Turning.Compare(draft, old.Member, leads.Member, keys, names);
        Promotion.Verify(draft, old.Member, keys, names, Side(old));
        IReadOnlyList<(string Key, string Name, string Other)> led = [.. twins.Select(twin => (KeyOf(old, twin.Other), twin.Other, twin.Leading))];
        Aliases.Write(draft, pair, old, leads, led);
        Promotion.Route(draft, old.Member, led, asked.Text(JourneyVerb.RouteParameter));
        Rules.Restore(draft, pair, old, _reversed);
        Turning.Protect(draft, Side(leads), old.Member, [.. twins.Select(TurnedBack)], asked.World.CopySpeed(leads.Member));
    }

    /// <summary>Both of its indices are in the plan: the old one, which is compared and copied anew, and the one that leads.</summary>
    private void Add(Twin twin)
    {
        var parameters = FollowValues.Effective(twin.Copy is { } copy ? asked.World.Known(copy.Member, copy.Name)?.Parameters : null);
        var line = twin.Copy is { } promoted && promoted.Member == leads.Member ? asked.World.Sources.NoteOf(promoted.Key, ItemFacts.Line) : null;
        // A line that another index of that name left behind says nothing about this one.
        var fits = line is { } known && (known.Identity is null || known.Identity == twin.LeadingIndex.Uuid);
        draft.Add(PlanItems.Of(old.Member, twin.Other, twin.OtherIndex?.Uuid, pair.Options.Id, parameters, null,
        [
            (ItemFacts.Twin, twin.Leading), (ItemFacts.TwinCluster, leads.Member), (ItemFacts.Remote, alias), (ItemFacts.Leader, twin.Leading), (ItemFacts.LeaderCluster, leads.Member), (ItemFacts.LeaderUuid, twin.LeadingIndex.Uuid),
            (ItemFacts.Stream, old.StreamOf(twin.Other)?.Name), (ItemFacts.FenceBy, oldFenceBy), (ItemFacts.Line, fits ? line!.Value.Value : null), (ItemFacts.Kept, _kept),
            (LedgerStep.KeepFact, asked.Text(FailbackVerb.KeepParameter) == LedgerStep.KeepNothing ? LedgerStep.KeepNothing : null),
            (LedgerStep.DeletesFact, asked.Text(FailbackVerb.DeletesParameter) == LedgerStep.DeletesUnnamed ? LedgerStep.DeletesUnnamed : null),
        ]));
        if (back is null) return;
        draft.Add(PlanItems.Of(leads.Member, twin.Leading, twin.LeadingIndex.Uuid, pair.Options.Id, parameters, null,
        [
            (ItemFacts.Twin, twin.Other), (ItemFacts.TwinCluster, old.Member), (ItemFacts.Remote, back), (ItemFacts.Leader, twin.Other), (ItemFacts.LeaderCluster, old.Member),
            (ItemFacts.Stream, leads.StreamOf(twin.Leading)?.Name), (ItemFacts.FenceBy, leadsFenceBy),
        ]));
    }

    private void Compare(IReadOnlyList<(string Key, string Name)> olds, List<Twin> there)
    {
        var documents = there.Sum(twin => (twin.OtherIndex!.Documents ?? 0) + (twin.LeadingIndex.Documents ?? 0));
        draft.Step(StepKinds.Ledger, StepClass.Read, old.Member, [.. olds.Select(one => one.Key)], new StepWords(
            $"Compare {Counted.Of([.. olds.Select(one => one.Name)], "indices")} on {old.Member} with {leads.Member}, operation by operation, and preserve what only {old.Member} has.",
            "Every operation above the line is found on the other side, preserved, counted as overwritten or deleted, or named as unexplained."),
            deadline: TimeSpan.FromHours(1) + TimeSpan.FromSeconds(documents / 500));
    }

    private void Settle(IReadOnlyList<(string Key, string Name)> olds)
    {
        var loses = asked.Text(FailbackVerb.KeepParameter) == LedgerStep.KeepNothing;
        var step = draft.Step(StepKinds.Settle, StepClass.Read, old.Member, [.. olds.Select(one => one.Key)], new StepWords(
            $"People look at what only {old.Member} has, and say that it may be deleted there.", "As many as have to say so, about exactly these numbers, and nothing has moved since they were counted."), deadline: TimeSpan.FromHours(24));
        var people = loses ? Math.Max(2, pair.Options.Policy.AcceptLoss) : pair.Options.Policy.AcceptLoss;
        draft.Amend(step, settle => settle with
        {
            Asks = new Asking(loses
                ? $"What only {old.Member} has is counted below and NOT preserved. Deleting it there loses it for good."
                : $"What only {old.Member} has is counted below and preserved. Then its indices are deleted there and copied anew from {leads.Member}.", people, ByOthers: true),
        });
    }

    private void Merge(IReadOnlyList<(string Key, string Name)> olds) => draft.Step(StepKinds.Merge, StepClass.Promote, leads.Member, [.. olds.Select(one => one.Key)], new StepWords(
        $"Write to {leads.Member} what only {old.Member} had, wherever nothing conflicts. Nothing takes that back; deletes and conflicts stay in the preserved copy.",
        $"Every document of the preserved copies is on {leads.Member}, or somebody was first there."));

    private Turned TurnedOld(Twin twin) => new(KeyOf(old, twin.Other), twin.Other, KeyOf(leads, twin.Leading), twin.Leading, twin.OtherIndex is not null, twin.LeadingIndex.PrimaryBytes ?? 0, null, null);

    private Turned TurnedBack(Twin twin) => new(KeyOf(leads, twin.Leading), twin.Leading, KeyOf(old, twin.Other), twin.Other, Stays: true, twin.LeadingIndex.PrimaryBytes ?? 0, null, null);

    private PairSide Side(SideWorld side) => new(pair.Options.Id, side.Side, side.Member);

    private static string KeyOf(SideWorld side, string name) => $"{side.Member}/{name}";
}
