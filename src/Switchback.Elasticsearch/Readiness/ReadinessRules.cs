using Switchback.Core.Fleet;
using Switchback.Core.Readiness;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>
/// Whether a pair could fail over or fail back right now, with everything that stands in the way. Pure. Failing over needs the side
/// that takes over; failing back needs home to be able to follow away, whoever leads now.
/// </summary>
public static class ReadinessRules
{
    public static ReadinessReport Judge(Direction direction, ReadinessInput input) =>
        ReadinessReport.Of(direction, [.. direction == Direction.FailOver ? FailOver(input) : FailBack(input)], input.Now);

    private static IEnumerable<Check> FailOver(ReadinessInput input)
    {
        var taker = input[input.Active == Side.Home ? Side.Away : Side.Home];
        var leader = input[input.Active];
        yield return SideChecks.Answers(taker, input.Now);
        yield return SideChecks.Health(taker);
        yield return SideChecks.Identity(taker, leader);
        yield return ItemChecks.Copies(input);
        yield return SideChecks.Privileges(taker);
        foreach (var check in DefinitionChecks.Of(leader, taker)) yield return check;
        yield return DefinitionChecks.StreamTemplates(taker);
        yield return PatternChecks.Of(taker);
        yield return LinkChecks.Version(follower: leader, leader: taker, isLater: true);
        yield return SideChecks.Skew(taker);
    }

    private static IEnumerable<Check> FailBack(ReadinessInput input)
    {
        var (follower, leader) = (input.Home, input.Away);
        yield return SideChecks.Answers(follower, input.Now);
        yield return SideChecks.Answers(leader, input.Now);
        yield return SideChecks.Health(follower);
        yield return SideChecks.Identity(follower, leader);
        yield return LinkChecks.Version(follower, leader, isLater: false);
        yield return SideChecks.Licence(follower, input.Now);
        yield return SideChecks.Licence(leader, input.Now);
        yield return LinkChecks.Remote(follower, leader);
        yield return SideChecks.Privileges(follower);
        yield return SideChecks.Privileges(leader);
        yield return ItemChecks.Room(input, follower);
        yield return ItemChecks.Blocks(input, leader);
        yield return SideChecks.Skew(follower);
        yield return SideChecks.Skew(leader);
    }
}
