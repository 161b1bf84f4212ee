using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>Stops writes on one side of a pair, or allows them again: what is done first when both sides can be written.</summary>
internal sealed class FenceVerb : JourneyVerb
{
    public const string SideParameter = "side";
    public const string LiftParameter = "lift";

    public override OperationInfo Info { get; } = Journey(Verbs.Fence, "Fence a side", "Stops writes to everything of a pair on one side, or allows them again. The first thing to do when both sides can be written.", StepClass.Reversible);

    protected override IReadOnlyDictionary<string, string[]?> Choices { get; } = new Dictionary<string, string[]?> { [SideParameter] = ["home", "away"], [LiftParameter] = ["no", "yes"] };

    protected override async Task DraftAsync(Asked asked, Draft draft, PairWorld pair, CancellationToken cancel)
    {
        var side = pair[asked.Text(SideParameter) switch
        {
            "home" => Side.Home,
            "away" => Side.Away,
            // The one that does not lead.
            _ => pair.View.Recorded?.Active == Side.Home ? Side.Away : Side.Home,
        }];
        if (!side.Answers || side.Indices is null)
        {
            draft.Refuse(side.Member, "It does not answer: nothing can be stopped there from here.", "Stop its clients, or its network, by other means.");
            return;
        }

        var copies = pair.CopiesOn(side).Where(item => item.Verdict.Kind is not (VerdictKind.Promoted or VerdictKind.LeftClosed or VerdictKind.NotFollowed)).Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        var led = pair.Copies.Where(item => item.Member == pair.OtherThan(side.Side).Member).Select(item => item.Source.Name).ToHashSet(StringComparer.Ordinal);
        var indices = side.Indices.Where(index => index.State == IndexState.Open && !copies.Contains(index.Name) && (led.Contains(index.Name) || pair.Owns(side.Side, index.Name))).OrderBy(index => index.Name, StringComparer.Ordinal).ToList();
        if (indices.Count == 0)
        {
            draft.Refuse("pair", $"{side.Member} has nothing of this pair that takes writes.", "Nothing to do.");
            return;
        }

        await Guards.RightsAsync(asked, draft, side.Member, [StepKinds.Fence], [.. indices.Select(index => index.Name)], cancel);
        if (draft.Refusals.Count > 0) return;
        var fenceBy = Turning.FenceBy(asked.World, side.Member);
        var all = new List<(string Key, string Name)>();
        foreach (var index in indices)
        {
            var item = PlanItems.Of(side.Member, index.Name, index.Uuid, pair.Options.Id, null, null, [(ItemFacts.FenceBy, fenceBy)]);
            draft.Add(item);
            all.Add((item.Key, index.Name));
        }

        if (asked.Text(LiftParameter) == "yes") Lift(draft, pair, side, all);
        else Turning.Fence(draft, side.Member, all, longest: null);
        draft.Title = asked.Text(LiftParameter) == "yes" ? $"Allow writes on {side.Member} again ({pair.Options.Id})" : $"Fence {side.Member} ({pair.Options.Id})";
        if (asked.Text(LiftParameter) != "yes" && pair.View.Recorded?.Active == side.Side) draft.Warn($"{side.Member} is the side that leads: nobody can write anywhere until it is allowed again.");
    }

    private static void Lift(Draft draft, PairWorld pair, SideWorld side, List<(string Key, string Name)> all)
    {
        if (pair.View.Recorded?.Active is { } active && active != side.Side)
            draft.Refuse(side.Member, $"{pair[active].Member} leads: with writes allowed here both sides could be written, and differ more with every write.", "Fail back, which compares them first.");
        draft.Step(StepKinds.Unfence, StepClass.Route, side.Member, [.. all.Select(one => one.Key)], new StepWords($"Allow writes to {Counted.Of([.. all.Select(one => one.Name)], "indices")} on {side.Member} again.", $"{side.Member} says that {(all.Count == 1 ? "it takes" : "each of them takes")} writes."));
    }
}
