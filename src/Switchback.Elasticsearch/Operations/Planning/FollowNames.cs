using Switchback.Core.Plans;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <param name="Index">Null when the leader could not be seen.</param>
/// <param name="Name">Null where the template gives none.</param>
/// <param name="Stream">The data stream it comes into; null where it keeps the leader's.</param>
/// <param name="Obstacle">Why it cannot be made; null when nothing stands in the way.</param>
internal sealed record NamedFollower(string Leader, LeaderIndex? Index, string? Name, string? Stream, Refusal? Obstacle);

/// <summary>
/// What followers of some leaders are called on a cluster, and what stands in the way of each. One rule, so that a name that was shown
/// before is the name that is planned.
/// </summary>
/// <param name="streams">The data streams of the cluster; null when they cannot be read.</param>
/// <param name="renames">Whether it can give a data stream's index another name.</param>
internal sealed class FollowNames(string member, LeaderSide leaders, IReadOnlyList<IndexFacts> own, IReadOnlyList<DataStream>? streams, bool renames)
{
    private readonly Dictionary<string, IndexFacts> _own = own.ToDictionary(index => index.Name, StringComparer.Ordinal);
    private readonly HashSet<string> _localStreams = [.. (streams ?? []).Where(stream => !stream.Replicated).Select(stream => stream.Name)];

    public static bool RenamesStreams(World world, string member) => world.Member(member)?.Version is { } text && ServerVersion.Parse(text) >= Since.DataStreamName;

    public IEnumerable<NamedFollower> Name(string template, IEnumerable<string> chosen)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var leader in chosen)
        {
            var index = leaders.Indices.GetValueOrDefault(leader);
            var name = IndexNames.Fill(template, leader, renames);
            var obstacle = Obstacle(template, leader, index, name, taken);
            if (obstacle is null) taken.Add(name!);
            yield return new NamedFollower(leader, index, name, renames && index?.Stream is { } stream ? IndexNames.StreamOf(template, stream) : null, obstacle);
        }
    }

    private Refusal? Obstacle(string template, string leader, LeaderIndex? index, string? name, HashSet<string> taken)
    {
        if (index is null && leaders.Others.Contains(leader)) return new Refusal(leader, $"On {leaders.Called} this is an alias or a data stream, and only an index can be followed.", "Name the indices behind it.");
        if (index is null && leaders.IsComplete) return new Refusal(leader, $"{leaders.Called} has no index of this name.", "Choose from what is there.");
        if (index is { IsOpen: false }) return new Refusal(leader, $"It is closed on {leaders.Called}: nothing can be copied from it.", "Open it first.");
        if (name is null) return new Refusal(leader, $"It looks like an index of a data stream, and the name cannot be taken apart to put '{template}' around the stream's.", $"Give {IndexNames.Placeholder} as the name.");
        if (IndexNames.Complaint(name) is { } complaint) return new Refusal(leader, complaint, $"Change the name: {IndexNames.Placeholder} stands for the leader's.");
        if (_own.TryGetValue(name, out var there))
            return new Refusal(name, $"{member} has an index of this name already{(there.State == IndexState.Closed ? ", closed: following would replace what it holds" : "")}.", "Choose another name; or, when it is a follower of this leader, resume or recreate it.");
        if (taken.Contains(name)) return new Refusal(name, "Two leaders would be copied to this name.", $"Put {IndexNames.Placeholder} into the name.");
        if (!renames && index?.Stream is not null && name != leader)
            return new Refusal(leader, $"It belongs to a data stream, and {member} keeps the names of such indices before {Since.DataStreamName}.", $"Give {IndexNames.Placeholder} as the name.");
        return index?.Stream is { } of && IndexNames.StreamOf(template, of) is var local && _localStreams.Contains(local)
            ? new Refusal(leader, $"{member} has a data stream {local} of its own: no copy can be added to it.", "Choose a name that gives another stream.")
            : null;
    }
}
