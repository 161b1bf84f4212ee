using Switchback.Core.Fleet;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>
/// The data streams among what is to be promoted. A stream is promoted whole: afterwards nothing more of it can be followed, and a
/// backing index that stayed a follower would be a hole in it that nobody fills.
/// </summary>
internal sealed class PromotedStreams
{
    private readonly List<IGrouping<string, Target>> _promoted;
    private readonly List<IGrouping<string, Target>> _rolled;

    private PromotedStreams(IEnumerable<IGrouping<string, Target>> streams)
    {
        var all = streams.ToList();
        _promoted = [.. all.Where(stream => Of(stream).Replicated)];
        _rolled = [.. all.Where(stream => stream.Any(target => target.Place!.TakesWrites))];
    }

    /// <summary>Finds them, and refuses what would be left half way.</summary>
    public static async Task<PromotedStreams> ReadAsync(Asked asked, Draft draft, string member, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        var found = new PromotedStreams(targets.Where(target => target.Place is not null).GroupBy(target => target.Place!.Stream.Name, StringComparer.Ordinal).OrderBy(stream => stream.Key, StringComparer.Ordinal));
        foreach (var stream in found._promoted)
        {
            var named = stream.Select(target => target.Name).ToHashSet(StringComparer.Ordinal);
            var left = Of(stream).BackingIndices.Where(name => !named.Contains(name) && asked.World.Find(new ItemName(member, name)) is { Verdict.Kind: not (VerdictKind.Promoted or VerdictKind.LeftClosed or VerdictKind.NotFollowed) }).ToList();
            if (left.Count > 0)
            {
                draft.Refuse(stream.Key, $"A data stream is promoted whole, because nothing more of it is followed afterwards, and {Counted.Named(left)} {Counted.Is(left)} not among what is to be promoted.",
                    $"Choose all of its indices: {string.Join(", ", Of(stream).BackingIndices.Take(5))}{(Of(stream).BackingIndices.Count > 5 ? ", …" : "")}.");
            }
        }

        foreach (var stream in found._rolled.Where(stream => Of(stream).Template is null))
            draft.Refuse(stream.Key, $"No index template on {member} matches the data stream, and without one it cannot roll over and takes no writes.", "Create there the index template that its leader has.");
        if (found._rolled.Count > 0 && draft.Refusals.Count == 0)
        {
            string[] kinds = found._promoted.Count > 0 ? [StepKinds.PromoteStream, StepKinds.Rollover] : [StepKinds.Rollover];
            await Guards.RightsAsync(asked, draft, member, kinds, [.. found._rolled.Select(stream => stream.Key)], cancel, "data streams of ");
        }

        return found;
    }

    public void Write(Draft draft, string member)
    {
        if (_promoted.Count > 0)
            draft.Step(StepKinds.PromoteStream, StepClass.Promote, member, KeysOf(_promoted), Writing.PromoteStreams(member, NamesOf(_promoted)), isPointOfNoReturn: true);
        if (_rolled.Count > 0)
            draft.Step(StepKinds.Rollover, StepClass.Promote, member, KeysOf(_rolled), Writing.Rollover(member, NamesOf(_rolled)));
    }

    private static DataStream Of(IGrouping<string, Target> stream) => stream.First().Place!.Stream;

    private static IReadOnlyList<string> NamesOf(IEnumerable<IGrouping<string, Target>> streams) => [.. streams.Select(stream => stream.Key)];

    private static IReadOnlyList<string> KeysOf(IEnumerable<IGrouping<string, Target>> streams) => [.. streams.SelectMany(stream => stream.Select(target => target.Item.Key))];
}
