using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations;
using Switchback.Elasticsearch.Operations.Planning;
using Switchback.Elasticsearch.Operations.Steps;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Journeys;

/// <summary>One index that changes its leader: key and name on both sides.</summary>
/// <param name="Stays">It is there on the old side, as an index that has to be dealt with before it can follow.</param>
/// <param name="Bytes">Of the copy that is to be made.</param>
internal sealed record Turned(string OldKey, string Old, string NewKey, string New, bool Stays, long Bytes, string? OldStream, string? NewStream);

/// <summary>The steps that planned journeys in both directions have in common: stop writes, wait for the last of them, and copy back.</summary>
internal static class Turning
{
    public const string LongestParameter = "fence-longest";
    private const int UsualMinutes = 15;

    public static TimeSpan? Longest(Asked asked, Draft draft)
    {
        if (asked.Text(LongestParameter) is not { } text) return TimeSpan.FromMinutes(UsualMinutes);
        if (int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 50) return TimeSpan.FromMinutes(minutes);
        draft.Refuse(LongestParameter, $"'{text}' is no number of minutes from 1 to 50.", "Writes are stopped no longer than approvals last, which is an hour: give fewer minutes, or leave it out for 15.");
        return null;
    }

    /// <summary>Stops writes on the side that leads.</summary>
    /// <param name="draft">Where to.</param>
    /// <param name="member">Where.</param>
    /// <param name="all">Keys and names of what is fenced.</param>
    /// <param name="longest">How long at most; null for a side that does not lead, and stays fenced.</param>
    public static void Fence(Draft draft, string member, IReadOnlyList<(string Key, string Name)> all, TimeSpan? longest)
    {
        IReadOnlyList<string> keys = [.. all.Select(one => one.Key)];
        IReadOnlyList<string> names = [.. all.Select(one => one.Name)];
        var undo = longest is { } most ? $"Allow writes again; by itself after {most.TotalMinutes:0} min, as long as nothing is turned round." : null;
        var step = draft.Step(StepKinds.Fence, StepClass.Reversible, member, keys, new StepWords($"Stop writes to {Counted.Of(names, "indices")} on {member}.", $"{member} says that {(names.Count == 1 ? "it takes" : "each of them takes")} no writes.", undo));
        if (longest is null) return;
        // Writes are not stopped while one of the copies that shall take over is not there.
        draft.Amend(step, fence => fence with { HeldAtMost = longest, Together = true });
        draft.TakeBack(step, StepKinds.Unfence, keys, new StepWords($"Allow writes to {Counted.Of(names, "indices")} on {member} again.", $"{member} says that {(names.Count == 1 ? "it takes" : "each of them takes")} writes."));
    }

    public static void Drain(Draft draft, string member, string to, IReadOnlyList<(string Key, string Name)> all) => draft.Step(
        StepKinds.Drain, StepClass.Read, member, [.. all.Select(one => one.Key)],
        new StepWords($"Wait until {to} has every operation of every shard of {Counted.Of([.. all.Select(one => one.Name)], "indices")} on {member}.",
            "Every shard of the leader stands still in two readings, with all of it numbered and acknowledged, and the copy has each of them up to there."),
        deadline: TimeSpan.FromMinutes(10));

    public static void Compare(Draft draft, string member, string old, IReadOnlyList<string> keys, IReadOnlyList<string> names) => draft.Step(
        StepKinds.Compare, StepClass.Read, member, keys,
        new StepWords($"Compare {Counted.Of(names, "indices")} on {member} with the fenced ones on {old}.", "Positions of all shards, the number of documents, the newest documents by content and the mapping are the same."),
        deadline: TimeSpan.FromMinutes(10 + (names.Count / 50)));

    /// <summary>The old side becomes the copy: what it has is deleted, and everything is copied from the side that leads.</summary>
    public static void Protect(Draft draft, PairSide old, string leads, IReadOnlyList<Turned> all, double? speed)
    {
        var gone = all.Where(one => one.Stays).ToList();
        foreach (var list in Lists(gone, one => one.Old))
        {
            var step = draft.Step(StepKinds.Discard, StepClass.Destroy, old.Member, [.. list.Select(one => one.OldKey)], new StepWords(
                $"Delete {Counted.Of([.. list.Select(one => one.Old)], "indices")} on {old.Member}, which {leads} leads now. Nothing takes that back.",
                $"{old.Member} has no index with the identity that {(list.Count == 1 ? "it" : "each of them")} had."), isPointOfNoReturn: true);
            draft.Amend(step, discard => discard with { Spares = old });
        }

        if (gone.Count > 0) draft.Destroys.Add($"{Counted.Named([.. gone.Select(one => one.Old)], "indices")} on {old.Member}: deleted, and copied anew from {leads}.");
        var bytes = all.Sum(one => one.Bytes);
        draft.Copying += Estimates.Copy(bytes, speed);
        draft.Step(StepKinds.Follow, StepClass.Reversible, old.Member, [.. all.Select(one => one.OldKey)], Writing.FollowNew(old.Member, [.. all.Select(one => one.Old)], leads), deadline: Estimates.DeadlineOfCopy(Estimates.Copy(bytes, speed)));
        var caught = draft.Step(StepKinds.CaughtUp, StepClass.Read, old.Member, [.. all.Select(one => one.OldKey)], new StepWords(
            $"Wait until {Counted.Of([.. all.Select(one => one.Old)], "copies")} on {old.Member} {(all.Count == 1 ? "has" : "have")} caught up: the pair is protected then.", "Each follows, and has shard by shard what its leader had a moment before."),
            deadline: Estimates.DeadlineOfCopy(Estimates.Copy(bytes, speed)));
        draft.Amend(caught, step => step with { IsRest = true });
    }

    public static IEnumerable<IReadOnlyList<T>> Lists<T>(IReadOnlyList<T> all, Func<T, string> name)
    {
        var next = 0;
        foreach (var list in NameLists.Cut(all.Select(name)))
        {
            yield return [.. all.Skip(next).Take(list.Count)];
            next += list.Count;
        }
    }

    /// <summary>Before 7.9 there is only the setting.</summary>
    public static string? FenceBy(World world, string member) => ServerVersion.Parse(world.Member(member)?.Version ?? "") is { } version && version >= Since.BlockCall ? null : FenceStep.BySetting;
}
