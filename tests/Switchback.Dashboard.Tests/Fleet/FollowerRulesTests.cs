using Switchback.Dashboard.Fleet;
using Switchback.Elasticsearch.Calls;

namespace Switchback.Dashboard.Tests.Fleet;

public sealed class FollowerRulesTests
{
    private const string PausedAndClosed =
        "Resting Paused and closed: Closed to searches and writes, and nothing is read from the leader. Open it, then resume it.";

    private static readonly ReadTrouble Refused = new("connect_transport_exception", "[][127.0.0.1:9300] connect_exception", 7);

    public static TheoryData<string, FollowerFacts, CopyPositions?, long?> Worlds() => new()
    {
        { "Fine Following", Some.Follower(), Some.At(41), 0 },
        { "Fine Following", Some.Follower(), Some.At(41), 999 },
        { "Fine Following", Some.Follower(), Some.At(41), null },
        { "Watch Catching up", Some.Follower(), Some.At(41), 1000 },
        { "Bad Failed: history is gone", Some.Follower(tasks: Some.Tasks(fatal: new("resource_not_found_exception", "history is gone", 0))), Some.At(9), 22 },
        { "Bad Failed: index_not_found_exception", Some.Follower(tasks: Some.Tasks(fatal: new("index_not_found_exception", null, 3), retried: Refused)), Some.At(9), null },
        { "Bad Leader unreachable: [][127.0.0.1:9300] connect_exception (tried 7 times)", Some.Follower(tasks: Some.Tasks(retried: Refused)), Some.At(41), 0 },
        { "Risk Retrying: not yours (tried 2 times)", Some.Follower(tasks: Some.Tasks(retried: new("security_exception", "not yours", 2))), Some.At(41), 0 },
        { "Risk Leader silent: The leader has not answered a read for 91 s.", Some.Follower(tasks: Some.Tasks(silentSeconds: 91)), Some.At(41), 0 },
        { "Fine Following", Some.Follower(tasks: Some.Tasks(silentSeconds: 89)), Some.At(41), 0 },
        { "Resting Paused: Nothing is read from the leader until someone resumes it.", Some.Follower(status: FollowerStatus.Paused), Some.At(41), 5000 },
        { "Resting Paused: Nothing is read from the leader until someone resumes it.", Some.Follower(status: FollowerStatus.Paused), null, null },
        { "Working Copying: The first copy from the leader is under way.", Some.Follower(status: FollowerStatus.Paused), Some.At(), null },
        { "Working Copying: The first copy from the leader is under way.", Some.Follower(status: FollowerStatus.Paused, open: null), Some.At(), null },
        { PausedAndClosed, Some.Follower(status: FollowerStatus.Paused, open: false), Some.At(), null },
        { PausedAndClosed, Some.Follower(status: FollowerStatus.Paused, open: false), null, null },
        { "Bad Closed while following: Writes fail until it is opened.", Some.Follower(tasks: Some.Tasks(retried: new("index_closed_exception", "closed", 4)), open: false), Some.At(), null },
        { "Bad Failed: history is gone", Some.Follower(tasks: Some.Tasks(fatal: new("resource_not_found_exception", "history is gone", 0)), open: false), Some.At(), null },
        { "Working Starting: Its replication tasks have not reported yet.", Some.Follower() with { Tasks = null }, Some.At(41), 0 },
        { "Unknown Unknown: Its cluster reports a state that this version does not know.", Some.Follower(status: FollowerStatus.Unknown), Some.At(41), 0 },
    };

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Judge_World_GivesTheNamedState(string expected, FollowerFacts facts, CopyPositions? own, long? lag)
    {
        var verdict = FollowerRules.Judge(facts, own, lag);

        Assert.Equal(expected, $"{verdict.Grade} {verdict.Word}{(verdict.Why is null ? "" : ": " + verdict.Why)}");
    }

    [Fact]
    public void Lag_SeveralShards_AddsWhatEachLacksAndNeverCountsOneAheadAgainstOneBehind()
    {
        Assert.Equal(12, FollowerRules.Lag(Some.At(20, 7, 100), Some.At(10, 5, 140)));
    }

    [Fact]
    public void Lag_FollowerWithAGapBelowItsNewestOperation_CountsFromTheGap()
    {
        var follower = new CopyPositions(null, new Dictionary<int, ShardMarks> { [0] = new(Newest: 20, Safe: 15) });

        Assert.Equal(5, FollowerRules.Lag(Some.At(20), follower));
    }

    [Fact]
    public void Lag_EmptyLeader_IsZero()
    {
        Assert.Equal(0, FollowerRules.Lag(Some.At(-1), Some.At(-1)));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Lag_OneSideUnknown_IsUnknownAndNotZero(bool leaderKnown, bool followerKnown)
    {
        Assert.Null(FollowerRules.Lag(leaderKnown ? Some.At(5) : null, followerKnown ? Some.At(5) : null));
    }

    [Fact]
    public void Lag_AShardOfTheFollowerNotStarted_IsUnknown()
    {
        Assert.Null(FollowerRules.Lag(Some.At(5, 5), Some.At(5)));
    }
}
