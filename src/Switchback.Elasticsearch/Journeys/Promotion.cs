using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Readiness;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>A copy that is to be made an ordinary index, as it will be when its turn comes.</summary>
/// <param name="MayResume">Taking the pause back works: its leader answers.</param>
/// <param name="Stream">The data stream it backs; null for none.</param>
internal sealed record Promoted(string Key, string Name, bool HasTasks, bool IsClosed, bool IsFollower, bool MayResume, string? Stream = null);

/// <summary>The steps that make copies ordinary indices. Each list of names is open again before the next one closes.</summary>
internal static class Promotion
{
    /// <param name="draft">Where to.</param>
    /// <param name="member">Where the copies are.</param>
    /// <param name="copies">All of them.</param>
    /// <param name="together">They are promoted all or none.</param>
    public static void Write(Draft draft, string member, IReadOnlyList<Promoted> copies, bool together)
    {
        var streams = copies.Where(copy => copy.Stream is not null).GroupBy(copy => copy.Stream!, StringComparer.Ordinal).OrderBy(stream => stream.Key, StringComparer.Ordinal).ToList();
        if (streams.Count > 0)
        {
            IReadOnlyList<string> names = [.. streams.Select(stream => stream.Key)];
            IReadOnlyList<string> backing = [.. streams.SelectMany(stream => stream.Select(copy => copy.Key))];
            Together(draft, together, draft.Step(StepKinds.PromoteStream, StepClass.Promote, member, backing, Writing.PromoteStreams(member, names), isPointOfNoReturn: true));
            draft.Step(StepKinds.Rollover, StepClass.Promote, member, backing, Writing.Rollover(member, names));
        }

        Pause(draft, member, copies, together);
        draft.Step(StepKinds.Line, StepClass.Read, member, KeysOf(copies), new StepWords(
            $"Keep where every shard of {Counted.Followers(NamesOf(copies))} on {member} stands: the line between what it has of its leader and what it takes on its own.", $"{member} has told checkpoint, newest operation and primary term of each shard."));
        foreach (var list in Cut(copies))
        {
            var open = list.Where(copy => !copy.IsClosed).ToList();
            if (open.Count > 0)
            {
                var close = Together(draft, together, draft.Step(StepKinds.Close, StepClass.Reversible, member, KeysOf(open), Writing.Close(member, NamesOf(open), "Open again, also when it stops here.")));
                draft.TakeBack(close, StepKinds.Open, KeysOf(open), Writing.Open(member, NamesOf(open)), evenIfStopped: true);
            }

            var followers = list.Where(copy => copy.IsFollower).ToList();
            if (followers.Count > 0) Together(draft, together, draft.Step(StepKinds.Unfollow, StepClass.Promote, member, KeysOf(followers), Writing.Unfollow(member, NamesOf(followers)), isPointOfNoReturn: true));
            draft.Step(StepKinds.Open, followers.Count < list.Count ? StepClass.Promote : StepClass.Reversible, member, KeysOf(list), Writing.Open(member, NamesOf(list)));
        }
    }

    private static void Pause(Draft draft, string member, IReadOnlyList<Promoted> copies, bool together)
    {
        var active = copies.Where(copy => copy.HasTasks).ToList();
        if (active.Count == 0) return;
        var back = active.Where(copy => copy.MayResume && !copy.IsClosed).ToList();
        var step = Together(draft, together, draft.Step(StepKinds.Pause, StepClass.Reversible, member, KeysOf(active), Writing.Pause(member, NamesOf(active), back.Count > 0 ? "Resume with the parameters that each has now." : null)));
        draft.TakeBack(step, StepKinds.Resume, KeysOf(back), Writing.Resume(member, NamesOf(back), "the parameters from before"));
    }

    /// <summary>The outcome is looked at before anybody is sent there, and from then on that side leads.</summary>
    public static void Verify(Draft draft, string member, IReadOnlyList<string> keys, IReadOnlyList<string> names, PairSide leads)
    {
        var step = draft.Step(StepKinds.Verify, StepClass.Read, member, keys, new StepWords(
            $"Verify {Counted.Followers(names)} on {member}: ordinary, open, writable, and nothing of what was there is missing. From then on {leads.Side.ToString().ToLowerInvariant()} ({member}) is recorded as the side that leads.",
            $"{member} has no follower among them, their primary shards work, no block stands against writes, and every shard is at its line or beyond."));
        draft.Amend(step, verify => verify with { Turns = leads });
    }

    /// <summary>Clients are sent to the side that leads now, by a person or not at all.</summary>
    public static void Route(Draft draft, string member, IReadOnlyList<(string Key, string Name, string Other)> led, string? way)
    {
        if (way == JourneyVerb.NotAtAll) return;
        var renamed = led.Where(one => one.Name != one.Other).ToList();
        var names = renamed.Count == 0 ? "Every index keeps its name." : $"Other names there: {string.Join(", ", renamed.Take(5).Select(one => $"{one.Other} is {one.Name}"))}{(renamed.Count > 5 ? $" and {renamed.Count - 5} more" : "")}.";
        var step = draft.Step(StepKinds.Route, StepClass.Read, member, [.. led.Select(one => one.Key)], new StepWords(
            $"Send clients to {member}. {names}", "A person says that clients are there; what both sides take is measured, and no index of an old name has come up."));
        draft.Amend(step, route => route with { Asks = new Asking($"Send clients to {member} now, and say what you did. {names}", WantsWords: true) });
    }

    public static IReadOnlyList<string> KeysOf(IEnumerable<Promoted> copies) => [.. copies.Select(copy => copy.Key)];

    public static IReadOnlyList<string> NamesOf(IEnumerable<Promoted> copies) => [.. copies.Select(copy => copy.Name)];

    private static IEnumerable<IReadOnlyList<Promoted>> Cut(IReadOnlyList<Promoted> copies)
    {
        var next = 0;
        foreach (var list in NameLists.Cut(copies.Select(copy => copy.Name)))
        {
            yield return [.. copies.Skip(next).Take(list.Count)];
            next += list.Count;
        }
    }

    private static int Together(Draft draft, bool together, int step) => together ? draft.Amend(step, each => each with { Together = true }) : step;
}
