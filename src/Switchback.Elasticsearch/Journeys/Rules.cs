using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>The steps for rules that make followers: paused before anything is turned round, reversed for the way back, and restored at home.</summary>
internal static class Rules
{
    /// <summary>First of all: with its leader down an active rule asks for it hundreds of times a second, and else it would make followers while others are promoted.</summary>
    /// <param name="draft">Where to.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="on">Where the rules are.</param>
    /// <param name="of">Whose indices they follow.</param>
    /// <param name="put">Rules that this very plan puts there before.</param>
    public static void Pause(Draft draft, PairWorld pair, SideWorld on, SideWorld of, IEnumerable<string>? put = null)
    {
        var names = pair.PatternsOf(on, of).Where(pattern => pattern.Active).Select(pattern => pattern.Name).Union(put ?? [], StringComparer.Ordinal).ToList();
        if (names.Count == 0) return;
        var keys = Add(draft, pair, on, names.Select(name => (name, (string?)null)));
        var step = draft.Step(StepKinds.PausePattern, StepClass.Reversible, on.Member, keys, new StepWords($"Pause {Counted.Of(names, "auto-follow patterns")} on {on.Member}.", $"{on.Member} says that {(names.Count == 1 ? "it is" : "they are")} paused.", "Resume."));
        draft.TakeBack(step, StepKinds.ResumePattern, keys, new StepWords($"Resume {Counted.Of(names, "auto-follow patterns")} on {on.Member}.", $"{on.Member} says that {(names.Count == 1 ? "it is" : "they are")} active."));
    }

    /// <summary>Rules on one side for what is born on the other from now on, the mirror of those that led the other way.</summary>
    public static void Reverse(Draft draft, PairWorld pair, SideWorld on, SideWorld of, string alias)
    {
        var there = pair.PatternsOf(of, on);
        var own = on.Patterns.Where(pattern => pattern.Remote == alias).ToList();
        var puts = new List<(string Name, string? Text)>();
        foreach (var pattern in there)
        {
            if (pattern.FollowPattern is not (null or IndexNames.Placeholder))
            {
                draft.Warn($"The auto-follow pattern {pattern.Name} gives followers other names ({pattern.FollowPattern}): no pattern can take such names back, so what is born on {of.Member} meanwhile is not followed by itself.");
                continue;
            }

            var order = new PatternOrder(alias, pattern.LeaderPatterns, pattern.Excluded, null, pattern.Parameters);
            if (own.Any(mine => mine.Active && PatternText.Says(mine, order))) continue;
            puts.Add((pattern.Name, PatternText.Write(order)));
        }

        if (puts.Count == 0) return;
        var keys = Add(draft, pair, on, puts);
        var names = puts.Select(put => put.Name).ToList();
        var step = draft.Step(StepKinds.PutPattern, StepClass.Reversible, on.Member, keys, new StepWords(
            $"Put {Counted.Of(names, "auto-follow patterns")} on {on.Member}, so that what is born on {of.Member} from now on is followed.", $"{on.Member} has {(names.Count == 1 ? "it" : "each of them")}, active.", "Delete."));
        draft.TakeBack(step, StepKinds.DeletePattern, keys, new StepWords($"Delete {Counted.Of(names, "auto-follow patterns")} on {on.Member} again.", $"{on.Member} has none of {(names.Count == 1 ? "it" : "them")}."));
    }

    /// <summary>What led the wrong way is taken away, and what leads the right way goes on.</summary>
    /// <param name="draft">Where to.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="leading">The side that leads from now on.</param>
    /// <param name="reversed">Rules that this very plan puts on it before.</param>
    public static void Restore(Draft draft, PairWorld pair, SideWorld leading, IReadOnlyCollection<string> reversed)
    {
        var following = pair.OtherThan(leading.Side);
        var wrong = pair.PatternsOf(leading, following).Select(pattern => pattern.Name).Union(reversed, StringComparer.Ordinal).ToList();
        if (wrong.Count > 0)
        {
            var keys = Add(draft, pair, leading, wrong.Select(name => (name, (string?)null)));
            draft.Step(StepKinds.DeletePattern, StepClass.Reversible, leading.Member, keys, new StepWords($"Delete {Counted.Of(wrong, "auto-follow patterns")} on {leading.Member}: nothing is followed there any more.", $"{leading.Member} has none of {(wrong.Count == 1 ? "it" : "them")}."));
        }

        var right = pair.PatternsOf(following, leading).Where(pattern => !pattern.Active).Select(pattern => pattern.Name).ToList();
        if (right.Count == 0) return;
        var resumed = Add(draft, pair, following, right.Select(name => (name, (string?)null)));
        draft.Step(StepKinds.ResumePattern, StepClass.Reversible, following.Member, resumed, new StepWords($"Resume {Counted.Of(right, "auto-follow patterns")} on {following.Member}.", $"{following.Member} says that {(right.Count == 1 ? "it is" : "they are")} active."));
    }

    private static List<string> Add(Draft draft, PairWorld pair, SideWorld on, IEnumerable<(string Name, string? Text)> patterns)
    {
        var keys = new List<string>();
        foreach (var (name, text) in patterns)
        {
            var item = PlanItems.Of(on.Member, RuleNames.Pattern(name), null, pair.Options.Id, null, null, [(ItemFacts.Pattern, text)]);
            draft.Add(item);
            keys.Add(item.Key);
        }

        return keys;
    }
}
